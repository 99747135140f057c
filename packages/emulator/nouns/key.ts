import type { Platform } from "../platform.ts";
import * as generic from "../rest/generic.ts";
import type { ApiRequest } from "../rest/request.ts";
import type { Resource } from "../store/index.ts";
import type { Noun } from "./noun.ts";

const keyKind = "api/Keys";

/** The secret of a key, as its noun keeps it. */
export const secretOf = (key: Resource) => String(key.hidden.secret);

/** API keys: their secret is shown once, when they are made. https://www.twilio.com/docs/iam/api-keys/key-resource-v2010 */
export const key: Noun = {
  kind: keyKind,
  create(request: ApiRequest, platform: Platform) {
    const secret = platform.random.hex("api key");
    const made = generic.create(request, platform, { hidden: { secret } });
    return { ...made, properties: { ...made.properties, secret } };
  },
};
