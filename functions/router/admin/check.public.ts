import { changesBetween } from "../../../systems/router/changes.ts";
import { routesPath } from "../../../systems/router/routes.ts";
import { answerAdmin } from "../../shared/router/admin.ts";
import { draftOf } from "../../shared/router/draft.ts";
import { storedRoutes } from "../../shared/router/request.ts";
import { readAsset } from "../../shared/runtime/assets.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

/** What would be different for callers, address by address, if a draft were published. Saves nothing. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/check", context, event, callback, async () => {
    const draft = await draftOf(context, event);
    const deployed = storedRoutes(context, readAsset(routesPath));
    return { changes: changesBetween(deployed, draft) };
  });
