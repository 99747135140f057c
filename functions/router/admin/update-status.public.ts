import * as z from "zod/mini";
import { answerAdmin } from "../../shared/router/admin.ts";
import { Publishing } from "../../shared/router/publishing.ts";
import { parametersOf, versionNumber } from "../../shared/router/request.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

const parameters = z.object({ version: versionNumber });

/** How far the latest version is: `building`, `completed`, `failed` or `deployed`. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/update-status", context, event, callback, async () => {
    const { version } = parametersOf(parameters, event);
    return { version, status: await new Publishing(context).progress(version) };
  });
