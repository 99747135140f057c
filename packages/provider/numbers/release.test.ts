import { testStack } from "@dialer/engine";
import { expect, it, onTestFinished } from "vitest";
import { numbers } from "../index.ts";
import { Operations } from "../server/operations.ts";
import { providerService } from "../server/service.ts";
import { impatientClock, makeWorld } from "../testing/world.ts";

it("says in the plan that another number releases the one there is", async () => {
  const { emulator, twilio } = await makeWorld();
  const operations = new Operations({ environment: emulator.env, clock: impatientClock });
  onTestFinished(() => operations.close());
  const stack = testStack({ providers: { twilio: { service: providerService(operations) } } });
  const program = (phoneNumber: string) => () => {
    new numbers.IncomingPhoneNumber("main", { phoneNumber });
  };
  await stack.up({ program: program("+15035550100") });
  const { warnings } = await stack.preview({ program: program("+15035550199") });
  expect(warnings).toEqual([expect.stringMatching(/^\+15035550100 is RELEASED: /)]);
  expect(await twilio.incomingPhoneNumbers.list()).toHaveLength(1);
});
