import { describe, expect, it } from "vitest";
import { callTwiml, domain, outside, ownNumber, voiceWith } from "./testing/calls.ts";
import { alertsOf, heard, webhooks } from "./trace/trace.ts";

const phone = { sip: "demo", domain };
const dial = (nouns: string, attributes = "") =>
  `<Response><Dial callerId="${ownNumber}" action="/done" ${attributes}>${nouns}</Dial></Response>`;
const number = (to: string) => `<Number>${to}</Number>`;
const done = { "/done": "<Response><Say>done</Say></Response>" };

async function dialled(nouns: string, attributes = "", scripts: Record<string, string> = {}, caller = "") {
  const { network, voice } = voiceWith(dial(nouns, attributes), { ...done, "/s": "" });
  for (const [address, script] of Object.entries(scripts)) voice.parties.script(address, script);
  const trace = await voice.call({ from: phone, to: "100", script: caller });
  const [action] = webhooks(trace, "action");
  return { network, trace, action, legs: trace.legs };
}

describe("Dial a number", () => {
  it("connects, lets them talk, and tells the action how it went", async () => {
    const { trace, action, legs } = await dialled(number(outside));
    expect(legs).toMatchObject([
      { to: outside, callerId: ownNumber, status: "completed", duration: 10, bridged: true },
    ]);
    expect(action?.params).toMatchObject({
      CallSid: trace.sid,
      CallStatus: "in-progress",
      DialCallStatus: "completed",
      DialCallSid: legs[0]?.sid,
      DialCallDuration: "10",
      DialBridged: "true",
    });
    expect(heard(trace)).toEqual(["done"]);
  });

  it.each([
    ["busy", "busy"],
    ["no-answer", "no-answer"],
    ["failed", "failed"],
  ])("that is %s tells the action so", async (script, status) => {
    const { action, legs } = await dialled(number(outside), "", { [outside]: script });
    expect(action?.params).toMatchObject({ DialCallStatus: status, DialBridged: "false" });
    expect(action?.params).not.toHaveProperty("DialCallDuration");
    expect(legs[0]).toMatchObject({ status, duration: 0, bridged: false });
  });

  it("gives up when it rings longer than the timeout", async () => {
    const script = { [outside]: "answers after 3 rings" };
    expect((await dialled(number(outside), 'timeout="17"', script)).action?.at).toBe(17);
    const patient = await dialled(number(outside), 'timeout="18"', script);
    expect(patient.legs[0]).toMatchObject({ status: "completed", answeredAt: 18 });
  });

  it("rings ten at once; the first that answers wins and the others are told it is over", async () => {
    const others = Array.from({ length: 9 }, (_, index) => `+1503555020${index}`);
    const { legs, action } = await dialled([outside, ...others].map(number).join(""), "", {
      ...Object.fromEntries(others.map((other) => [other, "answers after 2 rings"])),
      "+15035550205": "answers after 1 ring",
      [outside]: "busy",
    });
    expect(legs.map(({ status }) => status)).toEqual([
      "busy",
      ...others.map((other) => (other === "+15035550205" ? "completed" : "canceled")),
    ]);
    expect(action?.params.DialCallSid).toBe(legs.find(({ status }) => status === "completed")?.sid);
  });

  it("tries one after the other if told", async () => {
    const { legs } = await dialled(number(outside) + number("+15035550200"), 'sequential="true"', {
      [outside]: "busy",
    });
    expect(legs.map(({ status }) => status)).toEqual(["busy", "completed"]);
  });

  it("ends at the time limit, on the emulator's clock", async () => {
    const { legs } = await dialled(number(outside), 'timeLimit="3600"', {
      [outside]: "hangs up after 9000 s",
    });
    expect(legs[0]).toMatchObject({ duration: 3600, ended: "the time limit was reached" });
  });

  it.each([
    ["after four hours without one", "", 14_400],
    ["later if it says so", 'timeLimit="72000"', 72_000],
    ["after a day at the latest", 'timeLimit="200000"', 86_400],
  ])("ends at the time limit, %s", async (_name, attributes, seconds) => {
    const { legs } = await dialled(number(outside), attributes, { [outside]: "hangs up after 999999 s" });
    expect(legs[0]?.duration).toBe(seconds);
  });

  it("lets the caller end it with a star only if told", async () => {
    const told = await dialled(number(outside), 'hangupOnStar="true"', {}, "presses *");
    expect(told.legs[0]).toMatchObject({ ended: "the caller pressed *", duration: 5 });
    const untold = await dialled(number(outside), "", {}, "presses *");
    expect(untold.legs[0]?.duration).toBe(10);
  });

  it("answers the caller at once, or with answerOnBridge only when the other side does", async () => {
    const script = { [outside]: "answers after 2 rings" };
    expect((await dialled(number(outside), "", script)).trace.answeredAt).toBe(0);
    expect((await dialled(number(outside), 'answerOnBridge="true"', script)).trace.answeredAt).toBe(12);
  });

  it("with answerOnBridge and nobody there leaves the caller unanswered", async () => {
    const { voice } = voiceWith(
      `<Response><Dial answerOnBridge="true" callerId="${ownNumber}">${outside}</Dial></Response>`,
    );
    voice.parties.script(outside, "busy");
    expect(await voice.call({ from: phone, to: "100" })).toMatchObject({ status: "busy", sipResponse: 486 });
  });

  it("is canceled when the caller hangs up, and its action is still told", async () => {
    const { action, legs, trace } = await dialled(
      number(outside),
      'answerOnBridge="true"',
      { [outside]: "answers after 5 rings" },
      "hangs up after 10 s",
    );
    expect(legs[0]).toMatchObject({ status: "canceled", endedAt: 10 });
    expect(action?.params).toMatchObject({ DialCallStatus: "canceled", CallStatus: "canceled" });
    expect(trace).toMatchObject({ status: "canceled", ended: "the caller hung up" });
    expect(heard(trace)).toEqual([]);
  });

  it("without an action goes on with the next verb", async () => {
    const trace = await callTwiml(
      `<Response><Dial callerId="${ownNumber}">${outside}</Dial><Say>next</Say></Response>`,
    );
    expect(heard(trace)).toEqual(["next"]);
  });

  it.each([
    ["no number at all", "hello", 13223],
    ["a service Twilio does not carry", "411", 13223],
  ])("refuses %s", async (_name, to, code) => {
    const { trace, action } = await dialled(number(to));
    expect(alertsOf(trace)).toMatchObject([{ code }]);
    expect(action?.params.DialCallStatus).toBe("failed");
  });
});

