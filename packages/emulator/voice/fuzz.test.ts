import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callTwiml } from "./testing/calls.ts";
import { readDocument } from "./twiml/document.ts";
import { TwimlError } from "./twiml/twiml-error.ts";

const names = [
  "Response",
  "Say",
  "Play",
  "Pause",
  "Gather",
  "Dial",
  "Number",
  "Sip",
  "Client",
  "Application",
  "Conference",
  "Queue",
  "Enqueue",
  "Leave",
  "Record",
  "Refer",
  "Sms",
  "Connect",
  "Stream",
  "Redirect",
  "Reject",
  "Hangup",
  "x",
];
const attributes = [
  "action",
  "timeout",
  "callerId",
  "loop",
  "length",
  "numDigits",
  "digits",
  "url",
  "statusCallback",
  "waitUrl",
  "startConferenceOnEnter",
  "record",
  "machineDetection",
  "maxLength",
  "to",
  "y",
];
const quoted = fc.string({ maxLength: 12 }).map((text) => text.replace(/[<>&"]/g, "_"));

/** Documents that are nearly right: known names nested anyhow, attributes with any value. */
const element: fc.Memo<string> = fc.memo((depth) =>
  fc
    .tuple(
      fc.constantFrom(...names),
      fc.uniqueArray(fc.tuple(fc.constantFrom(...attributes), quoted), {
        maxLength: 3,
        selector: ([name]) => name,
      }),
      depth <= 1
        ? quoted.map((text) => [text])
        : fc.array(fc.oneof(element(depth - 1), quoted), { maxLength: 4 }),
    )
    .map(([name, pairs, inside]) => {
      const written = pairs.map(([attribute, value]) => ` ${attribute}="${value}"`).join("");
      return `<${name}${written}>${inside.join("")}</${name}>`;
    }),
);

describe("whatever a webhook answers", () => {
  it("is a document or is refused with Twilio's code", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          element(3),
          fc.string().map((text) => `<Response>${text}</Response>`),
        ),
        (source) => {
          try {
            readDocument(source);
          } catch (error) {
            expect(error).toBeInstanceOf(TwimlError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("the call comes to an end", async () => {
    await fc.assert(
      fc.asyncProperty(element(3), async (inside) => {
        const trace = await callTwiml(`<Response>${inside}</Response>`, {
          presses: "1 2# *",
          // Who waits in a queue or a conference waits until somebody comes, or hangs up.
          script: "hangs up after 90 s",
        });
        expect(["queued", "ringing", "in-progress"]).not.toContain(trace.status);
        expect(trace.ended).not.toBe("");
      }),
      { numRuns: 300 },
    );
  });
});
