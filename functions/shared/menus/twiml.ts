import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { Language, MenuState } from "../../../dialplan/menu-state.ts";
import type { MenuStep, Prompt } from "../../../dialplan/menu-step.ts";
import type { Menus } from "../../../dialplan/menu-tree.ts";
import type { Sound } from "../../../dialplan/menus.ts";
import { menuUrl } from "./url.ts";
import { voices, wordIn } from "./words.ts";

type Gather = ReturnType<VoiceResponse["gather"]>;
type Listen = Extract<MenuStep, { action: "listen" }>;

/** Lets a caller hear prompts and press keys, which are taken at the URL of a state. */
export function listenTwiml(
  { prompts, keys, seconds, state }: Omit<Listen, "action">,
  menus: Menus,
  domain: unknown,
): VoiceResponse {
  const voice = new VoiceResponse();
  const gather = voice.gather({
    numDigits: keys,
    timeout: seconds,
    finishOnKey: state.at === "dial-tone" ? "#" : "",
    actionOnEmptyResult: true,
    action: menuUrl(state, domain),
  });
  for (const prompt of prompts) playPrompt(gather, prompt, state.language, menus);
  return voice;
}

/** Says a last word and hangs up, unless the caller presses a key before. */
export function hangUpTwiml(
  prompts: Prompt[],
  state: MenuState,
  menus: Menus,
  domain: unknown,
): VoiceResponse {
  const voice = new VoiceResponse();
  const gather = voice.gather({ numDigits: 1, timeout: 1, finishOnKey: "", action: menuUrl(state, domain) });
  for (const prompt of prompts) playPrompt(gather, prompt, state.language, menus);
  voice.hangup();
  return voice;
}

/** Lets a caller hear something in their language. */
export function playPrompt(gather: Gather, prompt: Prompt, language: Language, { sounds }: Menus): void {
  if ("pause" in prompt) gather.pause({ length: prompt.pause });
  else if ("tone" in prompt) gather.play({ loop: 3 }, "/dial-tone.wav");
  else if ("sound" in prompt) playSound(gather, sounds[prompt.sound], language);
  else if (prompt.word === "press" && sounds[`press-${prompt.key}`])
    playSound(gather, sounds[`press-${prompt.key}`], language);
  else gather.say({ language: voices[language] }, wordIn(language, prompt.word, prompt.key));
}

function playSound(gather: Gather, sound: Sound | undefined, language: Language): void {
  if (!sound) return;
  const part = "play" in sound ? sound : sound[language];
  if (typeof part === "string") gather.say({ language: voices[language] }, part);
  else gather.play(part.play);
}
