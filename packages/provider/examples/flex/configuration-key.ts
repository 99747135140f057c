import * as twilio from "@pulumi/twilio";

export const theme = new twilio.flex.ConfigurationKey("theme", { key: "theme", value: { dark: true } });
