import { describe, it } from "vitest";
import { outside, ownNumber } from "./testing/calls.ts";
import type { FakeAnswer } from "./testing/fake-network.ts";
import { echo, hold, type Row } from "./testing/rows.ts";

const gather = (attributes: string) => `<Gather ${attributes}><Say>Choose</Say></Gather><Say>Nothing</Say>`;
const digitsBack: FakeAnswer = ({ body }) =>
  `<Response><Say>got ${new URLSearchParams(body).get("Digits")}</Say></Response>`;

const rows: Record<string, Row> = {
  "Say speaks its text": { twiml: "<Say>Hello  there &amp; &#233;</Say>", heard: ["Hello there & é"] },
  "Say repeats and takes its time": { twiml: '<Say loop="3">one two</Say>', heard: ["one two"], duration: 3 },
  "Say without text is warned of": { twiml: "<Say/><Say>on</Say>", heard: ["on"], alerts: [13520] },
  "Say takes SSML": {
    twiml: "<Say>wait <break time='1s'/> <prosody rate='slow'>a bit</prosody></Say>",
    heard: ["wait a bit"],
  },
  "Say takes no verbs": { twiml: "<Say>hi <Play>x</Play></Say>", heard: ["hi x"], alerts: [12200] },
  "Play resolves a relative URL": {
    twiml: "<Play>sounds/a.mp3</Play>",
    heard: ["https://example.test/sounds/a.mp3"],
  },
  "Play plays keys": { twiml: '<Play digits="1w2"/>', heard: ["1w2"] },
  "Play with a wrong loop plays once": {
    twiml: '<Play loop="x">/a.mp3</Play>',
    alerts: [13410],
    duration: 5,
  },
  "Pause waits": { twiml: '<Say>a</Say><Pause length="7"/>', duration: 8 },
  "Pause as the first verb rings on": { twiml: '<Pause length="4"/><Say>a</Say>', duration: 1 },
  "Hangup ends the call": { twiml: "<Say>a</Say><Hangup/><Say>b</Say>", heard: ["a"], ended: /Hangup/ },
  "Hangup as the first verb answers it": { twiml: "<Hangup/>", status: "completed", sipResponse: 200 },
  "an empty response answers and hangs up": { twiml: "", status: "completed", sipResponse: 200, duration: 0 },
  "Reject refuses without answering": {
    twiml: "<Reject/><Say>b</Say>",
    status: "no-answer",
    sipResponse: 404,
    heard: [],
  },
  "Reject can be busy": { twiml: '<Reject reason="busy"/>', status: "busy", sipResponse: 486 },
  "Reject later hangs up and is warned of": {
    twiml: "<Say>a</Say><Reject/>",
    status: "completed",
    alerts: [12200],
  },
  "Redirect goes on elsewhere, by POST": {
    twiml: "<Redirect>/next?x=1</Redirect><Say>never</Say>",
    pages: { "/next": "<Response><Say>there</Say></Response>" },
    heard: ["there"],
    asked: ["POST https://example.test/voice", "POST https://example.test/next?x=1"],
  },
  "Gather sends digits to its action": {
    twiml: gather('action="/digits" numDigits="2"'),
    request: { presses: "12" },
    pages: { "/digits": digitsBack },
    heard: ["Choose", "got 12"],
  },
  "Gather stops at the finishing key": {
    twiml: gather('action="/digits"'),
    request: { presses: "12#" },
    pages: { "/digits": digitsBack },
    heard: ["Choose", "got 12"],
  },
  "Gather leaves the rest for the next one": {
    twiml: gather('action="/again" numDigits="1"'),
    request: { presses: "12" },
    pages: {
      "/again": `<Response>${gather('action="/digits" numDigits="1"')}</Response>`,
      "/digits": digitsBack,
    },
    heard: ["Choose", "Choose", "got 2"],
  },
  "Gather without keys goes on after its timeout": {
    twiml: gather('timeout="9"'),
    heard: ["Choose", "Nothing"],
    duration: 11,
  },
  "Gather asks for empty results if told": {
    twiml: gather('action="/digits" actionOnEmptyResult="true"'),
    pages: { "/digits": digitsBack },
    heard: ["Choose", "got"],
  },
  "Gather hears words": {
    twiml: gather('action="/words" input="dtmf speech"'),
    request: { script: "says operator please" },
    pages: {
      "/words": ({ body }) =>
        `<Response><Say>${new URLSearchParams(body).get("SpeechResult")}</Say></Response>`,
    },
    heard: ["Choose", "operator please"],
  },
  "Gather does not listen unless asked to": {
    twiml: gather(""),
    request: { script: "says no" },
    heard: ["Choose", "Nothing"],
  },
  "Gather takes no Dial": { twiml: "<Gather><Dial>1</Dial></Gather>", alerts: [13320] },
  "Gather tells of each word as it is spoken": {
    twiml: gather('action="/words" input="speech" partialResultCallback="/part"'),
    request: { script: "says sales please" },
    pages: { "/words": echo("SpeechResult"), "/part": "" },
    heard: ["Choose", "sales please"],
    asked: [
      "POST https://example.test/voice",
      "POST https://example.test/part",
      "POST https://example.test/part",
      "POST https://example.test/words",
    ],
  },
  "Gather with another finishing key": {
    twiml: gather('action="/digits" finishOnKey="*"'),
    request: { presses: "12*" },
    pages: { "/digits": digitsBack },
    heard: ["Choose", "got 12"],
  },
  "Gather without a finishing key takes every key": {
    twiml: gather('action="/digits" finishOnKey=""'),
    request: { presses: "1#" },
    pages: { "/digits": digitsBack },
    heard: ["Choose", "got 1#"],
  },
  "Enqueue lets the caller wait until they hang up": {
    twiml: '<Enqueue action="/done" waitUrl="/wait">support</Enqueue>',
    pages: { "/wait": "<Response><Say>Soon</Say></Response>", "/done": "<Response/>" },
    request: { script: "hangs up after 2 s" },
    duration: 2,
  },
  "Enqueue lets the caller leave": {
    twiml: '<Enqueue action="/done" waitUrl="/wait">support</Enqueue>',
    pages: { "/wait": "<Response><Leave/></Response>", "/done": echo("QueueResult") },
    heard: ["leave"],
  },
  "Enqueue into a workflow is refused by name": {
    twiml: `<Enqueue workflowSid="WW${"0".repeat(32)}"/>`,
    alerts: [12400],
  },
  "Leave outside a queue does nothing": { twiml: "<Leave/><Say>on</Say>", heard: ["on"], alerts: [12200] },
  "Message is a verb of messages, not of calls": {
    twiml: "<Message>hi</Message><Say>on</Say>",
    heard: ["on"],
    alerts: [12200],
  },
  "Prompt stands in Pay only": { twiml: "<Prompt/><Say>on</Say>", heard: ["on"], alerts: [12200] },
  "text outside of verbs does nothing": { twiml: "hello<Say>on</Say>", heard: ["on"] },
  "a document that is no XML": { twiml: "<Say>a", alerts: [12100] },
  "an unknown verb is skipped with a warning": {
    twiml: "<Sing/><Say>a</Say>",
    heard: ["a"],
    alerts: [12200],
  },
  "a name of the language's own is no verb": {
    twiml: "<toString/><Say>a</Say>",
    heard: ["a"],
    alerts: [12200],
  },
  "a name that could pollute objects is no document": { twiml: "<__proto__/><Say>a</Say>", alerts: [12100] },
  "verbs are case-sensitive": { twiml: "<say>a</say>", heard: [], alerts: [12200] },
  "an unknown attribute is skipped with a warning": {
    twiml: '<Say speed="2">a</Say>',
    heard: ["a"],
    alerts: [12200],
  },
  "a caller can hang up": {
    twiml: '<Pause length="3000"/>',
    request: { script: "hangs up after 60 s" },
    status: "canceled",
  },
  "a call lasts four hours at most": {
    twiml: '<Say>a</Say><Pause length="90000"/>',
    duration: 14400,
    ended: /longest/,
  },
  "TwiML that goes round in circles is ended": {
    twiml: "<Redirect>/voice</Redirect>",
    status: "failed",
    ended: /circles/,
  },
  "Dial with text is a number": {
    twiml: `<Dial callerId="${ownNumber}">(503) 555-0111</Dial>`,
    ended: /TwiML ended/,
    duration: 10,
  },
  "Dial takes only nouns": { twiml: "<Dial><Say>a</Say></Dial>", alerts: [13215] },
  "Gather's prompt is cut short by a key": {
    twiml: '<Gather action="/digits" numDigits="1"><Say loop="9">one two</Say><Play>/a.mp3</Play></Gather>',
    request: { script: "presses 1 after 3 s" },
    pages: { "/digits": digitsBack },
    heard: ["one two", "got 1"],
    duration: 5,
  },
  "Gather without bargeIn is heard to its end": {
    twiml: '<Gather action="/digits" numDigits="1" bargeIn="false"><Say loop="9">one two</Say></Gather>',
    request: { script: "presses 1 after 3 s" },
    pages: { "/digits": digitsBack },
    heard: ["one two", "got 1"],
    duration: 11,
  },
  "Gather does not wait for a key that comes too late": {
    twiml: gather('timeout="4"'),
    request: { script: "presses 1 after 30 s" },
    heard: ["Choose", "Nothing"],
  },
  "Record sends its sound to its action": {
    twiml: '<Record action="/recorded" timeout="2"/>',
    request: { script: "leaves a message of 12 s" },
    pages: { "/recorded": echo("RecordingDuration", "Digits") },
    heard: ["beep", "14"],
  },
  "Record ends with a key": {
    twiml: '<Record action="/recorded" playBeep="false"/>',
    request: { script: "leaves a message of 12 s, presses #" },
    pages: { "/recorded": echo("RecordingDuration", "Digits") },
    heard: ["12 #"],
  },
  "Record takes no more than its longest time, and can leave silence out": {
    twiml: '<Record action="/recorded" maxLength="20" timeout="10" trim="trim-silence"/>',
    request: { script: "leaves a message of 15 s" },
    pages: { "/recorded": echo("RecordingDuration") },
    heard: ["beep", "15"],
    duration: 22,
  },
  "Record of nothing goes on with the next verb": {
    twiml: '<Record action="/recorded"/><Say>Nothing</Say>',
    heard: ["beep", "Nothing"],
  },
  "Record tells its action when the caller hangs up": {
    twiml: '<Record action="/recorded"/><Say>never</Say>',
    request: { script: "leaves a message of 30 s, hangs up after 11 s" },
    pages: { "/recorded": echo("Digits") },
    heard: ["beep"],
    status: "completed",
    asked: ["POST https://example.test/voice", "POST https://example.test/recorded"],
  },
  "Record tells its callback": {
    twiml:
      '<Record action="/recorded" recordingStatusCallback="/kept" recordingStatusCallbackEvent="in-progress completed"/>',
    request: { script: "leaves a message of 3 s" },
    pages: { "/recorded": "<Response/>", "/kept": "" },
    asked: [
      "POST https://example.test/voice",
      "POST https://example.test/kept",
      "POST https://example.test/kept",
      "POST https://example.test/recorded",
    ],
  },
  "Record does not write down what was said": {
    twiml: '<Record transcribe="true"/>',
    heard: ["beep"],
    alerts: [12400],
  },
  "Dial records from the answer on": {
    twiml: `<Dial record="record-from-answer-dual" action="/done" callerId="${ownNumber}">${outside}</Dial>`,
    pages: { "/done": echo("RecordingDuration", "DialCallStatus") },
    heard: ["10 completed"],
  },
  "Refer sends a SIP phone elsewhere": {
    twiml: '<Refer action="/done"><Sip>sip:boss@pbx.example.com</Sip></Refer>',
    pages: { "/done": echo("ReferCallStatus", "ReferSipResponseCode") },
    heard: ["completed 202"],
  },
  "Refer needs a SIP address": { twiml: "<Refer><Sip>boss</Sip></Refer>", alerts: [12200] },
  "Sms sends a text, and goes on": {
    twiml: '<Sms to="+15035550111" action="/sent">hi</Sms>',
    pages: { "/sent": echo("SmsStatus") },
    heard: ["sent"],
  },
  "Connect, Start and Stop stand in the trace and do nothing": {
    twiml:
      '<Start><Stream url="wss://x.test"/></Start><Stop><Stream name="a"/></Stop><Connect action="/done"><Stream url="wss://x.test"/></Connect><Say>never</Say>',
    pages: { "/done": "<Response><Say>after</Say></Response>" },
    heard: ["after"],
  },
  "a verb that is not emulated yet is refused by name": { twiml: "<Pay/><Say>a</Say>", alerts: [12400] },
  "a noun that is not emulated yet is refused by name": {
    twiml: "<Dial><Sim>DE123</Sim></Dial>",
    alerts: [12400],
  },
  "Dial takes ten parties at most": {
    twiml: `<Dial callerId="${ownNumber}">${`<Number>${outside}</Number>`.repeat(11)}</Dial>`,
    alerts: [13250],
  },
  "Dial with a wrong timeout takes the default": {
    twiml: `<Dial timeout="soon" callerId="${ownNumber}">${outside}</Dial>`,
    alerts: [13212],
  },
  "Dial that records in no known way does not record": {
    twiml: `<Dial record="sometimes" callerId="${ownNumber}">${outside}</Dial>`,
    alerts: [13217],
  },
};

describe("TwiML", () => {
  it.each(Object.entries(rows))("%s", (_name, row) => hold(row));
});