describe("the caller ID of a Dial", () => {
  const withCallerId = (callerId: string, from: string | typeof phone) => {
    const { voice } = voiceWith(`<Response><Dial ${callerId}>${number(outside)}</Dial></Response>`);
    return voice.call({ from, to: ownNumber });
  };

  it.each([
    ["a number of the account", `callerId="${ownNumber}"`, ownNumber],
    ["a verified number", 'callerId="+15035550999"', "+15035550999"],
  ])("may be %s", async (_name, attribute, callerId) => {
    expect((await withCallerId(attribute, phone)).legs).toMatchObject([{ callerId, status: "completed" }]);
  });

  it("may be the number that calls in", async () => {
    expect((await withCallerId("", "+15035550300")).legs).toMatchObject([
      { callerId: "+15035550300", status: "completed" },
    ]);
  });

  it.each([
    ["somebody else's number", 'callerId="+15035550300"'],
    ["a phone's user name", ""],
  ])("may not be %s", async (_name, attribute) => {
    const trace = await withCallerId(attribute, phone);
    expect(trace.legs).toMatchObject([{ status: "failed" }]);
    expect(alertsOf(trace)).toMatchObject([{ code: 13214 }]);
  });
});

describe("status callbacks of a leg", () => {
  const subscribed = `<Number statusCallback="/s" statusCallbackEvent="initiated ringing answered completed">${outside}</Number>`;

  it("are sent in order, with the leg's own SID", async () => {
    const { trace, legs } = await dialled(subscribed, "", { [outside]: "answers after 1 ring" });
    const sent = webhooks(trace, "status-callback");
    expect(sent.map(({ at, params }) => [at, params.CallStatus, params.SequenceNumber])).toEqual([
      [0, "initiated", "0"],
      [0, "ringing", "1"],
      [6, "in-progress", "2"],
      [16, "completed", "3"],
    ]);
    expect(sent.at(-1)?.params).toMatchObject({
      CallSid: legs[0]?.sid,
      ParentCallSid: trace.sid,
      CallDuration: "10",
    });
  });

  it("are never waited for by the call, and are all in its trace", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { voice } = voiceWith(dial(subscribed), {
      "/s": async () => {
        await held;
        return "";
      },
      "/done": () => {
        release();
        return "<Response/>";
      },
    });
    const trace = await voice.call({ from: phone, to: "100" });
    expect(webhooks(trace, "status-callback").map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it("that fail are logged and change nothing", async () => {
    const { voice } = voiceWith(dial(`<Number statusCallback="/gone">${outside}</Number>`), done);
    const trace = await voice.call({ from: phone, to: "100" });
    expect(alertsOf(trace)).toMatchObject([{ code: 11200 }]);
    expect(heard(trace)).toEqual(["done"]);
  });
});

describe("Dial a SIP address", () => {
  it("of another host passes headers on, decoded", async () => {
    const uri = "sip:demo@trunk.example.com;region=us2?x-callerid=%2B15035550100&amp;x-enableemergency=true";
    const { legs, action } = await dialled(`<Sip>${uri}</Sip>`);
    expect(legs).toMatchObject([
      {
        kind: "sip",
        to: "sip:demo@trunk.example.com;region=us2",
        sipHeaders: { "x-callerid": "+15035550100", "x-enableemergency": "true" },
        status: "completed",
        sipResponse: 200,
      },
    ]);
    expect(action?.params).toMatchObject({ DialSipResponseCode: "200" });
  });

  it("has a script for a whole host", async () => {
    const { action } = await dialled("<Sip>sip:any@trunk.example.com</Sip>", "", {
      "sip:trunk.example.com": "busy",
    });
    expect(action?.params).toMatchObject({ DialCallStatus: "busy", DialSipResponseCode: "486" });
  });

  it("rings the phones registered there", async () => {
    const { voice } = voiceWith(dial(`<Sip>sip:other@${domain}</Sip>`), done);
    voice.phones.register({ domain, username: "other", contact: "sip:a@1", script: "no-answer" });
    voice.phones.register({ domain, username: "other", contact: "sip:b@2", script: "answers after 2 rings" });
    const { legs } = await voice.call({ from: phone, to: "100" });
    expect(legs).toMatchObject([{ phones: ["sip:a@1", "sip:b@2"], answeredAt: 12, status: "completed" }]);
  });

  it.each([
    ["nobody is registered", `sip:other@${domain}`, 32009],
    ["the domain is nobody's", "sip:other@nobody.sip.twilio.com", 32009],
    ["a region is named", "sip:other@example.sip.us1.twilio.com", 32220],
    ["it is no SIP URI", "mailto:a@b", 13243],
    ["a header is not escaped", "sip:a@b.example?x-a=&lt;b&gt;", 32110],
    ["a header has no name", "sip:a@b.example?(=1", 13252],
    ["headers are too long", `sip:a@b.example?x-a=${"1".repeat(1020)}`, 13253],
  ])("fails when %s", async (_name, uri, code) => {
    const { trace, action } = await dialled(`<Sip>${uri}</Sip>`);
    expect(action?.params).toMatchObject({ DialCallStatus: "failed" });
    expect(alertsOf(trace).map((alert) => alert.code)).toEqual([code]);
  });

  it("with headers of exactly 1,023 characters works", async () => {
    const { legs } = await dialled(`<Sip>sip:a@b.example?x-a=${"1".repeat(1019)}</Sip>`);
    expect(legs[0]?.status).toBe("completed");
  });
});

describe("the TwiML of a noun's url", () => {
  const screened = `<Number url="/screen">${outside}</Number>`;
  const screen = {
    "/screen":
      '<Response><Gather numDigits="1" action="/accept"><Say>Press 1</Say></Gather><Hangup/></Response>',
  };
  const call = async (script: string) => {
    const { voice } = voiceWith(dial(screened), { ...done, ...screen, "/accept": "<Response/>" });
    voice.parties.script(outside, script);
    const trace = await voice.call({ from: phone, to: "100" });
    return { trace, leg: trace.legs[0], action: webhooks(trace, "action")[0] };
  };

  it("lets the called party accept with a key", async () => {
    const { leg, trace, action } = await call("presses 1");
    expect(leg).toMatchObject({ bridged: true, status: "completed" });
    expect(leg?.screening && heard(leg.screening)).toEqual(["Press 1"]);
    expect(heard(trace)).toEqual(["done"]);
    expect(action?.params.DialBridged).toBe("true");
  });

  it("does not connect a party that does not", async () => {
    const { leg, action } = await call("answers");
    expect(leg).toMatchObject({ bridged: false, ended: "the called party was not connected" });
    expect(action?.params.DialBridged).toBe("false");
  });

  it("may not dial", async () => {
    const { voice } = voiceWith(dial(screened), {
      ...done,
      "/screen": "<Response><Dial>+15035550111</Dial></Response>",
    });
    const trace = await voice.call({ from: phone, to: "100" });
    expect(trace.legs[0]?.screening && alertsOf(trace.legs[0].screening)).toMatchObject([{ code: 13201 }]);
  });
});

describe("a number of the account's own", () => {
  it("is a call that comes in again", async () => {
    const { network, voice } = voiceWith(dial(number("+15035550101")), {
      ...done,
      "/in": "<Response><Say>welcome in</Say></Response>",
    });
    network.addNumber({ phoneNumber: "+15035550101", voiceUrl: "https://example.test/in" });
    const { legs } = await voice.call({ from: phone, to: "100" });
    expect(legs[0]?.inbound).toMatchObject({ from: ownNumber, to: "+15035550101", status: "completed" });
    expect(legs[0]?.inbound && heard(legs[0].inbound)).toEqual(["welcome in"]);
  });

  it("that calls itself is ended", async () => {
    const { voice } = voiceWith(`<Response><Dial callerId="${ownNumber}">${ownNumber}</Dial></Response>`);
    const trace = await voice.call({ from: outside, to: ownNumber });
    expect(JSON.stringify(trace)).toMatch(/round in circles/);
  });
});

describe("call resources", () => {
  it("are kept for the call and its legs", async () => {
    const { network, trace, legs } = await dialled(number(outside));
    expect(network.calls.get(trace.sid)).toMatchObject({ status: "completed", direction: "inbound" });
    expect(network.calls.get(legs[0]?.sid ?? "")).toMatchObject({
      parentCallSid: trace.sid,
      status: "completed",
      duration: 10,
      direction: "outbound-dial",
    });
  });
});
