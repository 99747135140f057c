/**
 * The marks by which Pulumi tells a special value from a plain object, on the wire and in state.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go}
 */
export const signatureKey = "4dabf18193072939515e22adb298388d";

export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resourceReference: "5cf8f73096256a8f31e491e813e4eb8e",
  outputValue: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  /** In state only: a number that JSON has no word for (NaN, the infinities). */
  float: "8ad145fe-0d11-4827-bfd7-1abcbf086f5c",
} as const;

/** What stands for an unknown value; Pulumi has one a type and treats them alike. The first is the one written. */
export const unknownSentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknownSentinels: ReadonlySet<string> = new Set([
  unknownSentinel,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknownSentinel(text: string): boolean {
  return text.length === unknownSentinel.length && unknownSentinels.has(text);
}

/** A value that does not have the form its signature promises; `where` names the property it was found in. */
export class MalformedPropertyError extends Error {
  override readonly name = "MalformedPropertyError";
  constructor(where: string, what: string) {
    super(`property "${where}" cannot be read: ${what}`);
  }
}
