import type { Call } from "../call/call.ts";
import type { Flow } from "../call/flow.ts";
import type { HttpMethod } from "../network.ts";
import { boolean, integer, keys, method, someOf, text } from "../twiml/attribute.ts";
import { defineVerb, type Instruction, readVerbs } from "../twiml/verb.ts";
import { Pause } from "./pause.ts";
import { Play } from "./play.ts";
import { Say } from "./say.ts";

const attributes = {
  action: text(),
  method: method(13312),
  timeout: integer(5, 13313, { min: 0 }),
  finishOnKey: keys("#", 13311, /^[0-9#*]?$/),
  numDigits: integer(undefined, 13314),
  input: someOf(["dtmf", "speech"], ["dtmf"]),
  actionOnEmptyResult: boolean(false),
  bargeIn: boolean(true),
  speechTimeout: text(),
  speechModel: text(),
  hints: text(),
  language: text(),
  profanityFilter: boolean(true),
  enhanced: boolean(false),
  maxSpeechTime: integer(60, 12200),
  debug: boolean(false),
  partialResultCallback: text(),
  partialResultCallbackMethod: method(),
};

/**
 * Waits for keys or words. What the party does comes from its script: after all prompts, or into one if it says
 * when (`presses 1 after 2 s`). Nothing pressed: the next verb, or the action if it wants empty results.
 * https://www.twilio.com/docs/voice/twiml/gather
 */
export const Gather = defineVerb<typeof attributes, Instruction>({
  name: "Gather",
  attributes,
  nested: (element, report) => readVerbs(element, { Say, Play, Pause }, report, 13320),
  async run({ attributes, nested }, flow) {
    const { call, documentUrl, resolve, runNested } = flow;
    const { action, method, input, actionOnEmptyResult, bargeIn, timeout } = attributes;
    const kinds = input.map((kind) => (kind === "dtmf" ? "press" : "say"));
    call.answer();
    const doneAt = call.at + (call.nextInput(kinds)?.after ?? 0);
    if (bargeIn && doneAt > call.at) call.cutAt = doneAt;
    await runNested(nested);
    call.cutAt = Number.POSITIVE_INFINITY;
    if (call.isOver) return undefined;
    const late = Math.max(0, doneAt - call.at);
    call.pass(Math.min(late, timeout));
    const given = late > timeout ? undefined : call.takeInput(kinds);
    const result =
      given && "say" in given
        ? listen(flow, given.say, attributes)
        : readKeys(call, given && "press" in given ? given.press : "", attributes);
    if (call.isOver || (!result && !actionOnEmptyResult)) return undefined;
    const url = action === undefined ? documentUrl : resolve(action);
    return { purpose: "action", method, url, params: result ?? { Digits: "" } };
  },
});

/** Takes what is said; who wants to is told of it word by word. */
function listen(
  { call, world, resolve }: Flow,
  words: string,
  {
    partialResultCallback: url,
    partialResultCallbackMethod: by,
  }: { partialResultCallback: string | undefined; partialResultCallbackMethod: HttpMethod },
): Record<string, string> {
  call.did("said", words);
  const spoken = words.split(/\s+/);
  for (const index of url === undefined ? [] : spoken.keys()) {
    world.background.send(world.network, call, {
      purpose: "partial-result",
      method: by,
      url: resolve(url ?? ""),
      params: {
        ...call.params(),
        UnstableSpeechResult: spoken.slice(0, index + 1).join(" "),
        Stability: "0.8",
        SequenceNumber: String(index),
      },
    });
  }
  call.pass(2);
  return { SpeechResult: words, Confidence: "0.9" };
}

/**
 * Takes keys until enough, until the finishing key, or until no more come in time. The rest is left for the
 * next question.
 */
function readKeys(
  call: Call,
  pressed: string,
  {
    numDigits = Number.POSITIVE_INFINITY,
    finishOnKey,
    timeout,
  }: { numDigits?: number; finishOnKey: string; timeout: number },
): Record<string, string> | undefined {
  const end = finishOnKey === "" ? -1 : pressed.indexOf(finishOnKey);
  const finished = end >= 0 && end < numDigits;
  const digits = pressed.slice(0, finished ? end : Math.min(pressed.length, numDigits));
  const used = digits.length + (finished ? 1 : 0);
  if (used < pressed.length) call.setup.inputs.unshift({ press: pressed.slice(used) });
  if (used > 0) call.did("pressed", pressed.slice(0, used));
  const waited = finished || digits.length === numDigits ? 0 : timeout;
  call.pass(used * 0.5 + waited);
  if (digits === "") return undefined;
  return { Digits: digits, ...(finished ? { FinishedOnKey: finishOnKey } : {}) };
}
