import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../../index.ts";

test("a number is in one messaging service at most, and leaves it when it is given up", async () => {
  const emulator = await startEmulator();
  const client = twilioClient(emulator);
  const { services } = client.messaging.v1;
  const { sid: phoneNumberSid } = await client.incomingPhoneNumbers.create({ phoneNumber: "+15035550100" });
  const [one, two] = [
    await services.create({ friendlyName: "a" }),
    await services.create({ friendlyName: "a" }),
  ];
  expect(one).toMatchObject({ stickySender: true, validityPeriod: 36_000, usecase: "undeclared" });
  const sender = await services(one.sid).phoneNumbers.create({ phoneNumberSid });
  expect(sender).toMatchObject({ sid: phoneNumberSid, phoneNumber: "+15035550100", countryCode: "US" });
  const again = (sid: string) => services(sid).phoneNumbers.create({ phoneNumberSid });
  await expect(again(one.sid)).rejects.toMatchObject({ status: 409, code: 21710 });
  await expect(again(two.sid)).rejects.toMatchObject({ status: 409, code: 21712 });
  await client.incomingPhoneNumbers(phoneNumberSid).remove();
  expect(await services(one.sid).phoneNumbers.list()).toEqual([]);
  const stranger = services(one.sid).phoneNumbers.create({ phoneNumberSid });
  await expect(stranger).rejects.toMatchObject({ status: 404 });
  await emulator.close();
});

test("an alphanumeric sender has a letter, and is in a service once", async () => {
  const emulator = await startEmulator();
  const { services } = twilioClient(emulator).messaging.v1;
  const { sid } = await services.create({ friendlyName: "a" });
  const add = (alphaSender: string) => services(sid).alphaSenders.create({ alphaSender });
  expect(await add("Futel")).toMatchObject({ alphaSender: "Futel" });
  await expect(add("Futel")).rejects.toMatchObject({ code: 21710 });
  for (const wrong of ["12345", "far too long name", "Fütel"])
    await expect(add(wrong)).rejects.toMatchObject({ code: 21709 });
  await emulator.close();
});
