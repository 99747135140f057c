import type { CheckFailure } from "../plugins/provider.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn } from "../state/urn.ts";

/** The provider does not accept a resource's inputs; the message names every property and why. */
export class CheckFailuresError extends Error {
  override readonly name = "CheckFailuresError";
  readonly failures: CheckFailure[];
  constructor({ urn, type }: ResourceState, failures: CheckFailure[]) {
    const lines = failures.map(({ property, reason }) =>
      property === "" ? reason : `property "${property}": ${reason}`,
    );
    super(`${type} "${parseUrn(urn).name}" is not valid:\n${lines.map((line) => `  - ${line}`).join("\n")}`);
    this.failures = failures;
  }
}
