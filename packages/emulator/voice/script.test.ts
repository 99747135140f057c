import { describe, expect, it } from "vitest";
import { Parties } from "./parties/parties.ts";
import { parseScript } from "./parties/script.ts";

describe("a script", () => {
  it.each([
    ["busy", { outcome: "busy" }],
    ["no-answer", { outcome: "no-answer" }],
    ["fails", { outcome: "failed" }],
    ["answers after 3 rings", { outcome: "answers", rings: 3 }],
    [
      "presses 1 2#, says operator, hangs up after 20 s",
      { inputs: [{ press: "1" }, { press: "2#" }, { say: "operator" }], hangsUpAfter: 20 },
    ],
    [
      "leaves a message of 12 s, presses # after 2 s",
      { inputs: [{ message: 12 }, { press: "#", after: 2 }] },
    ],
    ["", { outcome: "answers", rings: 0, inputs: [] }],
  ])("%j is understood", (text, script) => {
    expect(parseScript(text)).toMatchObject(script);
  });

  it("that nobody understands is refused with what would be right", () => {
    expect(() => parseScript("sings")).toThrow(/"sings"; write busy/);
  });
});

describe("parties", () => {
  it("are known by their address however it is written", () => {
    const parties = new Parties();
    parties.script("(503) 555-0111", "busy");
    parties.script("sip:a@Trunk.example.com:5060;transport=tcp", "no-answer");
    expect(parties.find("+15035550111").outcome).toBe("busy");
    expect(parties.find("sip:a@trunk.example.com").outcome).toBe("no-answer");
    expect(parties.find("sip:b@trunk.example.com").outcome).toBe("answers");
  });

  it("need an address", () => {
    expect(() => new Parties().script("somebody", "busy")).toThrow(/no address/);
  });
});
