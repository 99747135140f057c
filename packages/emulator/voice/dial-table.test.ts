import { describe, it } from "vitest";
import { outside, ownNumber } from "./testing/calls.ts";
import { echo, hold, type Row } from "./testing/rows.ts";

/** `Dial` with its result read out. */
const dial = (content: string, attributes = "") =>
  `<Dial action="/done" callerId="${ownNumber}" ${attributes}>${content}</Dial>`;
const done = { "/done": echo("DialCallStatus", "DialCallDuration") };
const other = "+15035550112";
const abroad = "+9005550111";

const rows: Record<string, Row> = {
  "Number reaches a telephone": {
    twiml: dial(`<Number>${outside}</Number>`),
    legs: [`${outside} completed`],
    heard: ["completed 10"],
  },
  "Number that is busy": {
    twiml: dial(`<Number>${outside}</Number>`),
    parties: { [outside]: "busy" },
    legs: [`${outside} busy`],
    heard: ["busy"],
  },
  "Number that nobody answers in time": {
    twiml: dial(`<Number>${outside}</Number>`, 'timeout="10"'),
    parties: { [outside]: "answers after 3 rings" },
    legs: [`${outside} no-answer`],
    heard: ["no-answer"],
  },
  "Number that is none": {
    twiml: dial("<Number>abc</Number>"),
    legs: ["abc failed"],
    alerts: [13223],
    heard: ["failed"],
  },
  "Number that the account may not call": {
    twiml: dial(`<Number>${abroad}</Number>`),
    legs: [`${abroad} failed`],
    alerts: [13227],
  },
  "Number with url is asked before it is connected": {
    twiml: dial(`<Number url="/whisper">${outside}</Number>`),
    parties: { [outside]: "presses 1" },
    pages: {
      ...done,
      "/whisper":
        '<Response><Gather action="/accept" numDigits="1"><Say>Take it?</Say></Gather><Hangup/></Response>',
      "/accept": "<Response/>",
    },
    heard: ["completed 12"],
  },
  "Number with url that nobody accepts": {
    twiml: dial(`<Number url="/whisper">${outside}</Number>`),
    pages: {
      ...done,
      "/whisper": '<Response><Gather timeout="3"><Say>Take it?</Say></Gather><Hangup/></Response>',
    },
    heard: ["completed 4"],
  },
  "Number tells its callback what it asked for": {
    twiml: `<Dial callerId="${ownNumber}"><Number statusCallback="/event" statusCallbackEvent="ringing completed">${outside}</Number></Dial>`,
    pages: { "/event": "" },
    asked: [
      "POST https://example.test/voice",
      "POST https://example.test/event",
      "POST https://example.test/event",
    ],
  },
  "Number finds out whether a machine answered": {
    twiml: `<Dial callerId="${ownNumber}"><Number machineDetection="Enable" amdStatusCallback="/amd">${outside}</Number></Dial>`,
    parties: { [outside]: "is a machine" },
    pages: { "/amd": "" },
    asked: ["POST https://example.test/voice", "POST https://example.test/amd"],
  },
  "Number with wrong keys to send": {
    twiml: dial(`<Number sendDigits="x">${outside}</Number>`),
    alerts: [13222],
  },
  "Sip reaches a host elsewhere": {
    twiml: dial("<Sip>sip:boss@pbx.example.com</Sip>", "").replace(ownNumber, "desk"),
    legs: ["sip:boss@pbx.example.com completed"],
    heard: ["completed 10"],
  },
  "Sip with url is asked before it is connected": {
    twiml: dial('<Sip url="/whisper">sip:boss@pbx.example.com</Sip>'),
    pages: { ...done, "/whisper": "<Response><Say>A call for you</Say></Response>" },
    heard: ["completed 12"],
  },
  "Sip that is no address": { twiml: dial("<Sip>boss</Sip>"), legs: ["boss failed"], alerts: [13243] },
  "Sip of a phone that is not registered": {
    twiml: dial("<Sip>sip:other@example.sip.twilio.com</Sip>"),
    legs: ["sip:other@example.sip.twilio.com failed"],
    alerts: [32009],
  },
  "Client reaches a browser": {
    twiml: dial("<Client>alice</Client>"),
    parties: { "client:alice": "answers" },
    legs: ["client:alice completed"],
    heard: ["completed 10"],
  },
  "Client whom no browser has registered": {
    twiml: dial("<Client>bob</Client>"),
    legs: ["client:bob no-answer"],
  },
  "Client by identity, with parameters": {
    twiml: dial('<Client><Identity>alice</Identity><Parameter name="a" value="b"/></Client>'),
    parties: { "client:alice": "answers" },
    legs: ["client:alice completed"],
  },
  "Application that the account does not have": {
    twiml: dial(`<Application>AP${"0".repeat(32)}</Application>`),
    legs: [`app:AP${"0".repeat(32)} failed`],
    alerts: [13215],
  },
  "Queue that is not there": { twiml: dial("<Queue>support</Queue>"), heard: ["failed"] },
  "Conference that the caller leaves": {
    twiml: dial("<Conference>team</Conference>"),
    request: { script: "hangs up after 30 s" },
    status: "completed",
    duration: 30,
  },
  "Conference that has not begun plays its wait document": {
    twiml: dial('<Conference startConferenceOnEnter="false" waitUrl="/wait">team</Conference>'),
    pages: { ...done, "/wait": "<Response><Say>Soon</Say></Response>" },
    request: { script: "hangs up after 30 s" },
    heard: ["Soon"],
    duration: 30,
  },
  "Conference that is recorded": {
    twiml: dial('<Conference record="record-from-start" recordingStatusCallback="/kept">team</Conference>'),
    pages: { ...done, "/kept": "" },
    request: { script: "hangs up after 30 s" },
    asked: [
      "POST https://example.test/voice",
      "POST https://example.test/kept",
      "POST https://example.test/done",
    ],
  },
  "Conference beside another noun": {
    twiml: dial("<Conference>team</Conference><Client>alice</Client>"),
    alerts: [13215],
  },
  "several at once: the first to answer wins": {
    twiml: dial(`<Number>${outside}</Number><Number>${other}</Number>`),
    parties: { [outside]: "answers after 2 rings", [other]: "answers after 1 rings" },
    legs: [`${outside} canceled`, `${other} completed`],
    heard: ["completed 10"],
  },
  "one after the other": {
    twiml: dial(`<Number>${outside}</Number><Number>${other}</Number>`, 'sequential="true"'),
    parties: { [outside]: "busy" },
    legs: [`${outside} busy`, `${other} completed`],
  },
  "no longer than the time limit": {
    twiml: dial(`<Number>${outside}</Number>`, 'timeLimit="5"'),
    heard: ["completed 5"],
  },
  "ended by a star": {
    twiml: dial(`<Number>${outside}</Number>`, 'hangupOnStar="true"'),
    request: { presses: "*" },
    heard: ["completed 5"],
  },
  "not answered for the caller until somebody answers": {
    twiml: `<Dial answerOnBridge="true" callerId="${ownNumber}"><Number>${outside}</Number></Dial>`,
    parties: { [outside]: "busy" },
    status: "busy",
    sipResponse: 486,
  },
  "with a caller ID of somebody else": {
    twiml: `<Dial callerId="+15035550777"><Number>${outside}</Number></Dial>`,
    legs: [`${outside} failed`],
    alerts: [13214],
  },
  "recorded from ringing on": {
    twiml: `<Dial callerId="${ownNumber}" record="record-from-ringing" action="/done">${outside}</Dial>`,
    parties: { [outside]: "answers after 1 rings" },
    pages: { "/done": echo("RecordingDuration") },
    heard: ["16"],
  },
  "recorded, and who is told of it": {
    twiml: `<Dial callerId="${ownNumber}" record="true" recordingStatusCallback="/kept" recordingStatusCallbackMethod="GET">${outside}</Dial>`,
    pages: { "/kept": "" },
    legs: [`${outside} completed`],
  },
  "referred by whom it reaches: not emulated": {
    twiml: `<Dial callerId="${ownNumber}" referUrl="/refer">${outside}</Dial>`,
    alerts: [12400],
  },
};

describe("Dial", () => {
  it.each(Object.entries(rows))("%s", (_name, row) => hold({ ...row, pages: row.pages ?? done }));
});
