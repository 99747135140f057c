import { isObject } from "../property/secret.ts";
import { type PropertyValue, Secret } from "../property/value.ts";

/** Shorter texts than this stand in so much else that to blot them out would tell more than it hides. */
const shortest = 4;

/** Knows the secrets of a run, and takes them out of what others write: a provider's errors, a program's output. */
export class Scrubber {
  readonly #texts = new Set<string>();

  /** Remembers every secret in it. @param secret true: all of it is one */
  learn(value: PropertyValue | undefined, secret = false): void {
    if (value instanceof Secret) this.learn(value.value, true);
    else if (Array.isArray(value)) for (const element of value) this.learn(element, secret);
    else if (isObject(value)) for (const element of Object.values(value)) this.learn(element, secret);
    else if (secret && typeof value === "string") this.#add(value);
  }

  scrub(text: string): string {
    let scrubbed = text;
    for (const secret of this.#texts) scrubbed = scrubbed.replaceAll(secret, "[secret]");
    return scrubbed;
  }

  /** As it is, and as it stands in JSON. */
  #add(text: string): void {
    if (text.length < shortest) return;
    this.#texts.add(text);
    this.#texts.add(JSON.stringify(text).slice(1, -1));
  }
}
