/** Writes the JSON schemas of the files that people edit: `node bundle/write-schemas.ts && npm run fix`. */
import { writeFileSync } from "node:fs";
import { jsonSchemas } from "./json-schemas.ts";

for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(`../${file}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
