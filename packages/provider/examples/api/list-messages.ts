import * as twilio from "@pulumi/twilio";

const { messages } = await twilio.api.listMessages({ to: "+15035550100", limit: 20 });
export const senders = messages.map(({ from }) => from);
