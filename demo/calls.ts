import { type Emulator, formatTrace } from "@dialer/emulator";
import { z } from "zod";
import { holds, quote, say } from "./narration.ts";
import type { Workspace } from "./workspace.ts";

/** What the stack says of its phones: its output `clients`. */
const accounts = z.record(
  z.string(),
  z.object({ domain: z.string(), username: z.string(), password: z.string() }),
);

/** Places the calls that matter, and shows how each went. */
export async function placeCalls(emulator: Emulator, workspace: Workspace): Promise<void> {
  const output = await workspace.pulumi([
    "stack",
    "output",
    "clients",
    "--json",
    "--show-secrets",
    "-s",
    "prod",
  ]);
  if (output.code !== 0) throw new Error(`the stack does not tell its clients: ${output.stderr}`);
  const phones = accounts.parse(JSON.parse(output.stdout));
  for (const phone of Object.values(phones)) emulator.phones.register(phone);
  holds(`${Object.keys(phones).length} phones registered, each with the password that was generated for it.`);

  const story = async (title: string, from: string, to: string, script = "") => {
    say(`\n${title}`);
    const phone = phones[from];
    const caller = phone ? { sip: phone.username, domain: phone.domain, password: phone.password } : from;
    quote(formatTrace(await emulator.call({ from: caller, to, script })));
  };
  await story("A phone calls a number. Its own number is shown.", "workshop", "5035551212");
  await story("911 from a phone whose number is registered where it stands.", "library", "911");
  await story("911 from a phone that cannot call it: the caller is told where to go.", "gallery", "911");
  await story("9-1-1 pressed in a menu is the same call.", "library", "#", "presses 911 after 1 s");
  await story("A premium number. Nobody pays for that here.", "workshop", "19005551212");
  await story("Somebody calls in: both phones that share the number ring.", "+15035551234", "+15035550102");
}
