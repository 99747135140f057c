import { changesBetween } from "../../../systems/router/changes.ts";
import { routesPath } from "../../../systems/router/routes.ts";
import { draftOf } from "../../admin-draft.ts";
import { storedRoutes } from "../../admin-request.ts";
import { readAsset } from "../../assets.ts";
import { answerAdmin } from "../../flex-admin.ts";
import type { Handler } from "../../runtime.ts";

/** What would be different for callers, address by address, if a draft were published. Saves nothing. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/check", context, event, callback, async () => {
    const draft = await draftOf(context, event);
    const deployed = storedRoutes(context, readAsset(routesPath));
    return { changes: changesBetween(deployed, draft) };
  });
