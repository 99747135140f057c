import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import ours from "./xmlbuilder.ts";

/** As much of an element as TwiML's classes use, in the package and here. */
interface Element {
  dec(version: string, encoding: string): Element;
  ele(name: string, attributes?: Record<string, unknown>, text?: string): Element;
  txt(text: string): Element;
  end(): string;
}
/** The option that TwiML's classes give. */
const stringify = {
  attValue(this: { attEscape(text: string): string }, value: unknown) {
    return this.attEscape(String(Array.isArray(value) ? value.join(" ") : value));
  },
};

const builder = z.object({
  create: z.custom<(name: string, options: { stringify: typeof stringify }) => Element>(),
});
const theirs = builder.parse(createRequire(createRequire(import.meta.url).resolve("twilio"))("xmlbuilder"));

interface Tree {
  name: string;
  attributes: Record<string, unknown> | undefined;
  text: string | undefined;
  children: (Tree | string)[];
}
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("<&>\"'", "]]>", "&amp;", "\r\n\t", "\u0000", "\ud800", "\udc00a", "😀", "\uffff", ""),
);
const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(undefined), fc.array(text));
const name = fc.constantFrom("Say", "Dial", "x-1", "Number");
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.option(fc.dictionary(fc.constantFrom("a", "b", "statusCallback"), value), {
      nil: undefined,
    }),
    text: fc.option(text, { nil: undefined }),
    children: fc.oneof(
      { depthSize: "small" },
      fc.array(tie("tree"), { maxLength: 0 }),
      fc.array(fc.oneof(text, tie("tree"))),
    ),
  }),
}));

function grow(under: Element, { name, attributes, text, children }: Tree): void {
  const element = under.ele(name, attributes, text);
  for (const child of children) {
    if (typeof child === "string") element.txt(child);
    else grow(element, child);
  }
}

/** What is written, or that it is refused. */
function written({ create }: z.infer<typeof builder>, tree: Tree): string {
  try {
    const root = create("Response", { stringify }).dec("1.0", "UTF-8");
    grow(root, tree);
    return root.end();
  } catch {
    return "refused";
  }
}

it("writes what the package writes, and refuses what it refuses", () => {
  fc.assert(
    fc.property(tree, (tree) => {
      expect(written(ours, tree)).toBe(written(theirs, tree));
    }),
  );
});

it("escapes whatever would end a text or an attribute", () => {
  const children = ["a < b & c > d"];
  const tree = { name: "Say", attributes: { voice: 'x" y="<' }, text: undefined, children };
  expect(written(ours, tree)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
      '<Say voice="x&quot; y=&quot;&lt;">a &lt; b &amp; c &gt; d</Say></Response>',
  );
});

it("refuses names that are none", () => {
  for (const name of ["", "Say>", "1a", 'a b="c"'])
    expect(written(ours, { name, attributes: {}, text: undefined, children: [] })).toBe("refused");
});
