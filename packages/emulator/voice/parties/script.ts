/** What a person does when a Gather (or anything else that listens) waits for them. */
export type Input = (
  | { press: string }
  | { say: string }
  /** Seconds of a message left for a Record. */
  | { message: number }
) & {
  /** Seconds after the question began, when they do not hear it to its end. */
  after?: number;
};

export type InputKind = "press" | "say" | "message";

/** What somebody at a telephone does. */
export interface Script {
  /** Whether and how the call to them ends when it rings. */
  outcome: "answers" | "busy" | "no-answer" | "failed";
  /** An answering machine picks up instead of a person. */
  isMachine?: boolean;
  /** Rings before they answer; a ring takes six seconds. */
  rings: number;
  /** What they press and say, one entry for each time they are asked. */
  inputs: Input[];
  /**
   * Seconds after which they hang up: counted from the answer when called, from the first ring when
   * calling.
   */
  hangsUpAfter?: number;
}

/** Answers at once and does nothing else. */
export const plainScript: Script = { outcome: "answers", rings: 0, inputs: [] };

/** Seconds from one ring to the next in North America. */
export const secondsPerRing = 6;

const outcomes: Record<string, Script["outcome"]> = {
  answers: "answers",
  busy: "busy",
  "no-answer": "no-answer",
  "no answer": "no-answer",
  failed: "failed",
  fails: "failed",
};

/**
 * Reads a script as people write it: `busy`, `no-answer`, `failed`, `answers after 3 rings`, `presses 1`,
 * `presses 1 after 2 s` (into the prompt), `says operator`, `leaves a message of 12 s`, `hangs up after 20 s`;
 * `is a machine`; several of them with commas between. `presses 1 2#` answers two questions. Errors: a sentence that it does not know, with those it knows.
 */
export function parseScript(text: string): Script {
  const script: Script = { ...plainScript, inputs: [] };
  for (const part of text.split(",").map((piece) => piece.trim())) {
    if (part !== "") readPart(part, script);
  }
  return script;
}

function readPart(part: string, script: Script): void {
  const outcome = outcomes[part];
  const rings = /^answers after (\d+) rings?$/.exec(part)?.[1];
  const [, pressed, pressedAfter] =
    /^presses ([0-9#*\s]+?)(?: after (\d+) ?s(?:econds?)?)?$/.exec(part) ?? [];
  const [, said, saidAfter] = /^says (.+?)(?: after (\d+) ?s(?:econds?)?)?$/.exec(part) ?? [];
  const message = /^leaves a message of (\d+) ?s(?:econds?)?$/.exec(part)?.[1];
  const seconds = /^hangs up after (\d+) ?s(?:econds?)?$/.exec(part)?.[1];
  if (part === "is a machine") script.isMachine = true;
  else if (outcome) script.outcome = outcome;
  else if (rings !== undefined) script.rings = Number(rings);
  else if (pressed !== undefined) script.inputs.push(...withAfter(keyPresses(pressed), pressedAfter));
  else if (said !== undefined) script.inputs.push(...withAfter([{ say: said }], saidAfter));
  else if (message !== undefined) script.inputs.push({ message: Number(message) });
  else if (seconds !== undefined) script.hangsUpAfter = Number(seconds);
  else
    throw new Error(
      `nobody knows how to play "${part}"; write busy, no-answer, failed, answers after 3 rings, presses 1, ` +
        "presses 1 after 2 s, says operator, leaves a message of 12 s, is a machine, or hangs up after 20 s",
    );
}

const withAfter = (inputs: Input[], after: string | undefined): Input[] =>
  after === undefined ? inputs : inputs.map((input) => ({ ...input, after: Number(after) }));

/** `1 2#` -> two entries: keys for one question, then for the next. */
export const keyPresses = (text: string): Input[] =>
  text
    .split(/\s+/)
    .filter((keys) => keys !== "")
    .map((press) => ({ press }));
