import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import type { Noun } from "../noun.ts";

export const serviceKind = "serverless/Services";

/** https://www.twilio.com/docs/serverless/api/resource/service */
const longestName = 50;

/** Services: the name is theirs for good and begins the domain of each of their environments. */
export const service: Noun = {
  kind: serviceKind,
  create(request, platform) {
    const name = textParameter(request, "UniqueName") ?? "";
    if (!/^[\w-]+$/.test(name) || name.length > longestName) {
      throw new TwilioError(
        20001,
        `Invalid parameter UniqueName: "${name}" must be letters, digits, - and _, at most ${longestName} of them`,
      );
    }
    const domain_base = freeDomainBase(name);
    return generic.create(request, platform, { properties: { domain_base } });

    function freeDomainBase(wanted: string): string {
      for (;;) {
        const digits = String(1000 + Math.floor(platform.random.fraction("domain") * 9000));
        const base = `${wanted.toLowerCase().replaceAll("_", "-")}-${digits}`;
        if (platform.store.where(serviceKind, "domain_base", base).length === 0) return base;
      }
    }
  },
};
