import type { AddressInstance } from "twilio/lib/rest/api/v2010/account/address.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { cleared } from "../properties/wire.ts";
import { Address } from "./address.ts";

const tell = (address: AddressInstance) => ({
  inputs: {
    customerName: address.customerName,
    street: address.street,
    streetSecondary: address.streetSecondary,
    city: address.city,
    region: address.region,
    postalCode: address.postalCode,
    isoCountry: address.isoCountry,
    friendlyName: address.friendlyName,
    emergencyEnabled: address.emergencyEnabled,
  },
  outputs: { sid: address.sid, accountSid: address.accountSid, verified: address.verified },
  createdAt: address.dateCreated,
});

export const addressHandlers = handlersOf(Address, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.addresses.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.addresses(sid).fetch());
  },
  async create({ adopt: _, ...parameters }, { twilio }) {
    return tell(await twilio.addresses.create(parameters));
  },
  async update({ sid }, { changes }, { twilio }) {
    return tell(await twilio.addresses(sid).update(cleared(changes)));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.addresses(sid).remove();
  },
});
