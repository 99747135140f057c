import { beforeEach, describe, expect, it } from "vitest";
import { menusOf } from "../dialplan/derive.ts";
import { settingsOfProject } from "../functions/test/deployed.ts";
import type { LiveService } from "./live-service.ts";
import type { TestNetwork } from "./network.ts";

export interface MailboxUnderTest {
  network: TestNetwork;
  dialer: LiveService;
  /** Leaves a message in the mailbox, which keeps messages for 90 days. */
  leave(): Promise<unknown>;
}

const day = 24 * 3_600_000;

/** How long messages are kept, on a stack that is up. Its clock goes years ahead. */
export function describeKeeping(mailbox: () => MailboxUnderTest): void {
  describe("a message in a mailbox", () => {
    // What a story has left is not in the way of the next one.
    beforeEach(async () => {
      const { client } = mailbox().network;
      const services = await client.sync.v1.services.list();
      const prod = services.find(({ friendlyName }) => friendlyName.startsWith("minutes (prod)"));
      const { syncMapItems } = client.sync.v1.services(prod?.sid ?? "").syncMaps("recordings");
      await Promise.all([
        ...(await syncMapItems.list()).map(({ key }) => syncMapItems(key).remove()),
        ...(await client.recordings.list()).map(({ sid }) => client.recordings(sid).remove()),
      ]);
    });

    const pass = (days: number) => mailbox().network.emulator.clock.advance(days * day);
    const faults = () => mailbox().network.emulator.faults;
    const recordings = async () =>
      (await mailbox().network.client.recordings.list()).map(({ sid }) => sid).sort();

    /** The SID of a message that is left now, when all that follows is done. */
    async function message(): Promise<string> {
      const { network, leave } = mailbox();
      await leave();
      await network.emulator.settled();
      const [newest] = await network.client.recordings.list({ limit: 1 });
      return newest?.sid ?? "";
    }
    const texts = async () => (await mailbox().network.client.messages.list({ to: "+15035550190" })).length;
    /** What Twilio was asked to delete meanwhile. */
    async function deletedBy(work: () => Promise<unknown>): Promise<string[]> {
      const { requests } = mailbox().network.emulator;
      const before = requests.length;
      await work();
      return requests
        .slice(before)
        .filter(({ method, path }) => method === "DELETE" && path.includes("/Recordings/"))
        .map(({ path }) => /RE[0-9a-f]{32}/.exec(path)?.[0] ?? path);
    }

    it("is deleted at Twilio when a later one comes, 90 days after it was left and not before", async () => {
      const old = await message();
      pass(60);
      const young = await message();
      pass(29);
      const third = await message();
      expect(await recordings()).toEqual([old, young, third].sort());
      pass(2);
      let fourth = "";
      expect(await deletedBy(async () => (fourth = await message()))).toEqual([old]);
      expect(await recordings()).toEqual([young, third, fourth].sort());
      expect(await deletedBy(message)).toEqual([]);
    });

    it.each([
      ["fails", 500],
      ["refuses", 400],
    ])("that Twilio %s to delete is deleted later, and keeps no other from it", async (_, status) => {
      const stuck = await message();
      await message();
      pass(91);
      faults().add({ method: "DELETE", route: `/Recordings/${stuck}`, status });
      const told = await texts();
      const young = await message();
      expect(await texts()).toBe(told + 1);
      expect(await recordings()).toEqual([stuck, young].sort());
      faults().clear();
      const last = await message();
      expect(await recordings()).toEqual([young, last].sort());
    });

    it("that somebody has deleted already is no failure, and is not asked for again", async () => {
      const old = await message();
      await mailbox().network.client.recordings(old).remove();
      pass(91);
      expect(await deletedBy(message)).toEqual([old]);
      expect(await deletedBy(message)).toEqual([]);
    });

    it("is told of when the list is out of reach; what is not in the list is never deleted", async () => {
      faults().add({ route: "/recordings/Items", status: 400 });
      const told = await texts();
      const unlisted = await message();
      expect(await texts()).toBe(told + 1);
      faults().clear();
      pass(91);
      const young = await message();
      expect(await recordings()).toEqual([unlisted, young].sort());
    });

    it("is in the list although Sync fails for a moment", async () => {
      faults().add({ method: "POST", route: "/recordings/Items", status: 503, count: 2 });
      await message();
      pass(91);
      const young = await message();
      expect(await recordings()).toEqual([young]);
    });

    it('is kept as long as nobody says otherwise where the menus say "forever", and is in the list all the same', async () => {
      const { dialer } = mailbox();
      const { menus, dialPlan } = settingsOfProject();
      const forever = menusOf({ ...menus, messageRetentionDays: "forever" }, dialPlan);
      await dialer.replace("asset", "/menus.json", JSON.stringify(forever));
      const old = await message();
      pass(4_000);
      const young = await message();
      expect(await recordings()).toEqual([old, young].sort());
      await dialer.restore();
      const third = await message();
      expect(await recordings()).toEqual([young, third].sort());
    });
  });
}
