import { ManualClock } from "@dialer/emulator";
import { describe, expect, it } from "vitest";
import { makeWorld, type World } from "../testing/world.ts";

const numberToken = "twilio:numbers:IncomingPhoneNumber";
const registrationToken = "twilio:numbers:EmergencyRegistration";
const credentialToken = "twilio:sip:Credential";
const exclusiveToken = "twilio:sip:ExclusiveCredentials";

async function freeNumbers({ twilio }: World, limit: number): Promise<string[]> {
  return (await twilio.availablePhoneNumbers("US").local.list({ limit })).map(
    ({ phoneNumber }) => phoneNumber,
  );
}

async function address({ twilio }: World, street: string): Promise<string> {
  const place = { city: "Portland", region: "OR", postalCode: "97201", isoCountry: "US" };
  return (await twilio.addresses.create({ customerName: "Futel", street, ...place, emergencyEnabled: true }))
    .sid;
}

const credentialList = async ({ twilio }: World) =>
  (await twilio.sip.credentialLists.create({ friendlyName: "sip-direct" })).sid;

const usernamesIn = async ({ twilio }: World, list: string) =>
  (await twilio.sip.credentialLists(list).credentials.list()).map(({ username }) => username).sort();

describe("of several numbers", () => {
  it("each knows what it has bought itself", async () => {
    const world = await makeWorld();
    const [one, two] = await freeNumbers(world, 2);
    await world.engine.create(numberToken, { phoneNumber: one }, "one");
    await world.engine.create(numberToken, { phoneNumber: two }, "two");
    const later = await world.another();
    // Whoever looks first loads the list for both.
    const first = await later.create(numberToken, { phoneNumber: two, adopt: true }, "one");
    const second = await later.create(numberToken, { phoneNumber: two, adopt: true }, "two");
    expect(first.state.adopted).toBe(true);
    expect(second.state.adopted).toBe(false);
  });
});

describe("a number that another stack has adopted", () => {
  async function handedOver() {
    const world = await makeWorld();
    const [phoneNumber] = await freeNumbers(world, 1);
    const stage = await world.another();
    const bought = await stage.create(numberToken, { phoneNumber, friendlyName: "booth" }, "stage");
    const prod = await world.another();
    await prod.create(numberToken, { phoneNumber, friendlyName: "booth", adopt: true }, "prod");
    return { world, stage, bought };
  }

  it("loses the mark of the one that bought it", async () => {
    const { world } = await handedOver();
    const [number] = await world.twilio.incomingPhoneNumbers.list();
    expect(number?.friendlyName).toBe("booth");
  });

  it("is not released by it, not after a refresh either", async () => {
    const { world, stage, bought } = await handedOver();
    await stage.delete(bought);
    await stage.delete((await stage.read(bought)) ?? bought);
    expect(await world.twilio.incomingPhoneNumbers.list()).toHaveLength(1);
  });
});

describe("the registration of a number that is registered elsewhere", () => {
  it("moves it, and its former one takes nothing away any more", async () => {
    const world = await makeWorld();
    const [phoneNumber] = await freeNumbers(world, 1);
    const { id: phoneNumberSid } = await world.engine.create(numberToken, { phoneNumber });
    const old = { phoneNumberSid, addressSid: await address(world, "1 Old St") };
    const former = await world.engine.create(registrationToken, old, "former");

    const prod = await world.another();
    const next = { phoneNumberSid, addressSid: await address(world, "2 New St") };
    expect((await prod.create(registrationToken, next, "next")).state.status).toBe("registered");

    await world.engine.delete(former);
    const number = await world.twilio.incomingPhoneNumbers(phoneNumberSid).fetch();
    expect(number.emergencyAddressSid).toBe(next.addressSid);
    expect(number.emergencyAddressStatus).toBe("registered");
  });
});

describe("a credential", () => {
  it("whose password another stack has set since is kept by the one that made it", async () => {
    const clock = new ManualClock(new Date());
    const world = await makeWorld({ clock });
    const args = { credentialListSid: await credentialList(world), username: "booth" };
    const made = await world.engine.create(credentialToken, args, "stage");
    clock.advance(2000);
    await (await world.another()).create(credentialToken, { ...args, adopt: true }, "prod");
    const later = await world.another();
    await later.delete((await later.read(made)) ?? made);
    expect(await usernamesIn(world, args.credentialListSid)).toEqual(["booth"]);
  });
});

describe("keeping strangers out of a list", () => {
  it("leaves a credential that is no longer named to its own resource", async () => {
    const world = await makeWorld();
    const credentialListSid = await credentialList(world);
    const both = { credentialListSid, usernames: ["booth", "kiosk"] };
    for (const username of both.usernames) {
      await world.engine.create(credentialToken, { credentialListSid, username }, username);
    }
    const exclusive = await world.engine.create(exclusiveToken, both);
    await world.engine.update(exclusive, { credentialListSid, usernames: ["booth"] });
    expect(await usernamesIn(world, credentialListSid)).toEqual(["booth", "kiosk"]);
  });

  it("deletes a stranger, however often it was seen before", async () => {
    const world = await makeWorld();
    const credentialListSid = await credentialList(world);
    const args = { credentialListSid, usernames: ["booth"] };
    let exclusive = await world.engine.create(exclusiveToken, args);
    for (const username of ["booth", "mallory"]) {
      await world.twilio.sip
        .credentialLists(credentialListSid)
        .credentials.create({ username, password: "Correct-horse-9" });
    }
    for (let look = 1; look <= 2; look++) {
      exclusive = (await (await world.another()).read(exclusive)) ?? exclusive;
      expect(exclusive.inputs.usernames).toEqual(["booth", "mallory"]);
    }
    const updated = await world.engine.update(exclusive, args);
    expect(await usernamesIn(world, credentialListSid)).toEqual(["booth"]);
    expect(updated.state.strangers).toEqual([]);
  });
});
