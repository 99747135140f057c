import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import schema from "../schema.json" with { type: "json" };
import { buildDocs } from "./build-docs.ts";
import { buildSchema } from "./build-schema.ts";

const built = buildSchema();

it("is up to date: npm run schemas", () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(built)));
});

it("is what docs/provider says: npm run schemas", () => {
  const folder = fileURLToPath(new URL("../../../docs/provider", import.meta.url));
  const written = globSync("**/*.md", { cwd: folder }).map((path) => [
    path,
    readFileSync(join(folder, path), "utf8"),
  ]);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(buildDocs(built)));
});

it("asks nobody for what has a default, inside objects either", () => {
  expect(built.types["twilio:numbers:PhoneNumberSearch"]?.required).toEqual([]);
  expect(built.types["twilio:serverless:Dependency"]?.required).toEqual(["name", "version"]);
});
