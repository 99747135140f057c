import type { LabSettings } from "./settings.ts";

/** What a text is answered with. */
export function answerTo(body: string, { answers, otherwise }: LabSettings): string {
  const said = body.toLowerCase();
  return answers.find(({ contains }) => said.includes(contains.toLowerCase()))?.answer ?? otherwise;
}
