import type { ChangeCounts } from "../deploy/changes.ts";
import type { Scope } from "../deploy/selection.ts";
import type { PropertyMap } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import type { TestRun, TestStack } from "../test-stack.ts";
import type { TestFaults, TestProvider } from "../testing/provider.ts";
import type { WorldChanges } from "../testing/world.ts";

/** What a step's check sees once the run has ended. */
export interface CaseState {
  stack: TestStack;
  provider: TestProvider;
  run: TestRun;
}

/** One run of a case. */
export interface CaseStep {
  /** What it returns are the stack's outputs. Default: the step's before. */
  program?: () => unknown;
  /** Default `up`, which is previewed first: the preview must foretell it. */
  run?: "refresh" | "destroy";
  refresh?: boolean;
  excludeProtected?: boolean;
  clearPendingCreates?: boolean;
  continueOnError?: boolean;
  runProgram?: boolean;
  /** What somebody else does to the world beforehand. */
  drift?: WorldChanges;
  /** What the provider does wrong, by call: `{ "Create a": true }` refuses, `"partial"` makes it and fails then. */
  faults?: TestFaults;
  /** The process dies (`kill -9`) while this call is under way and has not changed the world yet: `Create a`. */
  dies?: string;
  /** Somebody presses Ctrl-C while this call is under way. */
  interrupted?: string;
  scope?: Scope;
  /** What happens to how many resources, in the preview and the run alike. */
  expected?: ChangeCounts;
  /** What is asked of the world, in this order where one resource is worked on at a time: `Create a`. */
  calls?: string[];
  /** Ids of all that exists at the end. */
  world?: string[];
  /** The stack's outputs at the end, secrets in plain. */
  outputs?: PropertyMap;
  /** What the state says at the end of resources, by name; `null`: it knows none of this name. */
  state?: Record<string, Partial<ResourceState> | null>;
  /** The run fails, with this among what it reports. */
  fails?: string;
  /** A warning has this in it. */
  warns?: string;
  /** Why the preview cannot foretell the run. */
  previewDiffers?: string;
  /** What is forgotten when the run dies half way: a create that was under way then stays pending. */
  crashLoses?: string;
  /** Why the real Pulumi CLI does something else: see "Where it departs" in the README. */
  deviates?: string;
  check?: (state: CaseState) => void;
}

/**
 * A program's life in steps. After each the state must be sound, as must every snapshot saved on the way (what a crash at
 * that moment would leave); at the end all is destroyed.
 */
export interface Case {
  config?: Record<string, string | { secret: string }>;
  /** Outputs of another stack, by its name as a stack reference has it. */
  otherStacks?: Record<string, PropertyMap>;
  steps: CaseStep[];
  /** Names of resources that stay in the world on purpose. */
  leaves?: string[];
}
