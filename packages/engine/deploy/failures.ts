import type { ResourceState } from "../state/resource.ts";
import { needs, withRequirements } from "./graph.ts";
import type { Step } from "./step.ts";

/**
 * What failed in a run that goes on all the same (`--continue-on-error`), and what is left alone for its sake: what needs it
 * is not done, and what it needs is not deleted.
 */
export class Failures {
  readonly #lost = new Set<string>();
  readonly #olds = new Set<ResourceState>();

  /** Takes note of a step that failed. */
  add({ urn, old }: Pick<Step, "urn" | "old">): void {
    this.#lost.add(urn);
    if (old !== undefined) this.#olds.add(old);
  }

  /** True when it needs what failed or was left out; then it is left out, too. */
  leaveOut(step: Step): boolean {
    const state = step.new ?? step.old;
    if (state === undefined || !needs(state).some((urn) => this.#lost.has(urn))) return false;
    this.add(step);
    return true;
  }

  /** URNs of what may not be deleted: what failed, and what the state says it needs. @param resources in the state's order */
  spared(resources: readonly ResourceState[]): Set<string> {
    return withRequirements(resources, (state) => this.#olds.has(state));
  }
}
