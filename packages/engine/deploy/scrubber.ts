import { isObject } from "../property/secret.ts";
import { type PropertyValue, Secret } from "../property/value.ts";

/** Shorter texts than this stand in so much else that to blot them out would tell more than it hides. */
const shortest = 4;

/** Knows the secrets of a run, and takes them out of what others write: a provider's errors, a program's output. */
export class Scrubber {
  /** By how they begin: what a text costs hardly grows with the secrets. */
  readonly #texts = new Map<string, Set<string>>();
  /** What stands in the clear in everything that a run says. */
  readonly #told = new Set<string>();

  /** Remembers every secret in it. @param secret true: all of it is one */
  learn(value: PropertyValue | undefined, secret = false): void {
    if (value instanceof Secret) this.learn(value.value, true);
    else if (Array.isArray(value)) for (const element of value) this.learn(element, secret);
    else if (isObject(value)) for (const element of Object.values(value)) this.learn(element, secret);
    else if (secret && typeof value === "string") this.#add(value);
  }

  /** Spares the texts in it that are no secrets: who can read what a run says knows them, and needs them to understand it. */
  spare(value: PropertyValue | undefined): void {
    if (Array.isArray(value)) for (const element of value) this.spare(element);
    else if (isObject(value)) for (const element of Object.values(value)) this.spare(element);
    else if (typeof value === "string") this.#told.add(value);
  }

  scrub(text: string): string {
    const parts: string[] = [];
    let kept = 0;
    for (let at = 0; at + shortest <= text.length; at++) {
      const length = this.#lengthAt(text, at);
      if (length === 0) continue;
      parts.push(text.slice(kept, at), "[secret]");
      kept = at + length;
      at = kept - 1;
    }
    return parts.join("") + text.slice(kept);
  }

  /** How long the longest secret is that stands here; 0: none does. */
  #lengthAt(text: string, at: number): number {
    let longest = 0;
    for (const secret of this.#texts.get(beginning(text, at)) ?? []) {
      if (this.#told.has(secret)) continue;
      if (secret.length > longest && text.startsWith(secret, at)) longest = secret.length;
    }
    return longest;
  }

  /** As it is, and as it stands in JSON. */
  #add(text: string): void {
    if (text.length < shortest) return;
    for (const form of [text, JSON.stringify(text).slice(1, -1)]) {
      const alike = this.#texts.get(beginning(form)) ?? new Set();
      this.#texts.set(beginning(form), alike.add(form));
    }
  }
}

const beginning = (text: string, at = 0) => text.slice(at, at + shortest);
