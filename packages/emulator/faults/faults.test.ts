import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Emulator, ManualClock, startEmulator } from "../index.ts";
import { send } from "../testing/request.ts";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const services = "serverless.twilio.com/v1/Services";
const create = (name = "x") => send(emulator, services, { form: { UniqueName: name, FriendlyName: name } });
const count = async () => ((await send(emulator, services)).body.services as unknown[]).length;

describe("a fault", () => {
  test("answers a status with headers, as often as it says, to the requests it names", async () => {
    emulator.faults.add({
      method: "post",
      route: "/v1/Services$",
      status: 429,
      headers: { "Retry-After": "1" },
      count: 2,
    });
    expect(await count()).toBe(0);
    const first = await create();
    expect([first.status, first.body.code, first.headers.get("retry-after")]).toEqual([429, 20429, "1"]);
    expect([(await create()).status, (await create()).status]).toEqual([429, 201]);
    expect(await count()).toBe(1);
  });

  test("refuses with a code of Twilio's, and with its status", async () => {
    emulator.faults.add({ code: 54301, count: 1 });
    const { status, body } = await create();
    expect([status, body.code, body.message]).toEqual([409, 54301, "Unique name already exists"]);
    expect(() => emulator.faults.add({ code: 12 as 54301 })).toThrow("code");
  });

  test("can let the first requests through", async () => {
    emulator.faults.add({ method: "POST", status: 503, skip: 1, count: 1 });
    expect([(await create("a")).status, (await create("b")).status, (await create("c")).status]).toEqual([
      201, 503, 201,
    ]);
  });

  test("can fail after the effect", async () => {
    emulator.faults.add({ method: "POST", status: 502, effect: true, count: 1 });
    expect((await create()).status).toBe(502);
    expect(await count()).toBe(1);
  });

  test.each([
    ["before", 0],
    ["after", 1],
  ] as const)("can drop the connection %s the effect", async (drop, left) => {
    emulator.faults.add({ method: "POST", drop, count: 1 });
    await expect(create()).rejects.toThrow();
    expect(await count()).toBe(left);
    expect(emulator.requests[0]).toMatchObject({ method: "POST", status: 0 });
  });

  test("can delay", async () => {
    emulator.faults.add({ delayMs: 80, count: 1 });
    const begin = performance.now();
    await count();
    expect(performance.now() - begin).toBeGreaterThanOrEqual(79);
  });

  test("strikes by chance, the same way for the same seed", async () => {
    const run = async () => {
      const one = await startEmulator({ seed: "chance" });
      one.faults.add({ status: 500, probability: 0.5 });
      const statuses: number[] = [];
      for (let index = 0; index < 20; index++) statuses.push((await send(one, services)).status);
      await one.close();
      return statuses;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });
});

describe("a lag", () => {
  const names = async () => {
    const { body } = await send(emulator, services);
    return (body.services as { friendly_name: string }[]).map((service) => service.friendly_name);
  };
  const address = (made: { body: Record<string, unknown> }) => `${services}/${String(made.body.sid)}`;

  test("keeps what is new out of so many lists, but not out of reads", async () => {
    emulator.faults.add({ method: "POST", lag: { looks: 2 }, count: 1 });
    const made = await create("late");
    expect(made.status).toBe(201);
    expect((await send(emulator, address(made))).status).toBe(200);
    expect([await names(), await names(), await names()]).toEqual([[], [], ["late"]]);
    await create("prompt");
    expect(await names()).toEqual(["prompt", "late"]);
  });

  test("keeps what is new out of reads too where it says so", async () => {
    emulator.faults.add({ method: "POST", lag: { looks: 2, alone: true }, count: 1 });
    const made = await create();
    const looks = [await send(emulator, address(made)), await send(emulator, address(made))];
    expect(looks.map(({ status }) => status)).toEqual([404, 404]);
    expect((await send(emulator, address(made))).status).toBe(200);
  });

  test("shows what is changed as it was before", async () => {
    const made = await create("before");
    emulator.faults.add({ method: "POST", lag: { looks: 1 }, count: 1 });
    await send(emulator, address(made), { form: { FriendlyName: "after" } });
    expect([await names(), await names()]).toEqual([["before"], ["after"]]);
  });

  test("lasts so long by the emulator's clock", async () => {
    const clock = new ManualClock();
    const one = await startEmulator({ clock });
    onTestFinished(() => one.close());
    one.faults.add({ method: "POST", lag: { ms: 1_000 }, count: 1 });
    const list = async () => ((await send(one, services)).body.services as unknown[]).length;
    await send(one, services, { form: { UniqueName: "x", FriendlyName: "x" } });
    clock.advance(999);
    expect(await list()).toBe(0);
    clock.advance(1);
    expect(await list()).toBe(1);
  });

  test("ends with the weather", async () => {
    emulator.faults.add({ method: "POST", lag: { looks: 9 } });
    await create();
    emulator.faults.clear();
    expect(await names()).toEqual(["x"]);
  });
});

test("faults, the journal and a reset can be had over private paths", async () => {
  const own = (path: string, method = "GET", json?: unknown) =>
    send(emulator, `emulator/${path}`, { method, as: null, ...(json !== undefined && { json }) });
  const { body } = await own("faults", "POST", { status: 500, count: 1 });
  expect((await create()).status).toBe(500);
  expect((await own("faults")).body).toMatchObject([{ id: body.id, hits: 1 }]);
  await own("faults", "DELETE", { id: body.id });
  expect((await own("faults")).body).toEqual([]);
  expect((await own("faults", "POST", { statu: 500 })).status).toBe(400);
  expect((await own("requests")).body).toMatchObject([{ method: "POST", status: 500 }]);
  await create();
  await own("reset", "POST");
  expect((await own("requests")).body).toEqual([]);
  expect(await count()).toBe(0);
});
