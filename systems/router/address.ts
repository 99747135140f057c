import { dialled, userPart } from "../../dialplan/sip-uri.ts";

/**
 * The clean name of a party to a call: a number without what people write between its digits, anything else as it
 * stands in the address.
 * @param uri `sip:+15035550123@trunk.example.org;user=phone`, `sips:...` or a plain number; percent signs are decoded
 * @returns `+15035550123`; nothing for an address without a user part
 */
export function nameIn(uri: unknown): string | undefined {
  if (typeof uri !== "string") return undefined;
  const number = dialled(uri);
  const name = /^\+?\d+$/.test(number) ? number : userPart(uri);
  return name === "" ? undefined : name;
}
