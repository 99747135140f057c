import type { Alert } from "../alerts.ts";
import type { CallStatus } from "../network.ts";
import { type Input, type Script, secondsPerRing } from "../parties/script.ts";
import type { LegTrace } from "../trace/trace.ts";
import type { MachineDetection } from "./detection.ts";

/** What will happen when a party is dialled. */
export interface LegPlan
  extends Pick<LegTrace, "kind" | "to" | "callerId" | "sipHeaders" | "phones" | "emergency" | "inbound"> {
  answer: Answer;
  /** Who is told whether a person answered. */
  detection?: Pick<MachineDetection, "how"> & NonNullable<MachineDetection["callback"]>;
  /** What the debugger logs when it is dialled. */
  alert?: Alert;
}

/** How a party takes a call; `after` counts seconds of ringing. */
export type Answer =
  | {
      status: "answered";
      after: number;
      /** Seconds after the answer; by default they talk for a while and then hang up. */
      hangsUpAfter?: number;
      inputs: Input[];
      /** It is an answering machine. */
      isMachine?: boolean;
      /** What they say to the caller before they hang up. */
      says?: string;
    }
  | { status: "busy" | "failed" | "no-answer"; after: number; sipResponse: number };

/** Seconds a conversation lasts when no script says otherwise; then the called party hangs up. */
export const conversationSeconds = 10;

/** How a party with a script takes a call. */
export function answerOf(script: Script): Answer {
  const { rings, inputs, hangsUpAfter, isMachine } = script;
  switch (script.outcome) {
    case "answers":
      return {
        status: "answered",
        after: rings * secondsPerRing,
        inputs: [...inputs],
        ...(isMachine ? { isMachine } : {}),
        ...(hangsUpAfter === undefined ? {} : { hangsUpAfter }),
      };
    case "no-answer":
      return { status: "no-answer", after: Number.POSITIVE_INFINITY, sipResponse: 487 };
    case "busy":
      return { status: "busy", after: rings * secondsPerRing, sipResponse: 486 };
    case "failed":
      return { status: "failed", after: 0, sipResponse: 503 };
  }
}

/** A leg that cannot be set up, and why. */
export const refusedLeg = (
  leg: Pick<LegPlan, "kind" | "to" | "callerId" | "sipHeaders">,
  alert: Alert,
  sipResponse = 400,
): LegPlan => ({ ...leg, alert, answer: { status: "failed", after: 0, sipResponse } });

/** The first of several phones that answers; else the best that the others do. */
export function firstAnswer(answers: readonly Answer[]): Answer | undefined {
  const answered = answers.filter((answer) => answer.status === "answered");
  return [...(answered.length > 0 ? answered : answers)].sort((a, b) => a.after - b.after)[0];
}

/**
 * What a Dial that nobody answered is called: a party that rang counts more than a busy one, that more than
 * a failure.
 */
export function failureOf(legs: readonly LegTrace[]): CallStatus {
  const statuses = legs.map((leg) => leg.status);
  return (["canceled", "no-answer", "busy"] as const).find((status) => statuses.includes(status)) ?? "failed";
}
