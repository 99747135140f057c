import { breaches, type Document, type Operation, resolve, type Schema, snakeCase } from "@dialer/openapi";
import type { Problem } from "../properties/check.ts";
import { type Bag, hasUnknown, isEmpty, same } from "../properties/values.ts";
import type { Noun } from "./noun.ts";

/** The parameters that an operation takes, by name. */
export function rulesOf(operation: Operation | undefined): Record<string, Schema> {
  return operation?.body?.schema.properties ?? {};
}

/** What is wrong with the parameters of a noun: unknown ones, missing ones, wrong values. What is unknown yet passes. */
export function wrongParameters(noun: Noun, open: Bag, secret: Bag): Problem[] {
  const first = noun.create ?? noun.update;
  const rules = { ...rulesOf(noun.update), ...rulesOf(first) };
  const problems = [
    ...wrongOf("parameters", open, rules, first),
    ...wrongOf("secretParameters", secret, rules, first),
  ];
  const wanted = noun.create?.body?.schema.required ?? [];
  const missing = wanted.filter((name) => isUnset(open[name]) && isUnset(secret[name]));
  const required = `is required by ${first?.id}`;
  return [...problems, ...missing.map((name) => ({ property: `parameters.${name}`, reason: required }))];
}

const isUnset = (value: unknown) => value === undefined || value === null;

function wrongOf(
  property: string,
  given: Bag,
  rules: Record<string, Schema>,
  operation: Operation | undefined,
): Problem[] {
  return Object.entries(given).flatMap(([name, value]): Problem[] => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined)
      return [{ property: `${property}.${name}`, reason: unknown(name, rules, operation) }];
    if (hasUnknown(value) || isEmpty(value) || operation === undefined) return [];
    const broken = [...breaches(typed(value, rule, operation.document), rule, operation.document)];
    return broken.map(({ path, reason }) => ({ property: `${property}.${name}${path}`, reason }));
  });
}

function unknown(name: string, rules: Record<string, Schema>, operation: Operation | undefined): string {
  const plain = (text: string) => text.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
  const alike = Object.keys(rules).find((known) => plain(known) === plain(name));
  const what = `is no parameter of ${operation?.id}`;
  if (alike !== undefined) return `${what}; did you mean ${alike}?`;
  return `${what}; it takes ${Object.keys(rules).toSorted().join(", ") || "none"}`;
}

/** A value of a program in the type of its rule: Twilio's forms hold texts, and programs say numbers and objects. */
export function typed(value: unknown, written: Schema | undefined, document: Document): unknown {
  const rule = resolve(written, document);
  if (rule.type === "array") {
    return (Array.isArray(value) ? value : [value]).map((item) => typed(item, rule.items, document));
  }
  if (rule.type === "string") return typeof value === "string" ? inCase(value, rule) : asText(value);
  if (typeof value !== "string") return value;
  if (rule.type === "boolean" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  const isNumber = rule.type === "integer" || rule.type === "number";
  return isNumber && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
}

/** Twilio takes the values of an enumeration in upper and lower case. */
const inCase = (value: string, { enum: values = [] }: Schema) =>
  String(values.find((one) => String(one).toLowerCase() === value.toLowerCase()) ?? value);

const asText = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** Parameters as an operation takes them, without those that are not its own. */
export function bodyOf(operation: Operation, parameters: Bag): Bag {
  const rules = rulesOf(operation);
  const own = Object.entries(parameters).filter(([name]) => Object.hasOwn(rules, name));
  const isForm = !operation.body?.types[0]?.includes("json");
  const plain = (value: unknown) => (isForm && !Array.isArray(value) ? asText(value) : value);
  return Object.fromEntries(
    own.map(([name, value]) => [name, plain(typed(value, rules[name], operation.document))]),
  );
}

/** What an answer tells of a parameter: `Limits.UserChannels` stands in it as `limits.user_channels`. Undefined: nothing. */
export function told(name: string, answer: Bag): unknown {
  return name.split(".").reduce<unknown>((inside, part) => {
    const isObject = typeof inside === "object" && inside !== null;
    const key = snakeCase(part);
    return isObject && Object.hasOwn(inside, key) ? Reflect.get(inside, key) : undefined;
  }, answer);
}

/** Whether Twilio tells what was declared, if in its own way: numbers as texts, JSON as a text, words in another case. */
export function alike(declared: unknown, answered: unknown): boolean {
  if (same(declared, answered)) return true;
  if (isEmpty(declared) || isEmpty(answered)) return false;
  return same(parsed(declared), parsed(answered));
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return typeof value === "object" ? value : String(value).toLowerCase();
  if (!/^\s*[[{]/.test(value)) return value.toLowerCase();
  try {
    return JSON.parse(value);
  } catch {
    return value.toLowerCase();
  }
}
