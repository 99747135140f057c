import * as twilio from "@pulumi/twilio";

export const bill = new twilio.usage.Trigger("bill", {
  usageCategory: "totalprice",
  triggerBy: "price",
  triggerValue: "100",
  recurring: "monthly",
  callbackUrl: "https://example.com/alarm",
});
