import { existsSync, readFileSync } from "node:fs";
import { pinFile } from "./network.ts";
import { build, environment } from "./service-part.ts";

/* The service part alone. A second environment serves the build that a file names, as prod does when it is pinned. */

environment("dev", build.sid);
if (existsSync(pinFile)) environment("prod", readFileSync(pinFile, "utf8"));

export const buildSid = build.sid;
