import { describe, expect, it } from "vitest";
import { cases } from "../testing/cases.ts";
import { makeWorld, text, type World } from "../testing/world.ts";

const token = "twilio:serverless:LiveBuild";

/** What an administrator's function does: the live build again, with another version of a published asset. */
async function publish({ twilio, engine }: World, args: Record<string, unknown>, content: string) {
  const { serviceSid, environmentSid, published } = args as {
    serviceSid: string;
    environmentSid: string;
    published: { assetSid: string }[];
  };
  const service = twilio.serverless.v1.services(serviceSid);
  const version = await engine.create(
    "twilio:serverless:Asset",
    { serviceSid, path: "/routes.json", visibility: "private", content: text(content), adopt: true },
    content,
  );
  expect(version.state.sid).toBe(published[0]?.assetSid);
  const live = await service.builds((await service.environments(environmentSid).fetch()).buildSid).fetch();
  const others = live.assetVersions.filter(({ asset_sid }) => asset_sid !== published[0]?.assetSid);
  const build = await engine.create(
    "twilio:serverless:Build",
    {
      serviceSid,
      functionVersions: live.functionVersions.map(({ sid }) => String(sid)),
      assetVersions: [...others.map(({ sid }) => String(sid)), version.state.versionSid],
      dependencies: live.dependencies.map(({ name, version }) => ({ name, version })),
    },
    content,
  );
  await service.environments(environmentSid).deployments.create({ buildSid: String(build.state.sid) });
  return String(version.state.versionSid);
}

describe("what was published while an environment serves", () => {
  it("is no drift", async () => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const made = await world.engine.create(token, args);
    await publish(world, args, "published");
    const read = await world.engine.read(made);
    if (!read) throw new Error("it is gone");
    expect((await world.engine.diff(read, args)).kinds).toEqual({});
    expect(read.state.buildSid).not.toBe(made.state.buildSid);
  });

  it("survives an update of everything else", async () => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const made = await world.engine.create(token, args);
    const version = await publish(world, args, "published");
    const { functionVersions } = await cases[token].changes(world);
    await world.engine.update(made, { ...args, functionVersions });
    expect(await live(world, args)).toEqual({ functions: functionVersions, has: version });
  });

  it("between the last look and the deployment is built in", async () => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const made = await world.engine.create(token, args);
    const { functionVersions } = await cases[token].changes(world);
    world.emulator.faults.add({ method: "POST", route: "Deployments", delayMs: 500, count: 1 });
    const [version] = await Promise.all([
      expect
        .poll(() => world.emulator.faults.list(), { interval: 1 })
        .toMatchObject([{ hits: 1 }])
        .then(() => publish(world, args, "published")),
      world.engine.update(made, { ...args, functionVersions }),
    ]);
    expect(await live(world, args)).toEqual({ functions: functionVersions, has: version });
  });

  it("while an update builds is built in, and not lost when it comes between the last look and the deployment", async () => {
    for (const buildMs of [5, 40, 80]) {
      const world = await makeWorld({ buildMs });
      const args = await cases[token].args(world);
      const made = await world.engine.create(token, args);
      const { functionVersions } = await cases[token].changes(world);
      const publishing = (async () => {
        let last = "";
        for (let time = 0; time < 3; time++) last = await publish(world, args, `published ${time}`);
        return last;
      })();
      await world.engine.update(made, { ...args, functionVersions });
      const last = await publishing;
      expect((await live(world, args)).has).toBe(last);
    }
  });
});

async function live({ twilio }: World, args: Record<string, unknown>) {
  const { serviceSid, environmentSid, published } = args as Record<
    "serviceSid" | "environmentSid",
    string
  > & {
    published: { assetSid: string }[];
  };
  const service = twilio.serverless.v1.services(serviceSid);
  const build = await service.builds((await service.environments(environmentSid).fetch()).buildSid).fetch();
  return {
    functions: build.functionVersions.map(({ sid }) => String(sid)),
    has: build.assetVersions.find(({ asset_sid }) => asset_sid === published[0]?.assetSid)?.sid,
  };
}
