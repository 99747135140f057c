/** Splits a path; Twilio's 2010 API puts `.json` behind its last segment. */
export function segmentsOf(path: string): string[] {
  return path
    .replace(/\.json$/, "")
    .split("/")
    .filter(Boolean);
}

/** Is a segment of a template a parameter, such as `{Sid}`? */
export const isParameter = (segment: string) => segment.startsWith("{");

/** Does a template end in the key of one resource? */
export const isKeyed = (template: string) => isParameter(segmentsOf(template).at(-1) ?? "");

interface Node<T> {
  literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  found?: T;
}

/** What a path leads to, and the values that stand in the place of its template's parameters, in order. */
export interface Match<T> {
  found: T;
  values: string[];
}

/** Templates of paths and what they lead to. */
export class PathTree<T> {
  readonly #root: Node<T> = { literals: new Map() };

  /** What stands at a template, whatever its parameters are called; `make` puts it there at first. */
  at(template: string, make: () => T): T {
    let node = this.#root;
    for (const segment of segmentsOf(template)) {
      if (isParameter(segment)) {
        node.parameter ??= { literals: new Map() };
        node = node.parameter;
      } else {
        const next: Node<T> = node.literals.get(segment) ?? { literals: new Map() };
        node.literals.set(segment, next);
        node = next;
      }
    }
    node.found ??= make();
    return node.found;
  }

  /** Follows a path; literal segments win over parameters. */
  find(path: string): Match<T> | undefined {
    const segments = segmentsOf(path);
    const search = (node: Node<T>, depth: number, values: string[]): Match<T> | undefined => {
      const segment = segments[depth];
      if (segment === undefined) return node.found && { found: node.found, values };
      const literal = node.literals.get(segment);
      return (
        (literal && search(literal, depth + 1, values)) ??
        (node.parameter && search(node.parameter, depth + 1, [...values, decoded(segment)]))
      );
    };
    return search(this.#root, 0, []);
  }
}

/** A segment that is not well escaped stands for itself: it names nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
