import type { Answer } from "./functions.ts";
import { type Dialled, summarise } from "./summary.ts";

/**
 * What becomes of a call, in a line.
 * @param own the caller's own number, which is not worth a word; left out: every caller ID is named
 */
export function describe(answer: Answer, own?: string): string {
  const { decision, rule, operators } = answer;
  const { hears, dials, warnings } = summarise(answer.twiml);
  const said = hears.length > 0 ? [`hears ${hears.map((text) => JSON.stringify(text)).join(", ")}`] : [];
  const parts = [...does(), ...said, ...warnings];
  return `${rule}: ${parts.join("; ")}`;

  function does(): string[] {
    switch (decision.action) {
      case "refuse":
        return [`refused (${decision.reason})`];
      case "enter-menu":
        return [`enters the menu ${decision.context}`];
      case "dial-number":
        return [
          [
            `rings ${decision.numbers.join(", then ")}`,
            as(decision.callerId),
            limit(decision.timeLimit),
          ].join(""),
        ];
      case "dial-emergency":
        return [`EMERGENCY CALL to ${decision.number} as ${decision.callerIds.join(", then ")}`];
      case "dial-context":
      case "dial-phones":
      case "dial-extension":
      case "forward":
        return dials.length > 0 ? [`rings ${dials.map(dialled).join(", ")}`] : [];
      case "queue":
        return [`waits for the operator; rings ${operators?.join(", ") || "nobody"}`];
      case "record":
        return [`leaves a message in ${decision.mailbox}`];
      case "emergency":
        return dials.map((each) => `EMERGENCY CALL to ${dialled(each)}`);
      case "dial":
        return [`dials ${decision.digits}`];
      case "hang-up":
        return ["ends"];
      case "listen":
        return [];
    }
  }

  function dialled({ to, callerId, timeLimit }: Dialled): string {
    return `${to}${as(callerId)}${limit(timeLimit)}`;
  }

  function as(callerId: string | undefined): string {
    return callerId === undefined || callerId === own ? "" : ` as ${callerId}`;
  }
}

function limit(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  return seconds % 60 === 0 ? `, for ${seconds / 60} min at most` : `, for ${seconds} s at most`;
}
