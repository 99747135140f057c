import { invocationHandlerOf } from "../lifecycle/invocation.ts";
import { getAccount } from "./get-account.ts";

export const getAccountHandler = invocationHandlerOf(
  getAccount,
  async ({ sid: wanted }, { twilio, accountSid }) => {
    const account = await twilio.api.v2010.accounts(wanted ?? accountSid).fetch();
    const { sid, friendlyName, status, type, ownerAccountSid } = account;
    return { sid, friendlyName, status, type, ownerAccountSid };
  },
);
