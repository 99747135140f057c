import * as crypto from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { deriveKeyAhead } from "./key-ahead.ts";
import { createPassphraseManager, openPassphraseManager } from "./passphrase.ts";

// One round in place of a million.
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof crypto>();
  const pbkdf2: typeof real.pbkdf2 = (password, salt, _rounds, ...rest) =>
    real.pbkdf2(password, salt, 1, ...rest);
  return { ...real, pbkdf2: vi.fn(pbkdf2) };
});

const env = { PULUMI_CONFIG_PASSPHRASE: "passphrase" };

/** A folder with a stack's file in it. */
function folderWith(file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "key-ahead-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, file), text);
  return folder;
}

it.each([
  { args: ["up", "--stack", "dev"], more: {} },
  { args: ["preview", "-s", "organization/sample/dev", "--diff"], more: {} },
  { args: ["refresh", "--stack=dev"], more: {} },
  { args: ["up"], more: { PULUMI_STACK: "dev" } },
])("derives the key of the stack that $args $more names, once", async ({ args, more }) => {
  const { salt } = (await createPassphraseManager("passphrase")).state;
  const cwd = folderWith("Pulumi.dev.yaml", `config:\n  a:b: c\nencryptionsalt: ${salt}\n`);
  // In a process that does not know it yet.
  vi.resetModules();
  const [ahead, passphrase] = await Promise.all([import("./key-ahead.ts"), import("./passphrase.ts")]);
  const derived = vi.mocked(crypto.pbkdf2).mockClear();
  ahead.deriveKeyAhead(args, cwd, { ...env, ...more });
  expect(derived).toHaveBeenCalledTimes(1);
  await passphrase.openPassphraseManager("passphrase", salt);
  expect(derived).toHaveBeenCalledTimes(1);
});

it.each([
  { what: "no stack is named", args: ["up"], text: "" },
  { what: "a flag without its value", args: ["up", "--stack"], text: "" },
  { what: "a file without a salt", args: ["up", "-s", "dev"], text: "config: {}\n" },
  { what: "a salt that is none", args: ["up", "-s", "dev"], text: "encryptionsalt: v1:nonsense\n" },
  { what: "no such file", args: ["up", "-s", "prod"], text: "" },
])("leaves to who needs the key what is wrong: $what", async ({ args, text }) => {
  const cwd = folderWith("Pulumi.dev.yaml", text);
  expect(() => deriveKeyAhead(args, cwd, env)).not.toThrow();
  expect(() => deriveKeyAhead(args, cwd, {})).not.toThrow();
  await expect(openPassphraseManager("passphrase", "v1:nonsense")).rejects.toThrow("is not of the form");
});
