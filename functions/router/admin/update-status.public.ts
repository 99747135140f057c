import * as z from "zod/mini";
import { parametersOf, versionNumber } from "../../admin-request.ts";
import { answerAdmin } from "../../flex-admin.ts";
import { Publishing } from "../../publishing.ts";
import type { Handler } from "../../runtime.ts";

const parameters = z.object({ version: versionNumber });

/** How far the latest version is: `building`, `completed`, `failed` or `deployed`. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/update-status", context, event, callback, async () => {
    const { version } = parametersOf(parameters, event);
    return { version, status: await new Publishing(context).progress(version) };
  });
