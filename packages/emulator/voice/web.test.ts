import { afterEach, expect, it, vi } from "vitest";
import { sendWebhook } from "./call/webhook.ts";
import { localWeb, type WebOptions } from "./web.ts";

const nothing = { status: 200, headers: {}, body: "" };
const elsewhere = [
  "http://169.254.169.254/latest/meta-data/",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://100.64.0.1/",
  "http://0.0.0.0/",
  "http://[fe80::1]/",
  "http://[fd00::1]/",
  "http://[::ffff:10.0.0.1]/",
  "http://[::ffff:169.254.169.254]/",
  "http://0xa9fea9fe/",
  "http://2852039166/",
  "http://0251.0376.0251.0376/",
  "http://metadata.google.internal/",
  "http://localhost.evil.test/",
  "http://a.twil.io.evil.test/",
  "http://a.twil.io@10.0.0.1/",
  "file:///etc/passwd",
  "https://example.com/",
];
const here = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://2130706433/",
  "http://localhost/",
  "http://LOCALHOST:8080/",
  "http://[::1]/",
  "http://a.twil.io@127.0.0.1/",
];
/** Names and forms of this machine that are not asked even where it may be. */
const disguises = [
  "http://127.0.0.2/",
  "http://[::ffff:127.0.0.1]/",
  "http://localhost./",
  "http://a.localhost/",
];

const web = (options: Partial<WebOptions> = {}) =>
  localWeb({
    functions: async () => nothing,
    faults: { next: () => undefined },
    allowLocalWebhooks: false,
    ...options,
  });
const get = (url: string) => ({ method: "GET" as const, url, headers: {} });

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([...elsewhere, ...disguises])("%s is never asked", async (url) => {
  const asked = vi.spyOn(globalThis, "fetch");
  for (const allowLocalWebhooks of [false, true])
    await expect(web({ allowLocalWebhooks })(get(url))).rejects.toMatchObject({ code: 11200 });
  expect(asked).not.toHaveBeenCalled();
});

it.each(here)("%s is asked only if this machine may be", async (url) => {
  const asked = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("in"));
  await expect(web()(get(url))).rejects.toMatchObject({ code: 11200 });
  expect(asked).not.toHaveBeenCalled();
  expect(await web({ allowLocalWebhooks: true })(get(url))).toMatchObject({ status: 200, body: "in" });
});

it.each(["http://169.254.169.254/", "//10.0.0.1/", "http://127.0.0.1:1/", "file:///etc/passwd"])(
  "a redirect to %s is not followed",
  async (location) => {
    const asked = vi.spyOn(globalThis, "fetch");
    const fetch = web({ functions: async () => ({ ...nothing, status: 302, headers: { location } }) });
    const log = { sid: "CA", at: 0, steps: [], setup: { accountSid: "AC" } };
    const { answer, failure } = await sendWebhook({ authToken: () => "", fetch }, log, {
      purpose: "voice",
      method: "POST",
      url: "https://a-1234.twil.io/voice",
      params: {},
    });
    expect(answer).toBeUndefined();
    expect(failure?.code).toBe(11200);
    expect(asked).not.toHaveBeenCalled();
  },
);
