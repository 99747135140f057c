import { isIP } from "node:net";
import type { Platform } from "../../platform.ts";
import type { ErrorCode } from "../../rest/error-codes.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { allMappings } from "./mapping.ts";

/** Both kinds of list: https://www.twilio.com/docs/voice/sip/api#limits */
const mostLists = 100;
const longestName = 64;

/** A list that domains are mapped to: its name is taken once, and it stays while a domain is mapped to it. */
const listed = (kind: string, codes: { taken: ErrorCode; inUse: ErrorCode }): Noun => {
  const checkName = (request: ApiRequest, platform: Platform, own: Resource | undefined) => {
    const name = textParameter(request, "FriendlyName") ?? "";
    if (name === "" || name.length > longestName) {
      throw new TwilioError(codes.taken, `FriendlyName "${name}" must have 1 to ${longestName} characters`);
    }
    const other = generic.inPlace(request, "friendly_name", name, platform);
    if (other && other !== own)
      throw new TwilioError(codes.taken, `FriendlyName "${name}" is taken by ${other.key}`);
  };
  return {
    kind,
    create(request, platform) {
      checkName(request, platform, undefined);
      if (platform.store.collection(request.place).size >= mostLists) {
        throw new TwilioError(codes.taken, `The account has ${mostLists} lists already, which is the most`);
      }
      return generic.create(request, platform);
    },
    update(request, platform, resource) {
      checkName(request, platform, resource);
      return generic.update(request, platform, resource);
    },
    delete(_, { store }, resource) {
      for (const mapping of allMappings.filter(({ listKind }) => listKind === kind)) {
        const used = store.where(mapping.kind, "sid", resource.key)[0];
        if (used)
          throw new TwilioError(
            codes.inUse,
            `${resource.key} is mapped to domain ${used.parents.domain_sid}`,
          );
      }
      store.delete(resource);
    },
  };
};

/** https://www.twilio.com/docs/voice/sip/api/sip-credentiallist-resource */
export const credentialList = listed("api/SIP/CredentialLists", { taken: 21240, inUse: 21241 });

/** https://www.twilio.com/docs/voice/sip/api/sip-ipaccesscontrollist-resource */
export const ipAccessControlList = listed("api/SIP/IpAccessControlLists", { taken: 21235, inUse: 21236 });

export const ipAddressKind = "api/SIP/IpAccessControlLists/IpAddresses";

/** https://www.twilio.com/docs/voice/sip/api/sip-ipaddress-resource */
export const ipAddress: Noun = {
  kind: ipAddressKind,
  create(request, platform) {
    checkAddress(textParameter(request, "IpAddress") ?? "");
    return generic.create(request, platform, {
      properties: { cidr_prefix_length: request.parameters.CidrPrefixLength ?? 32 },
    });
  },
  update(request, platform, resource) {
    const address = textParameter(request, "IpAddress");
    if (address !== undefined) checkAddress(address);
    return generic.update(request, platform, resource);
  },
};

function checkAddress(address: string): void {
  if (isIP(address) !== 4)
    throw new TwilioError(20001, `Invalid parameter IpAddress: "${address}" is no IPv4 address`);
}
