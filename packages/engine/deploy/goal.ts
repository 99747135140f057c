import type { PropertyMap, PropertyValue } from "../property/value.ts";
import type { HookType } from "./hooks.ts";

/** A name that a resource had before: a whole URN, or the parts in which the old name differs. */
export type Alias =
  | { urn: string }
  | { name?: string; type?: string; stack?: string; project?: string; parent?: string; noParent?: boolean };

/** What the program wants: one `RegisterResource`, decoded. */
export interface Goal {
  type: string;
  name: string;
  custom: boolean;
  properties: PropertyMap;
  parent?: string;
  protect?: boolean;
  dependencies: string[];
  /** `<urn>::<id>`; absent for components and provider resources. */
  provider?: string;
  propertyDependencies: Record<string, string[]>;
  deleteBeforeReplace?: boolean;
  ignoreChanges: string[];
  additionalSecretOutputs: string[];
  aliases: Alias[];
  importId?: string;
  /** Seconds. */
  customTimeouts: { create?: number; update?: number; delete?: number; read?: number };
  replaceOnChanges: string[];
  replacementTrigger?: PropertyValue;
  retainOnDelete?: boolean;
  deletedWith?: string;
  replaceWith: string[];
  hideDiff: string[];
  /** Names of hooks, by when they run. */
  hooks?: Partial<Record<HookType, string[]>>;
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
}

/** A goal of which only what is given is wanted; nothing else was said. */
export function newGoal(given: Pick<Goal, "type" | "name" | "custom"> & Partial<Goal>): Goal {
  return {
    properties: {},
    dependencies: [],
    propertyDependencies: {},
    ignoreChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    customTimeouts: {},
    replaceOnChanges: [],
    replaceWith: [],
    hideDiff: [],
    ...given,
  };
}

/** One `ReadResource`, decoded: something the program wants to know of, not to own. */
export interface ReadGoal {
  type: string;
  name: string;
  id: string;
  properties: PropertyMap;
  parent?: string;
  dependencies: string[];
  provider: string;
  additionalSecretOutputs: string[];
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
}
