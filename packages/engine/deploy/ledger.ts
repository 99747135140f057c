import type { ResourceState } from "../state/resource.ts";

/** What a run has decided about a resource. */
export type Decision = "create" | "same" | "update" | "replace" | "read" | "import";

/** What is known so far in a run, by URN: the planner writes it, the plans for replacements and deletions read it. */
export class Ledger {
  /** The last run's live resources. */
  readonly olds: ReadonlyMap<string, ResourceState>;
  /** All of the last run's resources in the state's order. */
  readonly all: readonly ResourceState[];
  /** Registered by the program in this run. */
  readonly registered = new Set<string>();
  readonly decisions = new Map<string, Decision>();
  /** Gone or going in this run. One that is registered again afterwards is taken out: it is replaced. */
  readonly deleted = new Set<string>();
  /** States for which a delete step exists. */
  readonly condemned = new Set<ResourceState>();
  /** Why a resource was deleted ahead of time: the properties that depended on a replaced one. */
  readonly dependentKeys = new Map<string, string[]>();
  /** Old URNs to the new ones that took them over, and back. */
  readonly renamedTo = new Map<string, string>();
  readonly renamedFrom = new Map<string, string>();
  /** In the state and left as they are: the run is not about them. */
  readonly leftOut = new Set<string>();
  /** Not in the state and not made: the run is not about them. */
  readonly skipped = new Set<string>();
  /** What was done, as it came out. */
  readonly news = new Map<string, ResourceState>();

  constructor(resources: readonly ResourceState[]) {
    this.all = resources;
    this.olds = new Map(resources.filter((state) => !state.delete).map((state) => [state.urn, state]));
  }

  /** True when the program has spoken for what stood in the state under this URN. */
  isSpokenFor(urn: string): boolean {
    const decision = this.decisions.get(this.renamedTo.get(urn) ?? urn);
    return decision !== undefined && decision !== "create";
  }
}
