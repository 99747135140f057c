import type { ResourceState } from "../state/resource.ts";
import type { Step, StepOutcome } from "./step.ts";

export type Severity = "debug" | "info" | "warning" | "error";

/** What a run tells as it goes: the display and `--json` are made of these. */
export type DeploymentEvent =
  | { kind: "started"; step: Step }
  | { kind: "finished"; step: Step; outcome: StepOutcome; seconds: number }
  | { kind: "outputs"; urn: string; state: ResourceState }
  | { kind: "diagnostic"; severity: Severity; urn?: string; message: string; ephemeral?: boolean }
  | { kind: "program-output"; line: string; stream: "stdout" | "stderr" };

export type EventListener = (event: DeploymentEvent) => void;
