import * as twilio from "@pulumi/twilio";

export const settings = new twilio.voice.Settings("voice", { dialingPermissionsInheritance: true });
