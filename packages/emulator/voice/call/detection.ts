import type { HttpMethod } from "../network.ts";
import type { Call } from "./call.ts";
import type { World } from "./flow.ts";
import type { Answer } from "./leg.ts";

/** How a call finds out whether a person answered. https://www.twilio.com/docs/voice/answering-machine-detection */
export interface MachineDetection {
  how: "Enable" | "DetectMessageEnd";
  /** Whether the call goes on meanwhile; `callback` is then told the result. */
  isAsync: boolean;
  callback?: { url: string; method: HttpMethod };
}

/** Seconds until it is known who answered, and until a machine has said its greeting. */
const seconds = { human: 2, machine: 4, greeting: 12 } as const;

/** What has been found out, and how long it took. */
export interface Detected {
  answeredBy: string;
  seconds: number;
}

/** Listens to whoever answered: a person, or what their script says. */
export function detect(
  { how }: Pick<MachineDetection, "how">,
  answer: Extract<Answer, { status: "answered" }>,
): Detected {
  if (!answer.isMachine) return { answeredBy: "human", seconds: seconds.human };
  return how === "Enable"
    ? { answeredBy: "machine_start", seconds: seconds.machine }
    : { answeredBy: "machine_end_beep", seconds: seconds.greeting };
}

/** Tells the callback of a detection that the call does not wait for. */
export function tellDetected(
  { world, call }: { world: World; call: Call },
  callSid: string,
  { answeredBy, seconds: took }: Detected,
  { url, method }: NonNullable<MachineDetection["callback"]>,
): void {
  world.background.send(world.network, call, {
    purpose: "machine-detection",
    method,
    url,
    params: {
      CallSid: callSid,
      AccountSid: call.setup.accountSid,
      AnsweredBy: answeredBy,
      MachineDetectionDuration: String(took * 1000),
    },
  });
}
