import { expect, it } from "vitest";
import { domain, voiceWith } from "./testing/calls.ts";
import { echo } from "./testing/rows.ts";
import { heard } from "./trace/trace.ts";

it("an application of the account takes a call at its voice URL, with the parameters it is given", async () => {
  const sid = `AP${"0".repeat(32)}`;
  const given = '<Parameter name="room" value="12"/>';
  const noun = `<Application><ApplicationSid>${sid}</ApplicationSid>${given}</Application>`;
  const { network, voice } = voiceWith(`<Response><Dial action="/done">${noun}</Dial></Response>`, {
    "/application": "<Response><Say>Hello from the application</Say></Response>",
    "/done": echo("DialCallStatus"),
  });
  network.addNumber({ sid, phoneNumber: `app:${sid}`, voiceUrl: "https://example.test/application" });
  const trace = await voice.call({ from: { sip: "demo", domain }, to: "100" });
  expect(trace.legs).toMatchObject([{ to: `app:${sid}`, status: "completed" }]);
  expect(heard(trace)).toEqual(["completed"]);
  const asked = network.requests.find(({ url }) => url.endsWith("/application"));
  expect(Object.fromEntries(new URLSearchParams(asked?.body))).toMatchObject({
    ParentCallSid: trace.sid,
    To: `app:${sid}`,
    room: "12",
  });
});
