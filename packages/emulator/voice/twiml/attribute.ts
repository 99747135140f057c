import type { Alert, AlertCode } from "../alerts.ts";
import type { HttpMethod } from "../network.ts";
import type { Element } from "./element.ts";

/** How the text of an attribute becomes a value, and what Twilio logs when it cannot. */
export interface Attribute<T> {
  /** `undefined` for a text that is not allowed. */
  parse(text: string): T | undefined;
  /** The value when the attribute is missing or not allowed. */
  otherwise: T;
  /** What is allowed, for the log. */
  allowed: string;
  code: AlertCode;
}

/** The attributes of a verb or noun. */
export type Attributes = Record<string, Attribute<unknown>>;

/** The values that attributes give. */
export type Values<A extends Attributes> = { [K in keyof A]: A[K] extends Attribute<infer T> ? T : never };

/** Any text; `undefined` when missing. */
export const text = (): Attribute<string | undefined> => ({
  parse: (value) => value,
  otherwise: undefined,
  allowed: "a text",
  code: 12200,
});

/** A whole number between bounds. */
export const integer = <T extends number | undefined>(
  otherwise: T,
  code: AlertCode,
  { min = 1, max = Number.MAX_SAFE_INTEGER } = {},
): Attribute<number | T> => ({
  parse(value) {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  },
  otherwise,
  allowed:
    max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`,
  code,
});

/** `true` or `false`. */
export const boolean = (otherwise: boolean, code: AlertCode = 12200): Attribute<boolean> => ({
  parse: (value) => ({ true: true, false: false })[value.toLowerCase()],
  otherwise,
  allowed: "true or false",
  code,
});

/** One of some words. */
export const oneOf = <const T extends string>(
  words: readonly T[],
  otherwise: T,
  code: AlertCode = 12200,
): Attribute<T> => ({
  parse: (value) => words.find((word) => word === value),
  otherwise,
  allowed: words.join(", "),
  code,
});

/** Several of some words, with spaces or commas between them. */
export const someOf = <const T extends string>(
  words: readonly T[],
  otherwise: readonly T[],
  code: AlertCode = 12200,
): Attribute<readonly T[]> => ({
  parse(value) {
    const given = value.split(/[\s,]+/).filter((word) => word !== "");
    const known = given.flatMap((word) => words.filter((candidate) => candidate === word));
    return known.length === given.length ? known : undefined;
  },
  otherwise,
  allowed: `some of ${words.join(", ")}`,
  code,
});

/** `GET` or `POST`, in any case; POST when missing. */
export const method = (code: AlertCode = 12200): Attribute<HttpMethod> => ({
  parse: (value) => (["GET", "POST"] as const).find((word) => word === value.toUpperCase()),
  otherwise: "POST",
  allowed: "GET or POST",
  code,
});

/** Telephone keys, such as `1w2#`. */
export const keys = (otherwise: string, code: AlertCode, pattern = /^[0-9#*]*$/): Attribute<string> => ({
  parse: (value) => (pattern.test(value) ? value : undefined),
  otherwise,
  allowed: "keys of a telephone",
  code,
});

/**
 * An attribute of Twilio's that the emulator does not have yet: logged by name, and the call goes on
 * without it.
 */
export const unsupported = (): Attribute<undefined> => ({
  parse: () => undefined,
  otherwise: undefined,
  allowed: "left out: the emulator does not do this yet",
  code: 12400,
});

/**
 * Reads the attributes of an element; what is unknown or not allowed is reported and left out, as Twilio
 * does.
 */
export function readAttributes<A extends Attributes>(
  element: Element,
  attributes: A,
  report: (alert: Alert) => void,
): Values<A> {
  for (const name of Object.keys(element.attributes)) {
    if (!Object.hasOwn(attributes, name)) {
      report({ code: 12200, detail: `<${element.name}> has no attribute "${name}"` });
    }
  }
  const values = Object.entries(attributes).map(([name, attribute]) => {
    const written = element.attributes[name];
    const value = written === undefined ? undefined : attribute.parse(written.trim());
    if (written !== undefined && value === undefined) {
      const detail = `${name}="${written}" of <${element.name}> must be ${attribute.allowed}`;
      report({ code: attribute.code, detail });
    }
    return [name, value ?? attribute.otherwise] as const;
  });
  return Object.fromEntries(values) as Values<A>;
}
