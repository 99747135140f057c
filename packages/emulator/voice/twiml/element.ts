import { XMLParser, XMLValidator } from "fast-xml-parser";
import { TwimlError } from "./twiml-error.ts";

/** An XML element with its text and the elements in it, in the order of the document. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Its own text and that of elements inside it, spaces folded, ends trimmed. */
  text: string;
  /** The same with its line breaks, as a message shows it. */
  lines: string;
  children: Element[];
}

const entities: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

/** A text as it may stand in a document, also in an attribute. */
export const escapeXml = (text: string): string =>
  text.replace(/[<>&"]/g, (character) => entities[character] ?? character);

const attributesKey = ":@";
const textKey = "#text";
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
});

/**
 * Reads an XML document whose root is `Response`.
 * Errors: `TwimlError` 12100 when it is no XML (or has a document type, which Twilio does not take),
 * 12102 when the root is another.
 */
export function parseXml(source: string): Element {
  if (source.trim() === "") throw new TwimlError(12100, "the document is empty; answer at least <Response/>");
  if (/<!DOCTYPE/i.test(source)) throw new TwimlError(12100, "a document type is not allowed in TwiML");
  const verdict = XMLValidator.validate(source.trim());
  if (verdict !== true) {
    const { msg, line, col } = verdict.err;
    throw new TwimlError(12100, `line ${line}, column ${col}: ${msg}`);
  }
  const [root] = elementsOf(parse(source.trim()));
  if (!root) throw new TwimlError(12100, "the document has no element; answer at least <Response/>");
  if (root.name !== "Response") throw new TwimlError(12102, `it is <${root.name}>`);
  return root;
}

/** The parser refuses more than the validator does: too many entities, names such as `constructor`. */
function parse(source: string): unknown {
  try {
    return parser.parse(source);
  } catch (error) {
    throw new TwimlError(12100, error instanceof Error ? error.message : String(error));
  }
}

/** The parser's ordered form: one object an element, its name the only key besides the attributes. */
function elementsOf(nodes: unknown): Element[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== attributesKey);
    if (name === undefined || name === textKey) return [];
    const attributes = (node[attributesKey] ?? {}) as Record<string, string>;
    const content = node[name];
    const written = textOf(content);
    const text = folded(written);
    const lines = written.split("\n").map(folded).join("\n").trim();
    return [{ name, attributes, text, lines, children: elementsOf(content) }];
  });
}

const folded = (text: string) => text.replace(/\s+/g, " ").trim();

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  return nodes
    .map((node: Record<string, unknown>) =>
      Object.entries(node)
        .filter(([key]) => key !== attributesKey)
        .map(([key, value]) => (key === textKey ? String(value) : textOf(value)))
        .join(""),
    )
    .join("");
}
