import type { ResourceState } from "../state/resource.ts";
import { isProviderType } from "../state/urn.ts";
import { needs } from "./graph.ts";
import type { Ledger } from "./ledger.ts";
import { notCreated, type Selection } from "./selection.ts";
import type { Step } from "./step.ts";
import { parseProviderReference } from "./urn.ts";

export interface BystandersOptions {
  ledger: Ledger;
  selection: Selection;
  /** True: nothing is made or changed but components and providers, for all goes afterwards. */
  destroys: boolean;
  /** Told of each thing that a resource needs and this run does not make. */
  mistake(urn: string, error: Error): void;
}

/** What a program registers and a run leaves as it is: what it is not about, and all that a destroy will delete. */
export class Bystanders {
  readonly #options: BystandersOptions;

  constructor(options: BystandersOptions) {
    this.#options = options;
  }

  /** The step that leaves it alone; `undefined` when the run is about it. */
  leave(wanted: ResourceState, old: ResourceState | undefined): Step | undefined {
    const { destroys, selection, ledger } = this.#options;
    const untouched = destroys ? this.#untouched(wanted, old) : undefined;
    if (untouched !== undefined) return untouched;
    if (selection.includes(wanted) || ledger.deleted.has(wanted.urn)) return undefined;
    return this.#leaveOut(wanted, old);
  }

  /** Reports what it needs that this run does not make; where all goes afterwards that is no mistake. */
  requireCreated(wanted: ResourceState): void {
    const { destroys, ledger, mistake } = this.#options;
    if (destroys) return;
    for (const missing of new Set(needs(wanted))) {
      if (ledger.skipped.has(missing)) mistake(wanted.urn, new Error(notCreated(wanted.urn, missing)));
    }
  }

  /** What the run is not about stays as it is in the state; what is not there is not made. */
  #leaveOut(wanted: ResourceState, old: ResourceState | undefined): Step {
    const { ledger } = this.#options;
    const { urn, type } = old ?? wanted;
    ledger.registered.add(urn);
    ledger.decisions.set(urn, "same");
    ledger.decisions.set(wanted.urn, "same");
    if (old === undefined) ledger.skipped.add(urn);
    else ledger.leftOut.add(urn);
    if (old?.provider !== undefined) this.#requireProvider(old, old.provider);
    return { op: "same", urn, type, old, new: old ?? wanted, leftOut: true };
  }

  /** What a destroy leaves as it is until it goes; what is not there is not made, nor what needs it. */
  #untouched(wanted: ResourceState, old: ResourceState | undefined): Step | undefined {
    const { decisions, skipped } = this.#options.ledger;
    const { urn, type } = wanted;
    const isThing = wanted.custom && !isProviderType(type);
    const isThere = old !== undefined && !old.external;
    if (needs(wanted).some((each) => skipped.has(each)) || (isThing && !isThere)) {
      skipped.add(urn);
      return { op: "same", urn, type, new: { ...wanted, outputs: old?.outputs ?? {} }, leftOut: true };
    }
    if (!isThing || old === undefined) return undefined;
    decisions.set(urn, "same");
    return { op: "same", urn, type, old, new: { ...wanted, inputs: old.inputs } };
  }

  /** A provider that is replaced cannot go on serving what the run leaves out. */
  #requireProvider({ urn }: ResourceState, reference: string): void {
    const provider = parseProviderReference(reference).urn;
    if (this.#options.ledger.decisions.get(provider) !== "replace") return;
    throw new Error(
      `the provider ${provider} is replaced, but not its resource ${urn}: pass it with --target, too`,
    );
  }
}
