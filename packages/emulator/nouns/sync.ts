import { TwilioError } from "../rest/errors.ts";
import * as generic from "../rest/generic.ts";
import type { ApiRequest } from "../rest/request.ts";
import type { Noun } from "./noun.ts";

const largest = 16_384;

/** https://www.twilio.com/docs/sync/api/service */
const service: Noun = {
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

/** A document holds `{}` until it is told otherwise. https://www.twilio.com/docs/sync/api/document-resource */
const document: Noun = {
  kind: "sync/Services/Documents",
  create(request, platform) {
    checkSize(request);
    return generic.create(request, platform, { properties: { data: request.parameters.Data ?? {} } });
  },
  update(request, platform, resource) {
    checkSize(request);
    return generic.update(request, platform, resource);
  },
};

function checkSize({ parameters: { Data: data = {} } }: ApiRequest): void {
  if (JSON.stringify(data).length > largest)
    throw new TwilioError(20001, `Data is larger than ${largest} bytes`);
}

/** Sync: what programs share while they run. */
export const sync = [service, document];
