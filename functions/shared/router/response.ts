import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { Route } from "../../../systems/router/routes.ts";
import { readTwiml, type Twiml } from "../../../systems/router/twiml.ts";
import type { Reach } from "../../../systems/router/urls.ts";
import type { Names } from "./routing.ts";

/** What a call is answered with by a route that has been checked. */
export function routeResponse({ type, destination }: Route, names: Names, reach: Reach): VoiceResponse {
  const voice = new VoiceResponse();
  const dial = () => voice.dial({ answerOnBridge: true, ...callerId(names) });
  switch (type) {
    case "webhook":
      voice.redirect({ method: "POST" }, withNames(destination, names));
      return voice;
    case "dial-application": {
      const application = dial().application();
      application.applicationSid(destination);
      for (const [name, value] of parameters(names)) application.parameter({ name, value });
      return voice;
    }
    case "dial-client": {
      const client = dial().client();
      client.identity(destination);
      for (const [name, value] of parameters(names)) client.parameter({ name, value });
      return voice;
    }
    case "dial-sip":
      dial().sip(destination);
      return voice;
    case "play":
      voice.play(destination);
      return voice;
    case "refer":
      voice.refer().sip(destination);
      return voice;
    case "say":
      voice.say(destination);
      return voice;
    case "twiml": {
      const read = readTwiml(destination, reach);
      if (Array.isArray(read)) throw new Error("the TwiML of a route was not checked");
      write(read, voice);
      return voice;
    }
  }
}

/** The names as whatever takes the call over is told of them. */
function parameters({ called, caller }: Names): [string, string][] {
  return [
    ["called_number", called],
    ...(caller === undefined ? [] : [["caller_number", caller] as [string, string]]),
  ];
}

/** A URL that tells the names: Studio has them as `{{trigger.call.caller_number}}`. */
function withNames(written: string, names: Names): string {
  const url = new URL(written);
  for (const [name, value] of parameters(names)) url.searchParams.set(name, value);
  return url.href;
}

/** What a called party sees; what Twilio would refuse is left to Twilio, which takes the caller's own address then. */
function callerId({ caller = "" }: Names): { callerId?: string } {
  return /^[A-Za-z0-9+\-_.]+$/.test(caller) ? { callerId: caller } : {};
}

/** As much of the library's elements as TwiML needs that is not known before. */
interface Writable {
  addChild(name: string, attributes: object): Writable;
  addText(text: string): void;
}

function write({ text, children }: Twiml, into: Writable): void {
  if (text !== "") into.addText(text);
  for (const child of children) write(child, into.addChild(child.name, child.attributes));
}
