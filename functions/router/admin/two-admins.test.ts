import { startEmulator, twilioClient } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { Site } from "../../../packages/emulator/testing/deploy.ts";
import { deploy } from "../../test/deployed.ts";

const run = await deploy("router");
let site: Site;
let context: Record<string, unknown>;
/** What happens before a request that the functions send, by its number. */
let before: (request: number) => Promise<void> | undefined;
let requests = 0;

beforeAll(async () => {
  const emulator = await startEmulator({ buildMs: 0 });
  site = await Site.open(emulator);
  const content = JSON.stringify(routes("the stack"));
  await site.deploy({ assets: [{ path: "/routes.json", content, visibility: "private" }] });
  const { services } = twilioClient(emulator).sync.v1;
  const { sid } = await services.create({});
  for (const uniqueName of ["versions", "contents"]) await services(sid).syncMaps.create({ uniqueName });
  context = {
    ...{ ACCOUNT_SID: emulator.accountSid, AUTH_TOKEN: emulator.authToken, DOMAIN_NAME: site.domain },
    ...{ SERVICE_SID: site.serviceSid, ENVIRONMENT_SID: site.environmentSid, SYNC_SERVICE_SID: sid },
  };
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (input: string | URL, init?: RequestInit) => {
    await before(requests++);
    return fetch(String(input).replace(/^https:\/\//, `${emulator.url}/`), init);
  });
});
afterEach(() => {
  before = () => undefined;
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await site.emulator.close();
});

const routes = (said: string) => ({ routes: [], default: { type: "say", destination: said } });

/** Asks a function as somebody who is logged in to Flex. */
async function ask(who: string, what: string, parameters: Record<string, string> = {}) {
  const Token = site.emulator.flexToken({ roles: ["admin"], identity: who });
  const event = { Token, ...parameters };
  const { status, body } = await run(`/admin/${what}`, { context, event, warm: true });
  return { status, said: JSON.parse(body) };
}
const save = (who: string, version: number) =>
  ask(who, "update", { version: String(version), routes: JSON.stringify(routes(`${who} ${version}`)) });

it("whenever another one saves while one does, one is saved and the other is told: nothing is lost", async () => {
  const winners = new Set<string>();
  for (let version = 0; ; version++) {
    // Each time one request later.
    let others: ReturnType<typeof save> | undefined;
    requests = 0;
    before = async (request) => {
      if (request !== version || others) return;
      others = save("bob", version);
      await others;
    };
    const own = await save("ada", version);
    before = async () => {};
    if (!others) {
      expect(own.status).toBe(200);
      break;
    }
    const [winner, loser] = own.status === 200 ? ["ada", await others] : ["bob", own];
    winners.add(winner);
    expect([loser.status, loser.said.reason, loser.said.latest.who]).toEqual([409, "changed", winner]);
    expect((await ask("ada", "list")).said).toMatchObject({
      version: version + 1,
      data: routes(`${winner} ${version}`),
    });
    await ask(winner, "update-status", { version: String(version + 1) });
    expect((await ask(winner, "publish", { version: String(version + 1) })).status).toBe(200);
  }
  expect([...winners].sort()).toEqual(["ada", "bob"]);
});
