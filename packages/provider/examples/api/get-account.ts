import * as twilio from "@pulumi/twilio";

export const accountName = twilio.api.getAccount({}).then(({ friendlyName }) => friendlyName);
