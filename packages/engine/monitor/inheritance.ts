import type { Goal } from "../deploy/goal.ts";
import { packageOf } from "../deploy/urn.ts";
import type { RegisterRequest } from "./goal.ts";

interface Family {
  goal: Goal;
  /** References of providers by package, for the children of a component. */
  providers: Record<string, string>;
}

/** What children get from their parents: protection, retention, deletedWith, and providers. */
export class Inheritance {
  readonly #families = new Map<string, Family>();

  /** The goal with what its parent passes on. */
  inherit(goal: Goal): Goal {
    const parent = goal.parent === undefined ? undefined : this.#families.get(goal.parent)?.goal;
    if (parent === undefined) return goal;
    return {
      ...goal,
      protect: goal.protect ?? parent.protect,
      retainOnDelete: goal.retainOnDelete ?? parent.retainOnDelete,
      deletedWith: goal.deletedWith ?? parent.deletedWith,
    };
  }

  /** The provider that a resource names, or that the components above it name for its package; `<urn>::<id>`. */
  provider(named: string, type: string, parent: string | undefined): string | undefined {
    if (named !== "") return named;
    const family = parent === undefined ? undefined : this.#families.get(parent);
    const passed = family?.providers[packageOf(type)];
    if (passed !== undefined) return passed;
    const ofParent = family?.goal.provider;
    return ofParent !== undefined && packageOf(family?.goal.type ?? "") === packageOf(type)
      ? ofParent
      : undefined;
  }

  /** Takes note of a resource that may have children. */
  remember(urn: string, goal: Goal, request: RegisterRequest): void {
    const above = goal.parent === undefined ? {} : (this.#families.get(goal.parent)?.providers ?? {});
    const own = Object.fromEntries(request.getProvidersMap().toArray());
    if (!goal.custom && request.getProvider() !== "")
      own[providerPackage(request.getProvider())] ??= request.getProvider();
    this.#families.set(urn, { goal, providers: goal.custom ? {} : { ...above, ...own } });
  }
}

/** The package of a provider reference: `…::pulumi:providers:<package>::<name>::<id>`. */
function providerPackage(reference: string): string {
  return /pulumi:providers:(.+?)::/.exec(reference)?.[1] ?? "";
}
