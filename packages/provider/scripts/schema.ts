/** Writes schema.json: `npm run schema -w @pulumi/twilio`. Needed after every change of a declaration. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSchema } from "./build-schema.ts";

const file = fileURLToPath(new URL("../schema.json", import.meta.url));
writeFileSync(file, `${JSON.stringify(buildSchema(), undefined, 2)}\n`);
