import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import type { ApiRequest } from "../../rest/request.ts";
import type { Noun } from "../noun.ts";

/** https://www.twilio.com/docs/sync/api/service */
export const service: Noun = {
  kind: "sync/Services",
  create(request, platform) {
    checkWindow(request);
    return generic.create(request, platform, {
      properties: {
        reachability_debouncing_window: request.parameters.ReachabilityDebouncingWindow ?? 5_000,
      },
    });
  },
  update(request, platform, resource) {
    checkWindow(request);
    return generic.update(request, platform, resource);
  },
};

function checkWindow({ parameters: { ReachabilityDebouncingWindow: window } }: ApiRequest): void {
  if (window === undefined || (Number(window) >= 1_000 && Number(window) <= 30_000)) return;
  throw new TwilioError(20001, "ReachabilityDebouncingWindow must be between 1000 and 30000 milliseconds");
}
