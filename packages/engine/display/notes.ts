import { unprotectCommand } from "../deploy/protection.ts";
import type { Operation, Step } from "../deploy/step.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn } from "../state/urn.ts";
import { formatValue } from "./values.ts";

/** What is to be known of a step beyond its operation, in a few words behind it. */
export function stateNotes({ old, new: wanted, op }: Step): string {
  const notes: string[] = [];
  if (op === "delete" && old !== undefined && stays(old)) {
    notes.push(`left as it is: ${isAdopted(old) ? "it was adopted" : "retainOnDelete"}`);
  }
  if (old !== undefined && wanted !== undefined && old.protect !== wanted.protect) {
    notes.push(wanted.protect ? "now protected" : "no longer protected");
  }
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}

/**
 * What nobody should overlook before a resource goes, or is replaced: that it is protected, by whom, and what is lost for good.
 * @param stateOf the state of another resource, by its URN
 */
export function lossWarnings(
  { old }: Step,
  op: Operation,
  stateOf: (urn: string) => ResourceState | undefined,
): string[] {
  if (old === undefined || !["delete", "delete-replaced", "replace"].includes(op)) return [];
  const warnings: string[] = [];
  if (old.protect) {
    const source = protectionSource(old, stateOf);
    const by = source === old ? "" : `, as its parent ${describe(source)} is`;
    warnings.push(`PROTECTED${by}: it does not go before this is run:`, `  ${unprotectCommand(old.urn)}`);
  }
  const loss = stays(old) ? undefined : losses[old.type]?.(old);
  if (loss !== undefined) warnings.push(loss);
  return warnings;
}

/** What another `up` does not bring back, by type. */
const losses: Record<string, (state: ResourceState) => string> = {
  "twilio:numbers:IncomingPhoneNumber": ({ inputs }) =>
    `RELEASES ${formatValue(inputs.phoneNumber ?? null, { showSecrets: false })}: ` +
    "Twilio may give the number to somebody else, and nobody can promise to get it back",
};

/** True when a delete leaves the thing itself alone. */
function stays(state: ResourceState): boolean {
  return state.retainOnDelete || state.external || isAdopted(state);
}

/** What the Twilio provider took over and did not make, it does not delete. */
function isAdopted({ type, outputs }: ResourceState): boolean {
  return type.startsWith("twilio:") && outputs.adopted === true;
}

/** The outermost of the protected parents above a protected resource: children inherit protection. */
function protectionSource(
  state: ResourceState,
  stateOf: (urn: string) => ResourceState | undefined,
): ResourceState {
  const parent = state.parent === undefined ? undefined : stateOf(state.parent);
  return parent?.protect ? protectionSource(parent, stateOf) : state;
}

function describe({ urn }: ResourceState): string {
  const { type, name } = parseUrn(urn);
  return `${type} ${name}`;
}
