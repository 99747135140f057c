/** What resources have chosen for themselves in this process, where Twilio's lists do not show it yet. */
export class Claims {
  readonly #byResource = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** What a resource has chosen. */
  of(urn: string): string | undefined {
    return this.#byResource.get(urn);
  }

  /** Chooses the first that nobody has chosen; the resource's own choice when it has made one. */
  claim(urn: string, candidates: Iterable<string>): string | undefined {
    const chosen = this.of(urn);
    if (chosen !== undefined) return chosen;
    for (const candidate of candidates) {
      if (this.#taken.has(candidate)) continue;
      this.#taken.add(candidate);
      this.#byResource.set(urn, candidate);
      return candidate;
    }
    return undefined;
  }

  /** Lets a resource choose again. What it had chosen is for nobody: it has turned out not to be free. */
  giveUp(urn: string): void {
    this.#byResource.delete(urn);
  }

  /** How many have been chosen. */
  get size(): number {
    return this.#taken.size;
  }
}
