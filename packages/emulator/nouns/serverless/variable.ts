import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import { type Resource, text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

export const variableKind = "serverless/Services/Environments/Variables";

/** https://www.twilio.com/docs/serverless/api/resource/variable: limits of a key, a value, and all together, in bytes. */
const limits = { key: 128, value: 450, together: 3 * 1024 };

/** Variables: what functions of an environment find in their context. */
export const variable: Noun = {
  kind: variableKind,
  create(request, platform) {
    check(request, platform, undefined);
    return generic.create(request, platform);
  },
  update(request, platform, resource) {
    check(request, platform, resource);
    return generic.update(request, platform, resource);
  },
};

function check(request: ApiRequest, platform: Platform, own: Resource | undefined): void {
  const key = textParameter(request, "Key") ?? text(own, "key") ?? "";
  const value = textParameter(request, "Value") ?? text(own, "value") ?? "";
  if (!/^[A-Za-z_]\w*$/.test(key) || key.length > limits.key) {
    throw new TwilioError(
      20001,
      `Invalid parameter Key: "${key}" must be letters, digits and _, no digit first, at most ${limits.key} of them`,
    );
  }
  if (Buffer.byteLength(value) > limits.value) {
    throw new TwilioError(
      20001,
      `Invalid parameter Value: the value of ${key} is longer than ${limits.value} bytes`,
    );
  }
  const others = [...platform.store.collection(request.place)].filter((other) => other !== own);
  if (others.some((other) => text(other, "key") === key)) {
    throw new TwilioError(20409, `Conflict: a variable with key ${key} exists already`);
  }
  const size = [
    ...others.map(({ properties }) => `${properties.key}${properties.value}`),
    key + value,
  ].reduce((sum, entry) => sum + Buffer.byteLength(entry), 0);
  if (size > limits.together) {
    throw new TwilioError(
      20001,
      `Invalid parameter Value: all variables together are longer than ${limits.together} bytes`,
    );
  }
}
