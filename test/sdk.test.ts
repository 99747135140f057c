import { execFile } from "node:child_process";
import { accessSync, constants, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import schema from "@pulumi/twilio/schema.json" with { type: "json" };
import { expect, onTestFinished, test } from "vitest";
import { findPulumi } from "../scripts/pulumi.ts";

const run = promisify(execFile);
const pulumi = findPulumi();
const schemaFile = fileURLToPath(import.meta.resolve("@pulumi/twilio/schema.json"));

/** Other languages in which Pulumi's own command writes an SDK, and what checks its syntax where no package can be fetched. */
const languages = [
  { language: "python", check: ["python3", "-m", "compileall", "-q", "."], files: "**/*.py" },
  { language: "go", check: ["gofmt", "-e", "-l", "."], files: "**/*.go" },
];

test.for(languages)("the schema gives an SDK in $language", async ({ language, check, files }, { skip }) => {
  const [command = "", ...args] = check;
  const missing = ["pulumi", `pulumi-language-${language}`, command].filter((one) => !isOnPath(one));
  if (missing.length > 0) skip(`there is no ${missing.join(", ")} on PATH`);
  const folder = mkdtempSync(join(tmpdir(), "sdk-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, PULUMI_HOME: join(folder, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" };
  const out = join(folder, "out");
  await run(pulumi.command, ["package", "gen-sdk", schemaFile, "--language", language, "--out", out], {
    env,
  });
  const written = globSync(files, { cwd: out }).map((path) => path.toLowerCase().replaceAll(/[^a-z/.]/g, ""));
  for (const token of Object.keys(schema.resources)) {
    const [, module = "", name = ""] = token.split(":");
    const wanted = `/${module}/${name.toLowerCase()}.`;
    expect(
      written.some((path) => path.includes(wanted)),
      `${wanted} of ${written.length} files`,
    ).toBe(true);
  }
  await run(command, args, { cwd: out });
});

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return folder !== "" && !folder.includes("node_modules");
    } catch {
      return false;
    }
  });
}
