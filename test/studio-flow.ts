import type { TestNetwork } from "./network.ts";

/** Publishes a Studio flow that says something to whoever calls. Gives the URL at which it answers. */
export async function speakingFlow({ client, emulator }: TestNetwork, say: string): Promise<string> {
  const definition = {
    description: "says something",
    flags: { allow_concurrent_calls: true },
    initial_state: "Trigger",
    states: [
      {
        name: "Trigger",
        type: "trigger",
        properties: {},
        transitions: [{ event: "incomingCall", next: "hello" }],
      },
      { name: "hello", type: "say-play", properties: { say }, transitions: [] },
    ],
  };
  const flow = { friendlyName: "speaking", status: "published", definition } as const;
  const { sid } = await client.studio.v2.flows.create(flow);
  return `https://webhooks.twilio.com/v1/Accounts/${emulator.accountSid}/Flows/${sid}`;
}
