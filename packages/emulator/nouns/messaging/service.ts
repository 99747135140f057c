import * as generic from "../../rest/generic.ts";
import type { Noun } from "../noun.ts";

export const messagingServiceKind = "messaging/Services";

/** What a service is unless its maker says otherwise: https://www.twilio.com/docs/messaging/services */
const defaults = {
  StickySender: true,
  MmsConverter: true,
  SmartEncoding: true,
  AreaCodeGeomatch: true,
  ValidityPeriod: 36_000,
  Usecase: "undeclared",
} as const;

/** Messaging services. Two may have the same name. https://www.twilio.com/docs/messaging/api/service-resource */
export const service: Noun = {
  kind: messagingServiceKind,
  create: (request, platform) =>
    generic.create({ ...request, parameters: { ...defaults, ...request.parameters } }, platform),
};
