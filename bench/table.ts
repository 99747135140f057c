/** A cell: a number is shown with so many digits as make sense. */
export type Cell = string | number | undefined;

/** Prints a table with a title; columns are as wide as they need to be, numbers stand to the right. */
export function printTable(title: string, head: string[], rows: Cell[][]): void {
  const texts = rows.map((row) => row.map(shown));
  const widths = head.map((name, column) =>
    Math.max(name.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[], align: (column: number) => "left" | "right") =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return align(column) === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  const align = (column: number) =>
    rows.every((row) => typeof row[column] !== "number") ? ("left" as const) : ("right" as const);
  console.log(`\n${title}\n`);
  console.log(line(head, align));
  console.log(
    line(
      widths.map((width) => "-".repeat(width)),
      align,
    ),
  );
  for (const row of texts) console.log(line(row, align));
}

function shown(cell: Cell): string {
  if (cell === undefined) return "–";
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell) || Math.abs(cell) >= 100) return String(Math.round(cell));
  return cell.toFixed(Math.abs(cell) < 10 ? 2 : 1);
}
