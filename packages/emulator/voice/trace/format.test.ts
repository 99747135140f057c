import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { callTwiml, ownNumber } from "../testing/calls.ts";
import { formatTrace } from "./format.ts";

const twiml = `<Response><Gather numDigits="1" action="/menu"><Say>Press 1</Say></Gather></Response>`;
const menu = `<Response><Dial callerId="${ownNumber}"><Number>911</Number></Dial><Say>Bye</Say></Response>`;
const call = () => callTwiml(twiml, { presses: "1" }, { "/menu": menu });

describe("a formatted trace", () => {
  it("tells the call from top to bottom", async () => {
    expect(formatTrace(await call(), { colour: false })).toBe(
      [
        "☎ demo@example → 100@example",
        "   0:00 ⇢ POST https://example.test/voice ⇠ 200",
        '   0:00 <Gather> numDigits="1" action="/menu"',
        "   0:00 ✓ answered (SIP 200)",
        "   0:00   🔊 “Press 1”",
        "   0:01   ⌨ caller pressed 1",
        "   0:01 ⇢ POST https://example.test/menu ⇠ 200 (action)",
        '   0:01 <Dial> callerId="+15035550100"',
        "   0:01   └→ 911 as +15035550100  completed, talked 10 s, the called party hung up",
        "             EMERGENCY CALL from +15035550100: no registered address, $75 charge: a national centre asks where",
        "   0:11   🔊 “Bye”",
        "■ completed (SIP 200), 13 s: the TwiML ended",
      ].join("\n"),
    );
  });

  it("has the same words in colour", async () => {
    const trace = await call();
    const coloured = formatTrace(trace, { colour: true });
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(stripVTControlCharacters(coloured)).toBe(formatTrace(trace, { colour: false }));
  });

  it("shows TwiML and parameters when asked to", async () => {
    const text = formatTrace(await call(), { colour: false, verbose: true });
    expect(text).toContain("SipUsername=demo");
    expect(text).toContain("<Number>911</Number>");
  });

  it("is plain data that JSON can carry", async () => {
    const trace = await call();
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });
});
