import { styleText } from "node:util";

/** Prints a chapter's heading. */
export function chapter(title: string): void {
  process.stdout.write(
    `\n${styleText(["bold", "cyan"], `━━ ${title} ${"━".repeat(Math.max(0, 90 - title.length))}`)}\n\n`,
  );
}

/** Prints a line that tells what is about to happen, or why it matters. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints a command as a person would type it. */
export function command(text: string): void {
  process.stdout.write(`${styleText("dim", "$")} ${styleText("bold", text)}\n`);
}

/** Prints a check mark with what was seen to hold. */
export function holds(text: string): void {
  process.stdout.write(`${styleText("green", "✓")} ${text}\n`);
}

/** Prints text set in, as quoted from something else. */
export function quote(text: string): void {
  process.stdout.write(`${text.replace(/^/gm, "  ").trimEnd()}\n`);
}
