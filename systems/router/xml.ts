/** An element of an XML document: what is in it is elements and texts, in their order. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

/** The document is none, or holds what TwiML has no use for. */
export class XmlProblem extends Error {
  override readonly name = "XmlProblem";
}

const name = "[A-Za-z][\\w.-]*";
const value = `\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`;
const attribute = new RegExp(`(${name})${value}`, "g");
const token = new RegExp(
  [
    "<!--(?:(?!--)[^])*-->",
    "<!\\[CDATA\\[(?<cdata>[^]*?)\\]\\]>",
    `</(?<close>${name})\\s*>`,
    `<(?<tag>${name})(?<attributes>(?:\\s+${name}${value})*)\\s*(?<empty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "y",
);
const declaration = /^\uFEFF?\s*(?:<\?xml\s[^<>]*\?>)?\s*/;
const entities = new Map(Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }));
/** What XML can hold in no text. {@link https://www.w3.org/TR/xml/#charsets} */
export const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Reads an XML document: elements, attributes, texts, comments; no document type, no processing instruction, no
 * entities but XML's own. A twentieth of a general parser's size, in functions that a caller waits for.
 * @throws {XmlProblem} with line and column
 */
export function parseXml(source: string): XmlElement {
  const document: XmlElement = { name: "", attributes: {}, children: [] };
  const open = [document];
  let at = declaration.exec(source)?.[0].length ?? 0;
  const fail = (problem: string): never => {
    const lines = source.slice(0, at).split("\n");
    throw new XmlProblem(`line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${problem}`);
  };
  while (at < source.length) {
    token.lastIndex = at;
    const found = token.exec(source);
    if (!found) return fail("this is not XML");
    const { cdata, close, tag, attributes = "", empty, text } = found.groups ?? {};
    const parent = open.at(-1) ?? document;
    const whole = cdata ?? (text === undefined ? undefined : decoded(text, fail));
    if (tag !== undefined) {
      if (parent === document && document.children.length > 0) fail(`<${tag}> stands behind the end`);
      const child = { name: tag, attributes: attributesOf(tag, attributes, fail), children: [] };
      parent.children.push(child);
      if (!empty) open.push(child);
    } else if (close !== undefined) {
      if (parent === document || close !== parent.name) fail(`</${close}> closes nothing`);
      open.pop();
    } else if (whole !== undefined) {
      if (forbidden.test(whole)) fail("a character that XML does not allow");
      if (parent !== document) parent.children.push(whole);
      else if (whole.trim() !== "") fail("a text outside of any element");
    }
    at = token.lastIndex;
  }
  if (open.length > 1) fail(`<${open.at(-1)?.name}> is not closed`);
  const [root] = document.children;
  return typeof root === "object" ? root : fail("there is no element");
}

type Fail = (problem: string) => never;

function attributesOf(tag: string, written: string, fail: Fail): Record<string, string> {
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single] of written.matchAll(attribute)) {
    if (attributes.has(key)) fail(`<${tag}> has "${key}" twice`);
    const text = decoded(double ?? single ?? "", fail);
    if (forbidden.test(text)) fail("a character that XML does not allow");
    attributes.set(key, text);
  }
  return Object.fromEntries(attributes);
}

function decoded(text: string, fail: Fail): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));|&/gi, (written, decimal, hex, entity) => {
    if (entity !== undefined || written === "&")
      return entities.get(entity) ?? fail(`${written} is not known here; write &amp; for &`);
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : fail(`${written} is no character`);
  });
}
