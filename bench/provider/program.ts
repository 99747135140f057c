import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";
import { assets, clientsFile, functions } from "./network.ts";

/*
 * The network that is measured: one service with functions and assets, SIP domains with their mappings, one credential list,
 * and for each client a credential and a number. Written as the components of the real one are.
 */

const clients = Number(readFileSync(clientsFile, "utf8"));

const service = new twilio.serverless.Service("bench", { uniqueName: "bench", adopt: true });
const inService = { deletedWith: service };
// As in the network: other stacks may serve the build.
const kept = { ...inService, retainOnDelete: true };
const upload = (path: string, visibility: "public" | "protected") => ({
  serviceSid: service.sid,
  friendlyName: `/${path}`,
  path: `/${path}`,
  visibility,
  content: new pulumi.asset.FileAsset(path),
  adopt: true,
});
const build = new twilio.serverless.Build(
  "bench",
  {
    serviceSid: service.sid,
    functionVersions: functions.map(
      (path) => new twilio.serverless.Function(path, upload(path, "protected"), kept).versionSid,
    ),
    assetVersions: assets.map(
      (path) => new twilio.serverless.Asset(path, upload(path, "public"), kept).versionSid,
    ),
    runtime: "node22",
  },
  kept,
);
const environment = new twilio.serverless.Environment(
  "bench",
  { serviceSid: service.sid, uniqueName: "bench", domainSuffix: "bench", adopt: true },
  inService,
);
new twilio.serverless.Deployment(
  "bench",
  { serviceSid: service.sid, environmentSid: environment.sid, buildSid: build.sid },
  { deletedWith: environment },
);
const voiceUrl = pulumi.interpolate`https://${environment.domainName}/incoming`;

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

export const domain = environment.domainName;
