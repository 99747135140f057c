import * as twilio from "@pulumi/twilio";

const { calls } = await twilio.api.listCalls({ status: "busy", limit: 20 });
export const busy = calls.map(({ to }) => to);
