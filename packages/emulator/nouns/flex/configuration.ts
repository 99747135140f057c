import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import type { Noun } from "../noun.ts";

/**
 * The Flex configuration, one for each account. An update leaves what it does not name, and replaces what it names as
 * a whole, `ui_attributes` too. https://www.twilio.com/docs/flex/developer/config/flex-configuration-rest-api
 */
export const configuration: Noun = {
  kind: "flex-api/Configuration",
  update(request, platform, resource) {
    const account = textParameter(request, "account_sid");
    if (account !== undefined && account !== request.account.key)
      throw new TwilioError(20001, `Invalid parameter account_sid: ${account} is not the account that asks`);
    return generic.update(request, platform, resource);
  },
  show: ({ properties }) => ({ ui_attributes: properties.ui_attributes ?? {}, status: "ok" }),
};
