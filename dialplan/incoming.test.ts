import { expect, it } from "vitest";
import type { NetworkView } from "./decision.ts";
import { decideIncoming } from "./incoming.ts";

const phone = { context: "street", environment: "prod", emergency: true };
const view: NetworkView = {
  environment: "prod",
  directory: {
    main: "+15035550100",
    contexts: [],
    phones: {
      attic: { ...phone, callerId: "+15035550102" },
      workshop: { ...phone, callerId: "+15035550102", emergency: false },
      roamer: { ...phone, callerId: "+15035550100" },
      demo: { ...phone, callerId: "+15035550110", environment: "stage" },
    },
  },
};
const From = "+12065550123";

it("a number rings all phones that show it, each on the domain where it registers", () => {
  const phones = [
    { extension: "attic", emergency: true },
    { extension: "workshop", emergency: false },
  ];
  expect(decideIncoming({ To: "+15035550102", From }, view)).toEqual({
    rule: "phones-of-number",
    action: "dial-phones",
    phones,
  });
});

it("the main number rings no phone: its menu answers, and is told who calls", () => {
  const menu = { rule: "main-number", action: "dial-context", context: "incoming", emergency: false };
  expect(decideIncoming({ To: "+15035550100", From }, view)).toEqual({ ...menu, callerId: From });
});

it("a caller who withholds the number is shown as the main number", () => {
  for (const hidden of ["anonymous", "", undefined, "sip:<x>&y"]) {
    expect(decideIncoming({ To: "+15035550100", From: hidden }, view)).toMatchObject({
      callerId: "+15035550100",
    });
  }
});

it.each(["+15035550110", "+15035559999", "", "nonsense", undefined])("%j is not in service here", (To) => {
  expect(decideIncoming({ To, From }, view)).toEqual({
    rule: "number-not-in-service",
    action: "refuse",
    reason: "number-not-in-service",
  });
});
