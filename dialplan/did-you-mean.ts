/** `; did you mean "x"?` for the candidate that is at most two edits away from what was written, else nothing. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  const [best] = [...candidates]
    .map((candidate) => ({ candidate, edits: editDistance(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= 2 && edits < written.length - 1)
    .sort((a, b) => a.edits - b.edits);
  return best ? `; did you mean "${best.candidate}"?` : "";
}

/** Levenshtein's distance: how many characters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
