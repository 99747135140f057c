import type { IpAddressInstance } from "twilio/lib/rest/api/v2010/account/sip/ipAccessControlList/ipAddress.js";
import { PAGE_SIZE, type TwilioClient } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { IpAddress } from "./ip-address.ts";

const addresses = ({ sip }: TwilioClient, list: string) => sip.ipAccessControlLists(list).ipAddresses;

const tell = (address: IpAddressInstance) => ({
  inputs: {
    ipAccessControlListSid: address.ipAccessControlListSid,
    friendlyName: address.friendlyName,
    ipAddress: address.ipAddress,
    cidrPrefixLength: address.cidrPrefixLength,
  },
  outputs: { sid: address.sid, accountSid: address.accountSid },
  createdAt: address.dateCreated,
});

export const ipAddressHandlers = handlersOf(IpAddress, {
  within: ["ipAccessControlListSid"],
  async list({ ipAccessControlListSid }, { twilio }) {
    return (await addresses(twilio, ipAccessControlListSid).list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ ipAccessControlListSid, sid }, { twilio }) {
    return tell(await addresses(twilio, ipAccessControlListSid)(sid).fetch());
  },
  async create(inputs, { twilio }) {
    const { ipAccessControlListSid, ipAddress, friendlyName = ipAddress, cidrPrefixLength } = inputs;
    const parameters = { friendlyName, ipAddress, cidrPrefixLength };
    return tell(await addresses(twilio, ipAccessControlListSid).create(parameters));
  },
  async update({ ipAccessControlListSid, sid }, { changes }, { twilio }) {
    const { friendlyName, ipAddress, cidrPrefixLength } = changes;
    const parameters = { friendlyName, ipAddress, cidrPrefixLength };
    return tell(await addresses(twilio, ipAccessControlListSid)(sid).update(parameters));
  },
  async delete({ ipAccessControlListSid, sid }, _, { twilio }) {
    await addresses(twilio, ipAccessControlListSid)(sid).remove();
  },
});
