import { answerAdmin } from "../../shared/router/admin.ts";
import { isLive, Publishing, told } from "../../shared/router/publishing.ts";
import { storedJson } from "../../shared/router/request.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

/** The latest routes, their version, and whether calls are answered by them. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/list", context, event, callback, async () => {
    const publishing = new Publishing(context);
    const { latest, live } = await publishing.now();
    const data = storedJson(await publishing.versions.textOf(latest));
    return {
      version: latest?.data.number ?? 0,
      deployed: !latest || isLive(latest, live),
      data,
      latest: latest && told(latest.data),
    };
  });
