import { BlockList } from "node:net";
import type { Platform } from "../../platform.ts";
import { type Resource, text } from "../../store/index.ts";
import { ipAddressKind } from "./lists.ts";

/**
 * Tells which IPv4 addresses may call a domain by the IP access control lists that are mapped to it; nothing if none is.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-calls-ipaccesscontrollistmapping-resource
 */
export function admissionOf(
  { account, key }: Resource,
  { store }: Platform,
): ((address: string) => boolean) | undefined {
  const kind = "api/SIP/Domains/Auth/Calls/IpAccessControlListMappings";
  const mappings = [...store.collection({ kind, account, parents: { domain_sid: key } })];
  if (mappings.length === 0) return undefined;
  const admitted = new BlockList();
  for (const { key: list } of mappings) {
    const parents = { ip_access_control_list_sid: list };
    for (const entry of store.collection({ kind: ipAddressKind, account, parents }))
      admitted.addSubnet(text(entry, "ip_address") ?? "", Number(entry.properties.cidr_prefix_length));
  }
  return (address) => admitted.check(address);
}
