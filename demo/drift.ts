import { randomBytes } from "node:crypto";
import type { twilioClient } from "@dialer/emulator";
import { holds, say } from "./narration.ts";

/** Changes two things behind Pulumi's back, lets it find them, and lets it put them right. */
export async function driftAndRepair(
  client: ReturnType<typeof twilioClient>,
  run: (...args: string[]) => Promise<void>,
): Promise<void> {
  const [domain] = (await client.sip.domains.list()).filter(
    (each) => each.domainName === "direct-futel-prod.sip.twilio.com",
  );
  const [list] = await client.sip.credentialLists.list();
  if (!domain || !list) throw new Error("the SIP domain or the credential list of prod is missing");
  await client.sip.domains(domain.sid).update({ voiceUrl: "https://example.com/mine-now" });
  await client.sip.credentialLists(list.sid).credentials.create({
    username: "mallory",
    password: `Aa1${randomBytes(12).toString("hex")}`,
  });
  say(
    "A domain now asks https://example.com/mine-now what to do with calls, and somebody named mallory may register.\n",
  );

  await run("refresh", "-s", "prod", "--preview-only", "--diff");
  holds("Found: nobody had to look.\n");

  await run("up", "-s", "prod", "--refresh", "--yes");
  const repaired = await client.sip.domains(domain.sid).fetch();
  const names = (await client.sip.credentialLists(list.sid).credentials.list()).map((each) => each.username);
  if (repaired.voiceUrl.includes("example.com") || names.includes("mallory"))
    throw new Error("the drift is still there");
  holds("Repaired: calls are answered by the network again, and mallory is gone.\n");

  await run("preview", "-s", "prod", "--expect-no-changes");
}
