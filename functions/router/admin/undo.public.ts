import * as z from "zod/mini";
import { answerAdmin, Refused } from "../../shared/router/admin.ts";
import { Publishing, told } from "../../shared/router/publishing.ts";
import { parametersOf, storedRoutes, versionNumber } from "../../shared/router/request.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

const parameters = z.object({
  /** The latest version. */
  version: versionNumber,
  /** The version to go back to. */
  to: versionNumber,
});

/** Saves the routes of an earlier version as the next one: to be published like any other, and undone like any other. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/undo", context, event, callback, async (admin) => {
    const { version: base, to } = parametersOf(parameters, event);
    const publishing = new Publishing(context);
    const earlier = await publishing.versions.find(to);
    if (!earlier) throw new Refused(404, "unknown", `There is no version ${to}.`);
    const routes = storedRoutes(context, await publishing.versions.textOf(earlier));
    const saved = await publishing.save(
      { routes, base, comment: `back to version ${to}`, undoes: to },
      admin,
    );
    return { version: saved.number, status: "building", latest: told(saved) };
  });
