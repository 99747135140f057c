import { describe, expect, it } from "vitest";
import { problemsOf } from "./testing.ts";

describe("the pager's file", () => {
  const pagerFile = "assets/pager/pager.json";
  const user = (id: string, phone: string) => ({ id, name: id, phone });
  const ada = { ada: user("ada", "+15035550181") };
  const numbers = { prod: { pager_phone: "+15035550131", from_phone: "+15035550132" } };
  const config = { oncall_user: "ada", session_lifetime: 300, numbers };
  const problems = (users: object, current_config: object = config) =>
    problemsOf({ more: { [pagerFile]: { available_users: { users }, current_config } } }, ["pager"]);

  it("is read if the network has a pager, and may be missing if it has none", () => {
    expect(problems(ada)).toEqual([]);
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({}, ["pager"])).toEqual([": is missing; restore it from git"]);
  });

  it("may not name somebody on call who is no member", () => {
    expect(problems({ bob: user("bob", "+15035550181") })).toEqual([
      "current_config.oncall_user: is no member; name one of bob",
    ]);
    expect(problems({})).toEqual(["available_users.users: must name a member at least"]);
  });

  it("may not give two members one phone, or the pager's own number, or a key that is not the ID", () => {
    expect(
      problems({
        ada: user("eda", "+15035550181"),
        bob: user("bob", "+15035550181"),
        eve: user("eve", "+15035550132"),
      }),
    ).toEqual([
      'available_users.users.ada.id: must be "ada", as its key',
      "available_users.users.bob.phone: is another member's phone as well; commands could be either's",
      "available_users.users.eve.phone: is a number of the pager itself; name the member's own",
    ]);
  });

  it("may not name a number that something else answers: a phone, the main number, another environment's pager", () => {
    const both = (number: string) => ({ pager_phone: number, from_phone: number });
    const stage = { pager_phone: "+15035550101", from_phone: "+15035550131" };
    expect(problems(ada, { ...config, numbers: { stage, prod: both("+15035550131") } })).toEqual([
      "current_config.numbers.stage.pager_phone: is the number of the phone corner; the pager needs one of its own",
      "current_config.numbers.prod.pager_phone: is a number of the pager of stage; each environment needs its own",
      "current_config.numbers.prod.from_phone: is a number of the pager of stage; each environment needs its own",
    ]);
    expect(problems(ada, { ...config, numbers: { prod: both("+15035550100") } })).toEqual([
      "current_config.numbers.prod.pager_phone: is the main number; the pager needs one of its own",
      "current_config.numbers.prod.from_phone: is the main number; the pager needs one of its own",
    ]);
  });
});

describe("a router's settings and routes", () => {
  const problems = (settings: object, routes?: object, systems: readonly "router"[] = ["router"]) =>
    problemsOf(
      {
        more: {
          "assets/router/router.json": settings,
          ...(routes && { "assets/router/routes.json": routes }),
        },
      },
      systems,
    );

  it("are read if the network has a router, and what is wrong with them is named", () => {
    const settings = { trunks: { prod: ["203.0.113.0/33", "pbx"] }, webhookHosts: ["https://x"] };
    expect(problems(settings, undefined, [])).toEqual([]);
    expect(problems(settings)).toEqual([
      expect.stringMatching(/^trunks\.prod\.0: is not an IPv4 address/),
      expect.stringMatching(/^trunks\.prod\.1: is not an IPv4 address/),
      expect.stringMatching(/^webhookHosts\.0: is not the name of a host/),
    ]);
    const to = (destination: string) => ({ address: destination.slice(8, 10), type: "webhook", destination });
    const routes = [
      to("https://flows.example.org/a"),
      to("https://router-stage-1-stage.twil.io/b"),
      to("https://evil.example.com/"),
    ];
    expect(problems({ trunks: {}, webhookHosts: ["flows.example.org"] }, { routes })).toEqual([
      expect.stringMatching(/^routes\.2\.destination: leads calls to evil/),
      expect.stringMatching(/^default: is missing; it must be an object/),
    ]);
  });
});
