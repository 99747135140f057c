/** Writes schema.json and the pages of docs/provider: `npm run schema -w @pulumi/twilio`. Needed after every change of a declaration. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDocs } from "./build-docs.ts";
import { buildSchema } from "./build-schema.ts";

const file = fileURLToPath(new URL("../schema.json", import.meta.url));
const folder = fileURLToPath(new URL("../../../docs/provider", import.meta.url));

const schema = buildSchema();
const pages = buildDocs(schema);
writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
