import { type CallTrace, heard, type MessageTrace } from "@dialer/emulator";
import { beforeAll, describe, expect, it } from "vitest";
import type { TestNetwork } from "./network.ts";

export interface PagerUnderTest {
  network: TestNetwork;
  /** Texts the pager. */
  text(from: string, body: string): Promise<MessageTrace>;
  /** Leaves a page. */
  page(): Promise<CallTrace>;
  /** Does something, and gives what the pager has sent meanwhile. */
  during(work: () => Promise<unknown>): Promise<{ messages: Sent[] }>;
}

interface Sent {
  to: string;
  body: string;
  numMedia: string;
  status: string;
}

const [ada, grace, linus] = ["+15035550181", "+15035550182", "+15035550183"] as const;

/** Pages on a stack that is up, whose pager does not say otherwise than that they must be acknowledged. */
export function describePages(pager: () => PagerUnderTest): void {
  describe("a page that must be acknowledged", () => {
    beforeAll(async () => {
      for (const body of ["TAKE", "C"]) await pager().text(ada, body);
    });
    const pressesOne = "presses 1";
    /** The calls that a page has placed, first to last: whom, and what they heard last. */
    async function paging() {
      const before = new Set((await pager().network.client.calls.list()).map(({ sid }) => sid));
      const { messages } = await pager().during(() => pager().page());
      const placed = (await pager().network.client.calls.list())
        .filter(({ sid, direction }) => direction === "outbound-api" && !before.has(sid))
        .reverse();
      const traces = await Promise.all(placed.map(({ sid }) => pager().network.emulator.trace(sid)));
      return { messages, calls: traces.map((trace) => [trace.to, heard(trace).at(-1)]) };
    }
    const asked = expect.stringMatching(/^This is the pager, .* To take it, press one\.$/);

    it("is sent and rings at once; a key ends it, delivery does not", async () => {
      pager().network.emulator.parties.script(ada, pressesOne);
      const { messages, calls } = await paging();
      expect(messages).toMatchObject([{ to: ada, numMedia: "1", status: "delivered" }]);
      expect(calls).toEqual([[ada, "Goodbye."]]);
    });

    it("goes to the next member when the call ends without a key; who was told before hears who has it", async () => {
      pager().network.emulator.parties.script(grace, pressesOne);
      const { messages, calls } = await paging();
      expect(calls).toEqual([
        [ada, asked],
        [grace, "Goodbye."],
      ]);
      expect(messages.map(({ to, numMedia }) => [to, numMedia])).toEqual([
        [ada, "1"],
        [grace, "1"],
        [ada, "0"],
      ]);
      expect(messages[2]?.body).toMatch(/^Grace has taken this: Page from \+12065550144 at /);
    });

    it("whose message does not arrive is made up for by a link, beside the call", async () => {
      pager().network.emulator.parties.script(ada, "failed");
      pager().network.emulator.parties.script(grace, pressesOne);
      const { messages, calls } = await paging();
      expect(calls.map(([to]) => to)).toEqual([ada, grace]);
      const link = messages.filter(({ to, body }) => to === ada && body.includes("/sound?"));
      expect(link.map(({ numMedia }) => numMedia).sort()).toEqual(["0", "1"]);
    });

    it("rings even if no message can be sent, and a message that goes alone is not enough", async () => {
      pager().network.emulator.parties.script(grace, pressesOne);
      pager().network.emulator.faults.add({ method: "POST", route: "/Messages.json", status: 400 });
      expect((await paging()).calls.map(([to]) => to)).toEqual([ada, grace]);
      pager().network.emulator.faults.clear();
      pager().network.emulator.faults.add({ method: "POST", route: "/Calls.json", status: 400, count: 1 });
      const { messages, calls } = await paging();
      expect(calls.map(([to]) => to)).toEqual([grace]);
      expect(messages.map(({ to }) => to)).toEqual(expect.arrayContaining([ada, grace]));
    });

    it("goes on wherever a function dies on the way", async () => {
      pager().network.emulator.parties.script(grace, pressesOne);
      for (const fault of [
        ...[0, 1].map((skip) => ({ method: "POST", route: "/pages/Items/RE", effect: true, skip })),
        { route: "/call-ended$" },
        { route: "/call-ended$", effect: true },
      ]) {
        pager().network.emulator.faults.add({ ...fault, status: 500, count: 1 });
        const { calls } = await paging();
        expect(calls.at(-1)).toEqual([grace, "Goodbye."]);
        pager().network.emulator.faults.clear();
      }
    });

    it("has its recording deleted at Twilio by the first page after its retention, and not before", async () => {
      const { network, page, during } = pager();
      network.emulator.parties.script(ada, pressesOne);
      const recordings = async () => (await network.client.recordings.list()).map(({ sid }) => sid);
      const day = 24 * 3_600_000;
      await during(page);
      const [old] = await recordings();
      network.emulator.clock.advance(89 * day);
      await during(page);
      const [young, ...others] = await recordings();
      expect(others).toContain(old);
      network.emulator.clock.advance(2 * day);
      await during(page);
      expect(await recordings()).not.toContain(old);
      expect(await recordings()).toContain(young);
    });

    it("is tried with everybody three times, and then given up", async () => {
      const team = [ada, grace, linus];
      const { calls } = await paging();
      expect(calls.map(([to]) => to)).toEqual([...team, ...team, ...team]);
    });
  });
}
