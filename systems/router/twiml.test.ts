import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routeResponse } from "../../functions/shared/router/response.ts";
import { readDocument } from "../../packages/emulator/voice/twiml/document.ts";
import { parseXml as oracle } from "../../packages/emulator/voice/twiml/element.ts";
import { readTwiml } from "./twiml.ts";
import { rules } from "./twiml-rules.ts";
import { parseXml, type XmlElement } from "./xml.ts";

const reach = { isOwn: (host: string) => host === "own.example.org", hosts: ["flows.example.org"] };
const problems = (source: string) => {
  const read = readTwiml(source, reach);
  return Array.isArray(read) ? read.map(({ path, message }) => `${path}: ${message}`) : [];
};

describe("TwiML of a route", () => {
  it.each([
    ["", /there is no element/],
    ["hello", /line 1, column 1: a text outside/],
    ["<Response>\n<Say>a</Response>", /line 2, column 7: <\/Response> closes nothing/],
    ["<Response><Say>a &nbsp; b</Say></Response>", /&nbsp; is not known here/],
    ["<Response><Say>&#0;</Say></Response>", /does not allow/],
    ["<Response/><Response/>", /stands behind the end/],
    ["<!DOCTYPE x><Response/>", /not XML/],
    ['<Response><Say voice="a" voice="b">x</Say></Response>', /"voice" twice/],
    ["<Reply/>", /^Reply: must be Response/],
    ["<Response>hello</Response>", /takes no text/],
    ["<Response><Sya>x</Sya></Response>", /^Response\/Sya\[0\]: may not stand in <Response>/],
    ['<Response><Say vioce="a">x</Say></Response>', /^Response\/Say\[0\]@vioce: is no attribute of <Say>/],
    ["<Response><Say/></Response>", /must be a text/],
    ["<Response><Say><Play>x</Play></Say></Response>", /may not stand in <Say>/],
    ["<Response><Dial>+15035550100</Dial></Response>", /takes no text beside elements/],
    ["<Response><Dial/></Response>", /must hold 1 to 10 of Sip/],
    [
      "<Response><Dial><Number>+15035550100</Number></Dial></Response>",
      /<Number>|Number\[0\]: may not stand/,
    ],
    ["<Response><Dial><Client><Parameter name='a'/></Client></Dial></Response>", /must hold <Identity>/],
    [
      "<Response><Dial><Sip username='a'>sip:a@b.example</Sip></Dial></Response>",
      /@username: is no attribute/,
    ],
    ["<Response><Redirect>/relative</Redirect></Response>", /is not a URL/],
    ["<Response><Redirect>http://flows.example.org/</Redirect></Response>", /is not a URL/],
    ["<Response><Redirect>https://flows.example.org@evil.example/</Redirect></Response>", /is not a URL/],
    ["<Response><Redirect>https://flows.example.org.evil.example/</Redirect></Response>", /not trusted/],
    [
      "<Response><Redirect>https://own.example.org/inbound-sip-router?a</Redirect></Response>",
      /round in circles/,
    ],
    [
      "<Response><Gather action='https://evil.example/'/></Response>",
      /@action: leads calls to evil\.example/,
    ],
    ["<Response><Play>https://10.0.0.1/a.mp3</Play></Response>", /public host/],
    ["<Response><Play>https://localhost/a.mp3</Play></Response>", /public host/],
    ["<Response><Enqueue>a<Task>{}</Task></Enqueue></Response>", /takes no text|workflowSid/],
    ["<Response><Enqueue><Task>{}</Task></Enqueue></Response>", /with workflowSid only/],
  ])("%s is refused", (source, why) => {
    expect(problems(source).join("; ").replace(/^: /, "")).toMatch(why);
  });

  it("names every problem at once", () => {
    expect(problems("<Response><Say/><Pause length='x'/><Hangup>now</Hangup></Response>")).toHaveLength(3);
  });

  it("may hand a call to a workflow of TaskRouter", () => {
    const task = '<Task priority="5">{"type": "help"}</Task>';
    expect(
      problems(`<Response><Enqueue workflowSid="WW${"0".repeat(32)}">${task}</Enqueue></Response>`),
    ).toEqual([]);
    expect(
      problems(`<Response><Enqueue workflowSid="WW${"0".repeat(32)}"><Task>[]</Task></Enqueue></Response>`),
    ).toHaveLength(1);
  });

  it("that is accepted Twilio runs without a warning, and it is what was written", () => {
    let accepted = 0;
    fc.assert(
      fc.property(element("Response"), (root) => {
        const source = written(root);
        if (problems(source).length > 0) return;
        accepted++;
        const answered = routeResponse(
          { type: "twiml", destination: source },
          { called: "1" },
          reach,
        ).toString();
        expect(oracle(answered)).toEqual(oracle(source));
        const { warnings } = readDocument(answered);
        expect(warnings).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe("a document", () => {
  it("is read as any other parser reads it, or refused", () => {
    const piece = fc.constantFrom(
      ...["<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "<!-- - -->", "<![CDATA[<x>&]]>", "text", " ", "\n"],
      ...["&lt;", "&#65;", "&#x1F600;", "&", "<", ">", "'", '"', "<a", "<d y=\"&quot;\" z=''/>", "]]"],
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const source = `<Response>${pieces.join("")}</Response>`;
        let ours: XmlElement;
        try {
          ours = parseXml(source);
        } catch {
          return;
        }
        accepted++;
        expect(plain(ours)).toEqual(plainOracle(oracle(source)));
      }),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it("that is long and open is refused in no time", () => {
    for (const source of [
      "<a ".repeat(5_000),
      "<!--".repeat(5_000),
      `<a ${'b="c" '.repeat(3_000)}`,
      "<a>".repeat(5_000),
    ])
      expect(() => parseXml(source)).toThrow();
  });
});

/** What attributes and texts may be: each rule takes some of it. */
const values = [
  ...[
    "true",
    "false",
    "1",
    "2",
    "250",
    "GET",
    "POST",
    "#",
    "1w",
    "auto",
    "rejected",
    "busy",
    "a text",
    "woman",
  ],
  ...["https://flows.example.org/a?b=1&c=2", "https://sounds.example.org/a.mp3", "sip:a@pbx.example.org"],
  ...[`AP${"0".repeat(32)}`, "initiated completed", "completed", "dtmf speech", "record-from-answer-dual"],
  ...["trim-silence", "onEnter", "start end", "record-from-start", "do-not-record", "<&\"'>"],
];

interface Written {
  name: string;
  attributes: Record<string, string | undefined>;
  text: string;
  children: Written[];
}

/** An element that holds what its rule may take. What the emulator does not know is left out. */
function element(name: string): fc.Arbitrary<Written> {
  const { attributes, text, children = [], count } = rules[name] ?? { attributes: {} };
  const known = Object.entries(attributes).filter(([key]) => key !== "workflowSid");
  const chosen = known.map(([key, check]) => {
    const taken = values.filter((value) => check(value, reach) === undefined);
    return [key, fc.constantFrom(...taken)] as const;
  });
  const texts = values.filter((value) => text && text(value, reach) === undefined);
  const inside = children.filter((child) => !["Task", "Enqueue"].includes(child));
  return fc.record({
    name: fc.constant(name),
    attributes: fc.record(Object.fromEntries(chosen), { requiredKeys: [] }),
    text: texts.length > 0 && !count ? fc.constantFrom(...texts) : fc.constant(""),
    children:
      inside.length > 0 && texts.length === 0
        ? fc.array(fc.oneof(...inside.map(element)), { minLength: 1, maxLength: count?.max === 1 ? 1 : 3 })
        : fc.constant([]),
  });
}

const escaped = (text: string) => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

function written({ name, attributes, text, children }: Written): string {
  const own = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value ?? "")}"`);
  return `<${name}${own.join("")}>${escaped(text)}${children.map(written).join("")}</${name}>`;
}

interface Plain {
  name: string;
  attributes: Record<string, string>;
  children: Plain[];
}
const plain = ({ name, attributes, children }: XmlElement): Plain => ({
  name,
  attributes,
  children: children.filter((child) => typeof child === "object").map(plain),
});
const plainOracle = ({ name, attributes, children }: Plain): Plain => ({
  name,
  attributes,
  children: children.map(plainOracle),
});
