/** Chooses one of so many possibilities: a number from 0 to `count` - 1. */
export type Choose = (count: number) => number;

/** Takes the first possibility everywhere. */
const firstOf: Choose = () => 0;

interface Piece {
  /** Texts of which one is chosen each time. */
  choices: (() => string)[];
  least: number;
}

/**
 * A text that matches a pattern of Twilio's documents: literals, classes, groups, alternatives and counts; of what may be
 * left out nothing is written. `undefined` for a pattern that says more than that.
 */
export function matching(pattern: string, choose: Choose = firstOf): string | undefined {
  const reader = { rest: pattern, choose };
  const written = readAlternatives(reader)();
  return reader.rest === "" && new RegExp(pattern).test(written) ? written : undefined;
}

interface Reader {
  rest: string;
  choose: Choose;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  const found = pattern.exec(reader.rest);
  if (!found) return undefined;
  reader.rest = reader.rest.slice(found[0].length);
  return found;
}

function readAlternatives(reader: Reader): () => string {
  const all = [readSequence(reader)];
  while (take(reader, /^\|/)) all.push(readSequence(reader));
  return () => all[reader.choose(all.length)]?.() ?? "";
}

function readSequence(reader: Reader): () => string {
  const pieces: Piece[] = [];
  for (let piece = readPiece(reader); piece; piece = readPiece(reader)) {
    const least = Number(take(reader, /^\{(\d+)(?:,\d*)?\}/)?.[1] ?? (take(reader, /^[*?]/) ? 0 : 1));
    take(reader, /^[+?]/);
    pieces.push({ ...piece, least });
  }
  return () =>
    pieces
      .flatMap(({ choices, least }) =>
        Array.from({ length: least }, () => choices[reader.choose(choices.length)]?.() ?? ""),
      )
      .join("");
}

function readPiece(reader: Reader): Pick<Piece, "choices"> | undefined {
  if (take(reader, /^[\^$]/)) return { choices: [() => ""] };
  if (take(reader, /^\((?:\?:)?/)) {
    const inside = readAlternatives(reader);
    take(reader, /^\)/);
    return { choices: [inside] };
  }
  const set = take(reader, /^\[((?:\\.|[^\]\\])+)\]/)?.[1];
  if (set !== undefined) return { choices: charactersOf(set).map((one) => () => one) };
  const escaped = take(reader, /^\\(.)/)?.[1];
  if (escaped !== undefined) return { choices: charactersOf(`\\${escaped}`).map((one) => () => one) };
  if (take(reader, /^\./)) return { choices: [() => "x"] };
  const literal = take(reader, /^[^|)\][{}*+?]/)?.[0];
  return literal === undefined ? undefined : { choices: [() => literal] };
}

/** The characters of a class, those of a range one by one; `^` (anything but) is left to the check at the end. */
function charactersOf(set: string): string[] {
  const spread = set.replaceAll("\\d", "0-9").replaceAll("\\w", "a-zA-Z0-9_").replaceAll("\\s", " ");
  const ranges = [...spread.matchAll(/(\\.|[^\\])-(\\.|[^\\])|\\?(.)/g)];
  return ranges.flatMap(([, from, to, single = ""]) => {
    if (from === undefined || to === undefined) return [single];
    const [first, last] = [from.charCodeAt(from.length - 1), to.charCodeAt(to.length - 1)];
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
  });
}
