import { type Element, escapeXml } from "./element.ts";

/** An element as a person reads it: one element a line, those inside it indented by two spaces. */
export function formatTwiml({ name, attributes, text, children }: Element): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const start = `<${name}${written.join("")}`;
  if (children.length > 0) {
    const inside = children.map((child) => formatTwiml(child).replace(/^/gm, "  "));
    return [`${start}>`, ...inside, `</${name}>`].join("\n");
  }
  return text === "" ? `${start}/>` : `${start}>${escapeXml(text)}</${name}>`;
}
