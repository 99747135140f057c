import { InvalidArgumentError } from "commander";

/** A command-line option that is a whole number from 1 on. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("must be a whole number from 1 on");
  return number;
}

/** A command-line option that is a list of such numbers, such as `10,100`. */
export function numbers(text: string): number[] {
  return text.split(",").map(wholeNumber);
}

/** A command-line option in milliseconds, 0 or more. */
export function milliseconds(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new InvalidArgumentError("must be milliseconds, 0 or more");
  return number;
}
