/** What Twilio, or a browser, says in a usual request to a function. */
export interface SampleRequest {
  parameters?: Record<string, string>;
  authorization?: string;
}

/** Variables of the functions that the requests need. */
export const labKey = "a-key-of-the-measurement-5d21";

const domain = "direct-futel-stage.sip.twilio.com";
const sid = (prefix: string) => prefix + "5".repeat(32);
const phone = { CallSid: sid("CA"), From: `sip:demo@${domain}`, SipUsername: "demo", SipDomain: domain };
const dials = (number: string) => ({ ...phone, To: `sip:${number}@${domain}` });
const queued = { QueueSid: sid("QU"), QueueTime: "3", queue: sid("QU") };
const alerted = { CallStatus: "completed", extension: "demo", number: "933" };
const page = { recording: sid("RE"), attempt: "0" };
const keyHolder = { authorization: `Bearer ${labKey}` };

/** A usual request to each function, by service and path. Functions that are not here are loaded and weighed only. */
export const requests: Record<string, SampleRequest> = {
  "dialer/call-status": { parameters: { CallStatus: "completed", direction: "outgoing", extension: "demo" } },
  "dialer/emergency-alert": { parameters: alerted },
  "dialer/emergency-refused": { parameters: { extension: "demo" } },
  "dialer/error-log": {},
  "dialer/menu": { parameters: { ...phone, context: "street", extension: "demo", Digits: "1" } },
  "dialer/message-recorded": { parameters: { mailbox: "operator", RecordingSid: sid("RE") } },
  "dialer/operator-answer": { parameters: queued },
  "dialer/operator-left": { parameters: { ...queued, QueueResult: "leave" } },
  "dialer/operator-ringing": { parameters: { ...queued, CallSid: sid("CA") } },
  "dialer/operator-wait": { parameters: queued },
  "dialer/sip-incoming": { parameters: { To: "+15035550110", From: "+12065550123" } },
  "dialer/sip-outgoing": { parameters: dials("5035551212") },
  "dialer/sip-outgoing-status": { parameters: { DialCallStatus: "busy", extensions: "demo" } },
  "dialer/sound": {},
  "dialer/token": { authorization: `Basic ${btoa("demo:not-its-password")}` },
  "dialer/usage-alert": {
    parameters: { UsageCategory: "totalprice", TriggerValue: "50", CurrentValue: "51" },
  },
  "fallback/emergency-alert": { parameters: alerted },
  "fallback/emergency-refused": { parameters: { extension: "demo" } },
  "fallback/fallback": { parameters: dials("933") },
  "pager/acknowledge": { parameters: page },
  "pager/call-ended": { parameters: page },
  "pager/delivery": { parameters: { ...page, MessageStatus: "delivered" } },
  "pager/record": {},
  "pager/recorded": { parameters: { RecordingDuration: "12" } },
  "pager/recording": {},
  "pager/sms": { parameters: { From: "+15035550181", To: "+15035550130", Body: "HALP" } },
  "pager/sound": {},
  "pager/voice": { parameters: { To: "+15035550130" } },
  "router/inbound-sip-router": { parameters: { ...phone, To: "sip:+15035550100@router.example" } },
  "router/status-callback": { parameters: { ...phone, To: "sip:+15035550100@router.example" } },
  "lab/messages": keyHolder,
  "lab/send-message": keyHolder,
  "lab/sms": { parameters: { Body: "hello" } },
  "lab/voice": {},
  "lab/trivial": {},
};
