import { parseUrn } from "../state/urn.ts";

/** The command line that takes protection off a resource. */
export function unprotectCommand(urn: string): string {
  return `pulumi state unprotect '${urn}' -s ${parseUrn(urn).stack}`;
}

/** Says that a protected resource was to be deleted, and what can be done about it. */
export function protectedFromDeletion(urn: string): string {
  return (
    `resource "${parseUrn(urn).name}" cannot be deleted because it is protected. ` +
    `Remove \`protect\` in the program and run \`up\`, or run:\n  ${unprotectCommand(urn)}`
  );
}

/** A protected resource was to be replaced, which would delete it; `cause` is the resource whose replacement asks for it. */
export class ProtectedReplacementError extends Error {
  override readonly name = "ProtectedReplacementError";
  constructor(urn: string, cause: string) {
    const why = urn === cause ? "" : ` as part of replacing "${cause}"`;
    super(
      `unable to replace resource "${parseUrn(urn).name}"${why}: it is protected. ` +
        `Remove \`protect\` in the program and run \`up\`, or run:\n  ${unprotectCommand(urn)}`,
    );
  }
}
