import { describe, expect, it } from "vitest";
import { Secret, unknown } from "../property/value.ts";
import { golden, plain } from "../testing/display.ts";
import { formatOutputChanges, formatOutputs } from "./outputs.ts";

const options = { paint: plain, showSecrets: false };
const phone = (name: string) => ({
  callerId: "+15035550100",
  domain: "example.sip.twilio.com",
  password: new Secret("canary-secret"),
  username: name,
});

describe("outputs", () => {
  it("stand on one line each where they fit, else on several, secrets hidden", () => {
    const outputs = { build: "ZB1", phones: { attic: phone("attic"), corner: phone("corner") }, some: [1] };
    expect(formatOutputs(outputs, options).join("\n")).toBe(
      golden(`
Outputs:
  build   "ZB1"
  phones  {
    attic: {
      callerId: "+15035550100"
      domain: "example.sip.twilio.com"
      password: [secret]
      username: "attic"
    }
    corner: {
      callerId: "+15035550100"
      domain: "example.sip.twilio.com"
      password: [secret]
      username: "corner"
    }
  }
  some    [1]
`),
    );
  });

  it("open their secrets only when asked to, also those on several lines", () => {
    const outputs = { phones: new Secret([phone("attic"), phone("corner")]) };
    expect(formatOutputs(outputs, options)).toEqual(["Outputs:", "  phones  [secret]"]);
    const open = formatOutputs(outputs, { ...options, showSecrets: true });
    expect(open.filter((line) => line === '      password: "canary-secret"')).toHaveLength(2);
  });
});

describe("output changes", () => {
  it("show what changes from and to, nested by its path, and nothing else", () => {
    const from = { build: "ZB1", gone: true, phones: { attic: phone("attic") }, token: new Secret("one") };
    const to = {
      build: unknown,
      phones: { attic: { ...phone("attic"), callerId: "+15035550101" }, corner: phone("corner") },
      token: new Secret("two"),
    };
    expect(formatOutputChanges(from, to, options).join("\n")).toBe(
      golden(`
Outputs:
  ~ build: "ZB1" => [unknown]
  - gone: true
  ~ phones.attic.callerId: "+15035550100" => "+15035550101"
  + phones.corner: {
      callerId: "+15035550100"
      domain: "example.sip.twilio.com"
      password: [secret]
      username: "corner"
    }
  ~ token: [secret] => [secret]
`),
    );
  });

  it("are nothing when nothing changes", () => {
    expect(formatOutputChanges({ phone: phone("attic") }, { phone: phone("attic") }, options)).toEqual([]);
  });
});
