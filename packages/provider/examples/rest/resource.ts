import * as twilio from "@pulumi/twilio";

// https://www.twilio.com/docs/voice/api/queue-resource
const queue = new twilio.rest.Resource("waiting", {
  product: "api",
  path: "/2010-04-01/Accounts/{AccountSid}/Queues",
  parameters: { FriendlyName: "waiting", MaxSize: 10 },
});
export const queueSid = queue.sid;
