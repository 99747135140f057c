import type { CallTrace, Emulator, MessageTrace } from "../index.ts";
import { heard } from "../index.ts";
import { Site } from "./deploy.ts";

/** What happened in the scenario. */
export interface Played {
  site: Site;
  call: CallTrace;
  message: MessageTrace;
}

export const domain = "lab.sip.twilio.com";
export const password = "Correct1Horse2Battery";
export const number = "+15035550100";
export const person = "+15035550111";
export const picture = Buffer.from("a picture");

/** Code that greets with a variable and a private asset, and writes a line of log. */
const voice = `exports.handler = (context, event, callback) => {
  console.log("called by", event.SipUsername);
  const twiml = new Twilio.twiml.VoiceResponse();
  twiml.say(context.GREETING + " " + Runtime.getAssets()["/name.txt"].open());
  twiml.record();
  callback(null, twiml);
};`;
const sms = `exports.handler = (context, event, callback) => {
  const twiml = new Twilio.twiml.MessagingResponse();
  twiml.message("You wrote " + event.Body);
  callback(null, twiml);
};`;

/** A bit of everything: a deployed service, a phone that calls it, a text with a picture, and somebody who says STOP. */
export async function play(emulator: Emulator): Promise<Played> {
  const site = await Site.open(emulator, "lab");
  const { client } = site;
  await site.deploy({
    functions: [
      { path: "/voice", content: voice },
      { path: "/sms", content: sms },
    ],
    assets: [
      { path: "/name.txt", content: "Ann", visibility: "private" },
      { path: "/page.html", content: "<p>Lab</p>" },
    ],
    variables: { GREETING: "Good morning" },
  });
  const { sid } = await client.sip.domains.create({
    domainName: domain,
    voiceUrl: `https://${site.domain}/voice`,
    sipRegistration: true,
  });
  const list = await client.sip.credentialLists.create({ friendlyName: "phones" });
  await client.sip.credentialLists(list.sid).credentials.create({ username: "demo", password });
  const mapping = { credentialListSid: list.sid };
  await client.sip.domains(sid).auth.calls.credentialListMappings.create(mapping);
  await client.sip.domains(sid).auth.registrations.credentialListMappings.create(mapping);
  await client.incomingPhoneNumbers.create({ phoneNumber: number, smsUrl: `https://${site.domain}/sms` });
  emulator.phones.register({ domain, username: "demo", password, script: "answers after 2 rings" });
  emulator.parties.script("+15035550199", "busy");
  const from = { sip: "demo", domain, password };
  const call = await emulator.call({ from, to: "100", script: "leaves a message of 12 s" });
  const mediaUrls = [`data:image/png;base64,${picture.toString("base64")}`];
  const message = await emulator.sms({ from: person, to: number, body: "hello", mediaUrls });
  await emulator.sms({ from: "+15035550112", to: number, body: "STOP" });
  return { site, call, message };
}

/** What whoever calls the domain hears. */
export const greeting = async (emulator: Emulator): Promise<string[]> =>
  heard(await emulator.call({ from: { sip: "demo", domain, password }, to: "100" }));
