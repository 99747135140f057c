import { type Outcome, type Question, subjectsOf } from "./questions.ts";
import type { Version } from "./version.ts";

/** Something that is answered differently in two versions of the data. */
export interface Difference {
  who: string;
  what: string;
  /** Left out: in that version there is no such thing. */
  before?: string;
  after?: string;
}

/** Every call that would be answered differently, in the order of phones, numbers, menus. */
export function differencesBetween(before: Version, after: Version): Difference[] {
  const differ = (question: Question): Difference[] => {
    const [old, now] = [question.ask(before), question.ask(after)];
    if (old?.exactly.join() === now?.exactly.join()) return [];
    const { who, what } = question;
    return [{ who, what, ...told(old, now) }];
  };
  return subjectsOf([before, after]).flatMap(({ is, questions }) => {
    const [whole] = differ(is);
    const comparable = whole === undefined || (whole.before !== undefined && whole.after !== undefined);
    return [...(whole ? [whole] : []), ...(comparable ? questions.flatMap(differ) : [])];
  });
}

/** What follows in both. Where the short form does not tell them apart, the lines that differ. */
function told(old: Outcome | undefined, now: Outcome | undefined): Pick<Difference, "before" | "after"> {
  const texts = { ...(old && { before: old.text }), ...(now && { after: now.text }) };
  if (!old || !now || old.text !== now.text) return texts;
  const [before, after] = [lines(old), lines(now)];
  return {
    before: before.filter((line) => !after.includes(line)).join("\n"),
    after: after.filter((line) => !before.includes(line)).join("\n"),
  };
}

const lines = ({ exactly }: Outcome) => exactly.flatMap((text) => text.replace(/>(?=<)/g, ">\n").split("\n"));
