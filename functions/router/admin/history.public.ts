import * as z from "zod/mini";
import { answerAdmin, Refused } from "../../shared/router/admin.ts";
import { routesIn } from "../../shared/router/builds.ts";
import { Publishing, told } from "../../shared/router/publishing.ts";
import { parametersOf, storedJson, versionNumber } from "../../shared/router/request.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

const parameters = z.object({
  /** A version to look at; left out: the list of them. */
  of: z.optional(versionNumber),
  /** Where the list goes on: before this version. */
  before: z.optional(versionNumber),
});

/** The versions that were saved, by whom and when, fifty at a time, latest first; or what one of them says. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/history", context, event, callback, async () => {
    const { of, before } = parametersOf(parameters, event);
    const publishing = new Publishing(context);
    if (of === undefined) {
      const [versions, { live }] = await Promise.all([publishing.versions.before(before), publishing.now()]);
      const deployed = versions.find(({ asset }) => asset === routesIn(live).sid)?.number;
      return { versions: versions.map(told), deployed };
    }
    const version = await publishing.versions.find(of);
    if (!version) throw new Refused(404, "unknown", `There is no version ${of}.`);
    return { ...told(version.data), data: storedJson(await publishing.versions.textOf(version)) };
  });
