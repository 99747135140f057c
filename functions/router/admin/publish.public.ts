import * as z from "zod/mini";
import { answerAdmin } from "../../shared/router/admin.ts";
import { Publishing } from "../../shared/router/publishing.ts";
import { parametersOf, versionNumber } from "../../shared/router/request.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

const parameters = z.object({ version: versionNumber });

/** Publishes the latest version, once it is built: from then on calls are answered by it. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/publish", context, event, callback, async (admin) => {
    const { version } = parametersOf(parameters, event);
    await new Publishing(context).publish(version, admin);
    return { version, status: "deployed" };
  });
