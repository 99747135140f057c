import { startEmulator } from "@dialer/emulator";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Site } from "../../../packages/emulator/testing/deploy.ts";
import { isBesides, RouteBuilds, routesIn } from "./builds.ts";

const answers = (word: string) =>
  `exports.handler = (context, event, callback) => callback(null, "${word}");`;
const parts = (word: string) => ({
  functions: [{ path: "/answer", content: answers(word) }],
  assets: [
    { path: "/routes.json", content: "{}", visibility: "private" as const },
    { path: "/busy.wav", content: "beep" },
  ],
});

let site: Site;
let builds: RouteBuilds;
beforeEach(async () => {
  const emulator = await startEmulator({ buildMs: 0 });
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (input: string | URL, init?: RequestInit) =>
    fetch(String(input).replace(/^https:\/\//, `${emulator.url}/`), init),
  );
  site = await Site.open(emulator);
  await site.deploy(parts("old"));
  builds = new RouteBuilds({
    ...{ ACCOUNT_SID: emulator.accountSid, AUTH_TOKEN: emulator.authToken, DOMAIN_NAME: site.domain },
    ...{ SERVICE_SID: site.serviceSid, ENVIRONMENT_SID: site.environmentSid },
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await site.emulator.close();
});

/** A build with other routes beside what is served. */
async function next(text = "{ }") {
  const live = await builds.live();
  return builds.start(live, await builds.upload(text, routesIn(live)));
}
const served = async () => (await site.environment.fetch()).buildSid;
const answered = async () => (await fetch(site.at("/answer"))).text();

it("a build with other routes has everything else of the one that is served", async () => {
  const live = await builds.live();
  const build = await next();
  expect(routesIn(build).sid).not.toBe(routesIn(live).sid);
  expect(routesIn(build).asset_sid).toBe(routesIn(live).asset_sid);
  expect(isBesides(build, live)).toBe(true);
  await site.deploy(parts("new"));
  expect(isBesides(build, await builds.live())).toBe(false);
});

it("is served in place of the one that was looked at; whoever is second finds it done", async () => {
  const live = await builds.live();
  const { sid } = await next();
  expect(await Promise.all([builds.replace(live, sid), builds.replace(live, sid)])).toEqual([true, true]);
  expect(await served()).toBe(sid);
});

it("is not served in place of another, which came between the look and the deployment: that is put back", async () => {
  const live = await builds.live();
  const { sid } = await next();
  const between = await site.deploy(parts("new"));
  expect(await builds.replace(live, sid)).toBe(false);
  expect([await served(), await answered()]).toEqual([between, "new"]);
  expect(await builds.replace(await builds.live(), (await next()).sid)).toBe(true);
  expect(await answered()).toBe("new");
});

it("a build that two replace by different ones at once is replaced by one of them, and the other is told", async () => {
  const live = await builds.live();
  const [one, two] = [await next("1"), await next("2")];
  const done = await Promise.all([builds.replace(live, one.sid), builds.replace(live, two.sid)]);
  expect(done.sort()).toEqual([false, true]);
});

it("a build that was cleared up is none", async () => {
  const { sid } = await next();
  expect((await builds.find(sid))?.sid).toBe(sid);
  await site.service.builds(sid).remove();
  expect(await builds.find(sid)).toBeUndefined();
});

it("an environment that serves nothing has no routes", async () => {
  await site.environment.deployments.create();
  await expect(builds.live()).rejects.toThrow("serves no build");
});
