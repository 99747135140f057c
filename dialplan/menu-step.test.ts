import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginning, languages, type MenuState, menuPlaces } from "./menu-state.ts";
import { type MenuStep, pressKeys } from "./menu-step.ts";
import type { Menus } from "./menu-tree.ts";

const say = "a-sound";
const menus: Menus = {
  sounds: { [say]: { en: "hello", es: "hola" } },
  contexts: {
    welcome: { intro: [say, { random: [say, say] }], nextContext: "top" },
    top: {
      entries: [
        { say, to: { context: "shop" } },
        { say, to: "dial-tone" },
        { say, to: { number: "+18666986155" } },
        { say, to: { random: [{ extension: "corner" }, { message: "office" }] } },
      ],
      keys: { "0": { to: "operator" }, "9": { say, to: { context: "shut" } } },
    },
    shop: { parent: "top", before: { friction: say }, entries: [{ say, to: { extension: "corner" } }] },
    shut: { parent: "top", before: { maintenance: say } },
  },
  operator: { operators: ["corner"], hold: [say], timeout: 60, message: "office" },
  mailboxes: { office: { say, notify: [] } },
  messageRetentionDays: 90,
  timeLimit: 3600,
  services: ["211", "988"],
};

/** Presses keys one after the other, `.` for a pause; gives the last step. */
function walk(keys: string, { from = {}, chance = 0 }: { from?: Partial<MenuState>; chance?: number } = {}) {
  const view = { menus, chance: () => chance };
  const first: MenuState = { ...beginning, context: "welcome", extension: "corner", ...from };
  let step: MenuStep = pressKeys(first, "", view);
  for (const key of keys) {
    if (step.action !== "listen") return step;
    step = pressKeys(step.state, key === "." ? "" : key, view);
  }
  return step;
}
const place = (step: MenuStep) => `${step.action} ${step.state.at} ${step.state.context}`;

describe("keys", () => {
  it.each([
    ["", "listen intro welcome"],
    [".", "listen menu top"],
    ["1", "listen friction shop"],
    [".1", "listen friction shop"],
    [".11", "listen menu shop"],
    [".111", "dial-extension menu shop"],
    [".11#", "listen menu top"],
    [".#", "listen menu top"],
    [".2", "listen dial-tone top"],
    [".3", "dial menu top"],
    [".4", "dial-extension menu top"],
    [".0", "queue operator top"],
    [".9", "listen menu top"],
    [".9.", "listen maintenance shut"],
    [".95", "hang-up maintenance shut"],
    [".9.5", "hang-up maintenance shut"],
    ["..........", "listen menu top"],
    ["...........", "hang-up menu top"],
    [".1222", "hang-up friction shop"],
    [".1...", "hang-up friction shop"],
  ])("%j lead to: %s", (keys, expected) => {
    expect(place(walk(keys))).toBe(expected);
  });

  it("by chance another destination, and from outside another way to a number, and no dial tone", () => {
    expect(place(walk(".4", { chance: 0.9 }))).toBe("listen message top");
    const from = { extension: "" };
    expect(walk(".3", { from })).toMatchObject({ action: "forward", number: "+18666986155" });
    expect(walk(".2", { from })).toMatchObject({ action: "hang-up", prompts: [{ word: "unavailable" }] });
  });

  it("* changes the language wherever the caller is, and nothing else", () => {
    for (const keys of ["", ".", ".1", ".9."]) {
      const before = walk(keys);
      const after = walk(`${keys}*`);
      expect(place(after)).toBe(place(before));
      expect([before.state.language, after.state.language]).toEqual(["en", "es"]);
      expect(walk(`${keys}**`).state).toEqual({ ...before.state, typed: "" });
    }
  });

  it("are told each with a pause before the next", () => {
    const step = walk(".");
    const told = [{ sound: say }, { word: "press", key: "1" }, { pause: 2 }, { sound: say }];
    expect(step).toMatchObject({ action: "listen", seconds: 2, keys: 1 });
    expect(step.action === "listen" && step.prompts.slice(0, 4)).toEqual(told);
  });
});

describe("a dial tone", () => {
  const tone = (...groups: string[]) =>
    groups.reduce<MenuStep>(
      (step, keys) =>
        step.action === "listen" ? pressKeys(step.state, keys, { menus, chance: () => 0 }) : step,
      walk(".2"),
    );
  it.each([
    [["503", "5551212"], "dial 5035551212"],
    [["150", "35551212"], "dial 15035551212"],
    [["011", "525512345678"], "dial 011525512345678"],
    [["211"], "dial 211"],
    [["0"], "dial 0"],
    [["503", "555"], "listen "],
    [["411"], "listen 411"],
    [["911"], "emergency 911"],
    [["933"], "emergency 933"],
    [["991", "1"], "emergency 911"],
    [["191", "1"], "emergency 911"],
    [["919", "11"], "emergency 911"],
    [["9", "1", "1"], "emergency 911"],
    [["91", "", "911"], "emergency 911"],
    [["503", "9115555"], "dial 5039115555"],
    [["50", "9", "1"], "listen "],
    [["#"], "listen "],
  ])("with %j: %s", (groups, expected) => {
    const step = tone(...groups);
    const said =
      step.action === "emergency" ? step.number : step.action === "dial" ? step.digits : step.state.digits;
    expect(`${step.action} ${said}`).toBe(expected);
  });

  it("ends after three tries, in the menu", () => {
    expect(place(tone("", "", ""))).toBe("listen menu top");
    expect(place(tone("50", "51", "52"))).toBe("listen menu top");
  });
});

describe("9-1-1", () => {
  const states = fc.record({
    at: fc.constantFrom(...menuPlaces.filter((at) => at !== "dial-tone")),
    context: fc.constantFrom(...Object.keys(menus.contexts), "operator", "nowhere"),
    language: fc.constantFrom(...languages),
    extension: fc.constantFrom("", "corner"),
    round: fc.nat(12),
    typed: fc.constantFrom("", "9", "91", "99", "919"),
    name: fc.constantFrom("1", "office"),
  });

  it("is an emergency call from everywhere, in every form, with and without pauses", () => {
    fc.assert(
      fc.property(
        states,
        fc.constantFrom("911", "9.11", "9911", "9.911", "91911", "933", "9.33"),
        (state, keys) => {
          let step = {
            action: "listen",
            prompts: [],
            keys: 1,
            seconds: 1,
            state: { ...beginning, ...state },
          } as MenuStep;
          for (const key of keys) {
            if (
              step.action !== "listen" &&
              step.action !== "hang-up" &&
              step.action !== "record" &&
              step.action !== "queue"
            )
              break;
            step = pressKeys(step.state, key === "." ? "" : key, { menus, chance: () => 0.99 });
          }
          expect(step).toMatchObject({ action: "emergency", number: keys.includes("3") ? "933" : "911" });
        },
      ),
    );
  });

  it("is nothing else", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9*#.]{0,12}$/), (keys) => {
        const typed = keys.replaceAll(".", "");
        fc.pre(!/911|933/.test(typed));
        expect(walk(keys).action).not.toBe("emergency");
      }),
    );
  });
});
