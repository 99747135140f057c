import { describe, expect, it } from "vitest";
import { checkClients } from "./check-clients.ts";
import { clientsOf, clientsSchema } from "./clients.ts";
import { directoryOf } from "./derive.ts";

const entry = { callerId: "main", context: "street", emergency: "relay" };
const fileWith = (lobby: object, extension = "lobby", more: object = {}) =>
  clientsSchema.parse({
    main: { number: "+15035550100" },
    clients: { [extension]: { ...entry, ...lobby } },
    ...more,
  });
const uriOf = (lobby: object, extension = "lobby") => clientsOf(fileWith(lobby, extension))[0]?.uri;
const wrong = (lobby: object, extension = "lobby") =>
  checkClients(fileWith(lobby, extension)).map(({ path, message }) => `${path}: ${message}`);

describe("where a phone is called", () => {
  it("that registers: at the network's domain", () => {
    expect(uriOf({})).toBeUndefined();
    expect(uriOf({ sipParameters: { transport: "tls" } })).toBeUndefined();
  });

  it("that does not: at its own host, with port, transport and headers", () => {
    expect(uriOf({ register: false, sipHost: "pbx.example.org" })).toBe("sip:lobby@pbx.example.org");
    expect(
      uriOf({
        register: false,
        sipHost: "192.0.2.7",
        sipPort: 5061,
        sipParameters: { transport: "tls" },
        sipHeaders: { "X-Location": "2nd floor & stairs", "X-Tag": "+1" },
      }),
    ).toBe("sip:lobby@192.0.2.7:5061;transport=tls?X-Location=2nd%20floor%20%26%20stairs&X-Tag=%2B1");
  });

  it.each(["ws", "wss"])("that is a browser (%s): by its name", (transport) => {
    expect(uriOf({ sipParameters: { transport } }, "web")).toBe("client:web");
  });
});

describe("an entry is refused", () => {
  it.each<[string, object, string]>([
    ["without the host of a phone that does not register", { register: false }, "sipHost: is missing"],
    ["with a host for one that registers", { sipHost: "pbx.example.org" }, "sipHost: is of no use"],
    ["with a port for one that registers", { sipPort: 5061 }, "sipPort: is of no use"],
    [
      "with headers for a browser",
      { sipParameters: { transport: "wss" }, sipHeaders: { "X-A": "1" } },
      "sipHeaders: is of no use",
    ],
    [
      "with a browser that registers nowhere",
      { sipParameters: { transport: "ws" }, register: false },
      "register: must be",
    ],
    [
      "with settings for a browser's device",
      { sipParameters: { transport: "ws" }, device: {} },
      "device: is of no use",
    ],
  ])("%s", (_, lobby, problem) => {
    expect(wrong(lobby)).toEqual([expect.stringContaining(`clients.lobby.${problem}`)]);
  });

  it("with a browser whose name Twilio does not take", () => {
    expect(wrong({ sipParameters: { transport: "wss" } }, "front-desk")).toEqual([
      expect.stringContaining("clients.front-desk: cannot be a browser's name"),
    ]);
  });

  it.each([
    { sipHost: "pbx example" },
    { sipHost: "pbx.example.org?X-Evil=1" },
    { sipHost: "pbx.example.org;transport=tcp" },
    { sipPort: 70_000 },
    { sipHeaders: { Location: "x" } },
    { sipHeaders: { "X-A": "line\r\nFrom: x" } },
    { sipHeaders: { "X-Long": "+".repeat(400) } },
    { sipParameters: { transport: "sctp" } },
    { device: { registerExpiry: 60 } },
  ])("as %j", (lobby) => {
    expect(() => fileWith({ register: false, sipHost: "pbx.example.org", ...lobby })).toThrow();
  });
});

it("settings of a phone are its own, then the network's, then the usual ones", () => {
  const file = fileWith({ device: { traceLevel: "debug" } }, "lobby", {
    device: { registerExpiry: 900, traceLevel: "none" },
  });
  expect(clientsOf(file)[0]?.device).toEqual({
    registerExpiry: 900,
    registerInterval: 30,
    traceLevel: "debug",
  });
});

it("functions are told only what is out of the ordinary", () => {
  const menus = { sounds: {}, contexts: {}, mailboxes: {}, messageRetentionDays: 90 };
  const phone = { environment: "prod", callerId: "+15035550100", context: "street", emergency: true };
  expect(directoryOf(fileWith({ person: "ada" }), menus).phones).toEqual({ lobby: phone });
  const unusual = { canCall: false, canBeCalled: false, language: "es" } as const;
  expect(directoryOf(fileWith(unusual), menus).phones).toEqual({
    lobby: { ...phone, ...unusual },
  });
});
