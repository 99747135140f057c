import { StackNotFoundError } from "../backend/stack-store.ts";
import { NoStackSelectedError } from "../workspace/workspace.ts";

/**
 * The CLI's exit codes.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/cmd/pulumi/cmd/exit_codes.go}
 */
export const exitCodes = {
  success: 0,
  error: 1,
  configuration: 2,
  stackNotFound: 6,
  noChangesExpected: 7,
  cancelled: 8,
} as const;

/** Something that must be confirmed, where nobody can be asked. @param hint what to pass beside `--yes`, or instead */
export class NoConfirmationError extends Error {
  override readonly name = "NoConfirmationError";
  constructor(hint = "pass --yes to go on without being asked") {
    super(`this needs a confirmation, and nobody can be asked here: ${hint}`);
  }
}

/** `--expect-no-changes`, and there were some. */
export class ChangesFoundError extends Error {
  override readonly name = "ChangesFoundError";
}

/** A person stopped it. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof NoConfirmationError) return exitCodes.configuration;
  if (error instanceof StackNotFoundError || error instanceof NoStackSelectedError)
    return exitCodes.stackNotFound;
  if (error instanceof ChangesFoundError) return exitCodes.noChangesExpected;
  if (error instanceof CancelledError) return exitCodes.cancelled;
  return exitCodes.error;
}
