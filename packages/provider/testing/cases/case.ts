import type { Bag } from "../../properties/values.ts";
import type { World } from "../world.ts";

/** How a resource is tested. */
export interface Case {
  /** Properties to create it with, after making what it needs. */
  args(world: World): Promise<Bag>;
  /** For every input that can change: another value. */
  changes(world: World): Promise<Bag>;
  /** What Twilio says of it, through the official client. Rejects when it is gone. */
  look(world: World, id: string[]): Promise<object>;
  /** All of its kind where it is, through the official client. */
  all(world: World, id: string[]): Promise<object[]>;
  /** The number of writes that making it takes. */
  writes: number;
  /** What a preview asks Twilio where there are credentials. Absent: nothing. */
  asksInPreview?: string[];
  /** Changes it behind the provider's back; tells which input then differs. Absent where Twilio lets nothing be changed. */
  meddle?(world: World, id: string[]): Promise<string>;
  /** Inputs that an import cannot know, or knows with what Twilio has added. */
  unknownOnImport?: string[];
  /** Nothing at Twilio comes and goes with it: it can neither be found nor be gone. */
  standsForNothing?: boolean;
  /** Twilio has no rule against two with the same key. */
  canBeMadeTwice?: boolean;
}
