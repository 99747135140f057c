import { storedJson } from "../../admin-request.ts";
import { answerAdmin } from "../../flex-admin.ts";
import { isLive, Publishing, told } from "../../publishing.ts";
import type { Handler } from "../../runtime.ts";

/** The latest routes, their version, and whether calls are answered by them. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/list", context, event, callback, async () => {
    const publishing = new Publishing(context);
    const { latest, live } = await publishing.now();
    const data = storedJson(await publishing.textOf(latest));
    return {
      version: latest?.data.number ?? 0,
      deployed: !latest || isLive(latest, live),
      data,
      latest: latest && told(latest.data),
    };
  });
