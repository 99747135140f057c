import type { ChangeCounts } from "../deploy/changes.ts";
import type { TestRun, TestStack } from "../test-stack.ts";
import type { TestProvider } from "../testing/provider.ts";

/** What a step's check sees once the run has ended. */
export interface CaseState {
  stack: TestStack;
  provider: TestProvider;
  run: TestRun;
}

/** One run of a case. */
export interface CaseStep {
  program: () => unknown;
  /** Default `up`, which is previewed first: the preview must foretell it. */
  run?: "refresh" | "destroy";
  refresh?: boolean;
  excludeProtected?: boolean;
  /** What happens to how many resources, in the preview and the run alike. */
  expected?: ChangeCounts;
  /** The run fails, with this among what it reports. */
  fails?: string;
  /** True where a preview cannot foretell the run. */
  previewDiffers?: boolean;
  fault?: TestProvider["fault"];
  check?: (state: CaseState) => void;
}

/**
 * A program's life in steps. After each the state must be sound, as must every snapshot saved on the way (what a crash at
 * that moment would leave); at the end all is destroyed.
 */
export interface Case {
  config?: Record<string, string>;
  steps: CaseStep[];
  /** Names of resources that stay in the world on purpose. */
  leaves?: string[];
}
