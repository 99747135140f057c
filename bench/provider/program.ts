import { readFileSync } from "node:fs";
import * as twilio from "@pulumi/twilio";
import * as pulumi from "../../pulumi.ts";
import { clientsFile } from "./network.ts";
import { build, environment } from "./service-part.ts";

/*
 * The network that is measured: one service with functions and assets, SIP domains with their mappings, one credential list,
 * and for each client a credential and a number. Written as the components of the real one are.
 */

const clients = Number(readFileSync(clientsFile, "utf8"));

const { domainName } = environment("bench", build.sid);
const voiceUrl = pulumi.interpolate`https://${domainName}/incoming`;

const list = new twilio.sip.CredentialList("bench", { friendlyName: "bench", adopt: true });
for (const name of ["north", "east", "south", "west"]) {
  const domain = new twilio.sip.Domain(name, {
    domainName: `bench-${name}.sip.twilio.com`,
    sipRegistration: true,
    voiceUrl,
    adopt: true,
  });
  const mapping = { domainSid: domain.sid, credentialListSid: list.sid, adopt: true };
  const inDomain = { deletedWith: domain };
  new twilio.sip.AuthCallsCredentialListMapping(name, mapping, inDomain);
  new twilio.sip.AuthRegistrationsCredentialListMapping(name, mapping, inDomain);
}

for (let client = 0; client < clients; client++) {
  const username = `client-${client}`;
  new twilio.sip.Credential(
    username,
    { credentialListSid: list.sid, username, adopt: true },
    { deletedWith: list },
  );
  const phoneNumber = `+1503${2_000_000 + client}`;
  new twilio.numbers.IncomingPhoneNumber(username, {
    phoneNumber,
    friendlyName: username,
    voiceUrl,
    adopt: true,
  });
}

export const domain = domainName;
