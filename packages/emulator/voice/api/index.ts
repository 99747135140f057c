import type { Noun } from "../../nouns/noun.ts";
import type { Voice } from "../voice.ts";
import { callNoun } from "./call.ts";
import { conferenceNouns } from "./conference.ts";
import { queueNouns } from "./queue.ts";

/** Resources of the API behind which calls stand that are in progress. */
export const voiceNouns = (voice: Voice): Noun[] => [
  callNoun(voice),
  ...conferenceNouns(voice),
  ...queueNouns(voice),
];
