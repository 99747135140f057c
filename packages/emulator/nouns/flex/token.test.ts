import { expect, test } from "vitest";
import { ManualClock, startEmulator } from "../../index.ts";
import { send } from "../../testing/request.ts";

test("a Flex token tells whose it is, until it expires", async () => {
  const clock = new ManualClock();
  const emulator = await startEmulator({ clock });
  const target = `iam.twilio.com/v1/Accounts/${emulator.accountSid}/Tokens/validate`;
  const validate = async (token: string) => (await send(emulator, target, { json: { token } })).body;
  const worker = `WK${"0".repeat(32)}`;
  const token = emulator.flexToken({ roles: ["admin"], worker, identity: "ada" });
  expect(await validate(token)).toMatchObject({
    valid: true,
    roles: ["admin"],
    worker_sid: worker,
    identity: "ada",
  });
  expect(await validate("other")).toMatchObject({ valid: false, message: "Invalid token" });
  clock.advance(60 * 60 * 1000);
  expect(await validate(token)).toMatchObject({ valid: false, message: "Token expired" });
  await emulator.close();
});
