import type { Platform } from "../platform.ts";
import { TwilioError } from "../rest/errors.ts";
import type { ApiRequest } from "../rest/request.ts";
import type { Resource } from "../store/index.ts";
import type { Noun } from "./noun.ts";

export const recordingKind = "api/Recordings";

const mediaUrl = ({ account, key }: Resource) =>
  `https://api.twilio.com/2010-04-01/Accounts/${account}/Recordings/${key}`;

/** Recordings, which only calls make. https://www.twilio.com/docs/voice/api/recording */
export const recording: Noun = {
  kind: recordingKind,
  show: (resource) => ({ media_url: mediaUrl(resource) }),
};

/** The recordings of one call: the same resources, by another path. */
export const callRecording: Noun = {
  kind: "api/Calls/Recordings",
  create() {
    throw new TwilioError(
      20001,
      "Recording a call from outside is not emulated: use <Record>, or record on <Dial>",
    );
  },
  list: (request, platform) => ofCall(request, platform).reverse(),
  fetch: (request, platform) => ofCall(request, platform).find(({ key }) => key === request.key),
};

function ofCall({ place, account }: ApiRequest, { store }: Platform): Resource[] {
  return store
    .where(recordingKind, "call_sid", place.parents.call_sid ?? null)
    .filter((one) => one.account === account.key);
}
