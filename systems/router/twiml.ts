import type { Explained } from "../../dialplan/explain.ts";
import { type Rule, rules } from "./twiml-rules.ts";
import type { Reach } from "./urls.ts";
import { parseXml, type XmlElement, XmlProblem } from "./xml.ts";

/** A TwiML element that has been checked: a text, or elements. */
export interface Twiml {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Twiml[];
}

/** Nested deeper than any rule allows is refused by the rules; longer than this is no route. */
const longest = 16_384;

/**
 * Reads a TwiML document for voice and checks it against Twilio's rules, as far as routes may use them.
 * @returns the `Response`, or everything that is wrong, with the place in the document as path
 */
export function readTwiml(source: string, reach: Reach): Twiml | Explained[] {
  if (source.length > longest) return [{ path: "", message: `is longer than ${longest} characters` }];
  let root: XmlElement;
  try {
    root = parseXml(source);
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    return [{ path: "", message: error.message }];
  }
  if (root.name !== "Response")
    return [{ path: root.name, message: "must be Response, the element in which all TwiML stands" }];
  const problems: Explained[] = [];
  const twiml = read(root, "Response", reach, problems);
  return problems.length > 0 ? problems : twiml;
}

function read(
  { name, attributes, children }: XmlElement,
  path: string,
  reach: Reach,
  problems: Explained[],
): Twiml {
  const rule = rules[name] ?? { attributes: {} };
  const report = (message: string, at = "") => problems.push({ path: `${path}${at}`, message });
  for (const [key, value] of Object.entries(attributes)) {
    const check = Object.hasOwn(rule.attributes, key) ? rule.attributes[key] : undefined;
    const problem = check ? check(value, reach) : `is no attribute of <${name}> that a route may use`;
    if (problem) report(problem, `@${key}`);
  }
  const text = children
    .filter((child) => typeof child === "string")
    .join("")
    .replace(/\s+/g, " ")
    .trim();
  const elements = children.filter((child) => typeof child === "object");
  for (const problem of inContent({ attributes, text, elements }, rule, reach)) report(problem);
  const inside = elements.flatMap((child, index) => {
    const at = `${path}/${child.name}[${index}]`;
    if (rule.children?.includes(child.name)) return [read(child, at, reach, problems)];
    const allowed = rule.children?.join(", ") ?? "no elements";
    problems.push({ path: at, message: `may not stand in <${name}> of a route, which takes ${allowed}` });
    return [];
  });
  return { name, attributes, text, children: inside };
}

interface Content {
  attributes: Record<string, string>;
  text: string;
  elements: XmlElement[];
}

function inContent({ attributes, text, elements }: Content, rule: Rule, reach: Reach): string[] {
  const { children = [], count, alone, needs, instead } = rule;
  if (elements.length === 0 && rule.text) {
    const isNamed = text === "" && instead !== undefined && attributes[instead] !== undefined;
    return [isNamed ? undefined : rule.text(text, reach)].filter((problem) => problem !== undefined);
  }
  if (text !== "") return [children.length > 0 ? "takes no text beside elements" : "takes no text"];
  if (elements.length > 0 && instead !== undefined && attributes[instead] === undefined)
    return [`takes elements with ${instead} only`];
  if (count && (elements.length < count.min || elements.length > count.max))
    return [`must hold ${count.min} to ${count.max} of ${children.join(", ")}`];
  const loner = elements.length > 1 && elements.find(({ name }) => alone?.includes(name));
  if (loner) return [`must hold nothing beside <${loner.name}>`];
  const isWhole = elements.length === 0 || !needs || elements.some(({ name }) => name === needs);
  return isWhole ? [] : [`must hold <${needs}>`];
}
