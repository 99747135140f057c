import type { ResourceState } from "../state/resource.ts";
import { isProviderType, rootStackType } from "../state/urn.ts";
import { needs, withDependents, withRequirements } from "./graph.ts";

/** What a run is limited to. URNs may be patterns: `*` stands for anything but a colon, `**` for anything at all. */
export interface Scope {
  /** `--target`: only these. */
  targets?: string[];
  /** `--target-dependents`: and what depends on them. */
  targetDependents?: boolean;
  /** `--exclude`: all but these. */
  excludes?: string[];
  /** `--exclude-dependents`: nor what depends on them. */
  excludeDependents?: boolean;
  /** `--replace`: these are replaced, whether they changed or not. */
  replaces?: string[];
}

/** Decides which resources a run is about; one for each run, for it learns what depends on what as it goes. */
export class Selection {
  readonly #scope: Scope;
  readonly #targets: UrnPatterns;
  readonly #excludes: UrnPatterns;
  readonly #replaces: UrnPatterns;
  /** What came in, or went out, because it depends on something that is. */
  readonly #followers = new Set<string>();

  constructor(scope: Scope = {}) {
    this.#scope = scope;
    this.#targets = new UrnPatterns(scope.targets);
    this.#excludes = new UrnPatterns(scope.excludes);
    this.#replaces = new UrnPatterns(scope.replaces);
  }

  /** True when the run is about a resource that the program registers. Providers and the stack itself always are. */
  includes(state: ResourceState): boolean {
    const contained = this.contains(state);
    return contained || isProviderType(state.type) || state.type === rootStackType;
  }

  /** True when the run is about this very resource. Asked of each after what it needs. */
  contains(state: ResourceState): boolean {
    if (this.#targets.isEmpty && this.#excludes.isEmpty) return true;
    const isLimited = !this.#targets.isEmpty;
    const patterns = isLimited ? this.#targets : this.#excludes;
    const follows = isLimited ? this.#scope.targetDependents : this.#scope.excludeDependents;
    const matches =
      patterns.match(state.urn) ||
      (follows === true && needs(state).some((urn) => patterns.match(urn) || this.#followers.has(urn)));
    if (matches) this.#followers.add(state.urn);
    return matches === isLimited;
  }

  /** True when it is to be replaced though nothing has changed. */
  replaces(urn: string): boolean {
    return this.#replaces.match(urn);
  }

  /** True when its deletion was asked for, by itself or as something that depends on what was. */
  mayDelete(urn: string): boolean {
    return this.#targets.isEmpty || this.#scope.targetDependents === true || this.#targets.match(urn);
  }

  /** URNs that a deletion must leave alone. @param resources in the state's order */
  kept(resources: readonly ResourceState[]): Set<string> {
    if (!this.#targets.isEmpty) {
      const going = withDependents(resources, ({ urn }) => this.#targets.match(urn));
      return new Set(resources.map(({ urn }) => urn).filter((urn) => !going.has(urn)));
    }
    if (this.#excludes.isEmpty) return new Set();
    let kept = withRequirements(resources, ({ urn }) => this.#excludes.match(urn));
    if (!this.#scope.excludeDependents) return kept;
    for (let before = 0; before < kept.size; ) {
      before = kept.size;
      const dependents = withDependents(resources, ({ urn }) => kept.has(urn));
      kept = withRequirements(resources, ({ urn }) => dependents.has(urn));
    }
    return kept;
  }

  /** Whole URNs among the targets that are not known. */
  unknownTargets(isKnown: (urn: string) => boolean): string[] {
    return this.#targets.literals.filter((urn) => !isKnown(urn));
  }

  /** As {@link Selection.unknownTargets}, with what is excluded. */
  unknownNames(isKnown: (urn: string) => boolean): string[] {
    return [...this.#targets.literals, ...this.#excludes.literals].filter((urn) => !isKnown(urn));
  }

  /** As {@link Selection.unknownTargets}, of what is to be replaced. */
  unknownReplaces(isKnown: (urn: string) => boolean): string[] {
    return this.#replaces.literals.filter((urn) => !isKnown(urn));
  }
}

/** A set of URNs, given whole or as patterns. */
class UrnPatterns {
  readonly literals: string[];
  readonly #patterns: RegExp[];

  constructor(texts: string[] = []) {
    this.literals = texts.filter((text) => !text.includes("*"));
    this.#patterns = texts.filter((text) => text.includes("*")).map(toPattern);
  }

  get isEmpty(): boolean {
    return this.literals.length === 0 && this.#patterns.length === 0;
  }

  match(urn: string): boolean {
    return this.literals.includes(urn) || this.#patterns.some((pattern) => pattern.test(urn));
  }
}

function toPattern(glob: string): RegExp {
  const parts = glob.split(/(\*\*|\*)/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^:]*" : part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** Says that there is no resource of this URN. */
export function notFound(urn: string): string {
  const hint = urn.includes("$") ? "" : ": was a $ in it left to the shell?";
  return `target "${urn}" could not be found in the stack${hint} (\`stack --show-urns\` lists the URNs)`;
}

/** Says that something would go that nobody asked to delete. */
export function notTargeted(urn: string): string {
  return `"${urn}" would be deleted, too, because it depends on a target: pass it with --target, or pass --target-dependents`;
}

/** Says that a target needs something that is not made. */
export function notCreated(urn: string, missing: string): string {
  return `"${urn}" depends on "${missing}", which does not exist and is left out of this run: pass it with --target, too`;
}
