import { integer, keys } from "../twiml/attribute.ts";
import { defineVerb } from "../twiml/verb.ts";
import { repeated, soundSeconds } from "./time.ts";

/** Plays a sound, or keys, to the caller. https://www.twilio.com/docs/voice/twiml/play */
export const Play = defineVerb({
  name: "Play",
  attributes: { loop: integer(1, 13410, { min: 0 }), digits: keys("", 12200, /^[0-9#*wWA-D]*$/) },
  run({ attributes: { loop, digits }, text }, { call, resolve }) {
    const times = repeated(loop);
    if (digits !== "") call.hear("keys", digits, digits.length * 0.5 * times);
    if (text !== "") call.hear("play", resolve(text), soundSeconds * times);
    if (text === "" && digits === "")
      call.alert({ code: 12200, detail: "<Play> has neither a URL nor digits" });
    return undefined;
  },
});
