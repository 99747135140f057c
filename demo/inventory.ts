import type { twilioClient } from "@dialer/emulator";
import { say } from "./narration.ts";

/** Shows what stands on the account, as Twilio's own API tells it. */
export async function showInventory(client: ReturnType<typeof twilioClient>): Promise<void> {
  for (const service of await client.serverless.v1.services.list()) {
    say(`service ${service.uniqueName}`);
    for (const { sid, uniqueName, domainName, buildSid } of await client.serverless.v1
      .services(service.sid)
      .environments.list()) {
      const variables = await client.serverless.v1.services(service.sid).environments(sid).variables.list();
      say(
        `  ${uniqueName.padEnd(6)} https://${domainName}  build ${buildSid.slice(0, 8)}…  ${variables.length} variables`,
      );
    }
  }
  say("\nSIP domains");
  for (const { domainName, emergencyCallingEnabled, voiceUrl } of await client.sip.domains.list()) {
    say(
      `  ${domainName.padEnd(52)} ${emergencyCallingEnabled ? "emergency" : "         "}  → ${new URL(voiceUrl).pathname}`,
    );
  }
  say("\nnumbers");
  for (const number of await client.incomingPhoneNumbers.list()) {
    say(
      `  ${number.phoneNumber}  ${number.friendlyName.padEnd(42)} emergency address ${number.emergencyAddressStatus}`,
    );
  }
  for (const list of await client.sip.credentialLists.list()) {
    const credentials = await client.sip.credentialLists(list.sid).credentials.list();
    say(
      `\nphones that may register with ${list.friendlyName}: ${credentials.map((each) => each.username).join(", ")}`,
    );
  }
}
