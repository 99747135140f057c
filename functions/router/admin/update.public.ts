import * as z from "zod/mini";
import { answerAdmin } from "../../shared/router/admin.ts";
import { Publishing, told } from "../../shared/router/publishing.ts";
import { parametersOf, routesOf, versionNumber } from "../../shared/router/request.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

const parameters = z.object({
  /** The version that was changed. */
  version: versionNumber,
  comment: z._default(z.string().check(z.maxLength(1_000, "is longer than 1000 characters")), ""),
});

/** Saves routes as the next version and starts a build of them. Calls are answered as before until it is published. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/update", context, event, callback, async (admin) => {
    const { version: base, comment } = parametersOf(parameters, event);
    const draft = { routes: routesOf(context, event), base, comment };
    const saved = await new Publishing(context).save(draft, admin);
    return { version: saved.number, status: "building", latest: told(saved) };
  });
