import * as z from "zod/mini";
import { parametersOf, versionNumber } from "../../admin-request.ts";
import { answerAdmin } from "../../flex-admin.ts";
import { Publishing } from "../../publishing.ts";
import type { Handler } from "../../runtime.ts";

const parameters = z.object({ version: versionNumber });

/** Publishes the latest version, once it is built: from then on calls are answered by it. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/publish", context, event, callback, async (admin) => {
    const { version } = parametersOf(parameters, event);
    await new Publishing(context).publish(version, admin);
    return { version, status: "deployed" };
  });
