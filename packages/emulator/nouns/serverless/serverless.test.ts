import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, ManualClock, startEmulator } from "../../index.ts";
import { Site } from "../../testing/deploy.ts";

const clock = new ManualClock();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ clock, buildMs: 2_000 });
});
afterAll(() => emulator.close());

let count = 0;
const open = () => Site.open(emulator, `service-${++count}`);
const code = "exports.handler = (context, event, callback) => callback()";
const refused = (code: number, message?: RegExp) => ({
  code,
  ...(message && { message: expect.stringMatching(message) }),
});

/** The SID of the one function of a site. */
async function onlyFunction(site: Site): Promise<string> {
  const [one, ...others] = await site.service.functions.list();
  if (!one || others.length > 0) throw new Error("the site must have one function");
  return one.sid;
}

/** A build of one function, its time passed. */
async function built(site: Site, content = code) {
  const version = await site.upload("Functions", { path: "/run", content });
  const { sid } = await site.service.builds.create({ functionVersions: [version] });
  clock.advance(2_000);
  return { sid, version };
}

describe("a service", () => {
  test("is created, listed, read, changed and deleted with all that is in it", async () => {
    const { client, service, serviceSid } = await open();
    expect((await client.serverless.v1.services.list()).map(({ sid }) => sid)).toContain(serviceSid);
    expect((await service.fetch()).includeCredentials).toBe(true);
    expect((await service.update({ friendlyName: "renamed" })).friendlyName).toBe("renamed");
    expect(await service.remove()).toBe(true);
    await expect(service.fetch()).rejects.toMatchObject(refused(20404));
    await expect(service.environments.list()).rejects.toMatchObject(refused(20404));
  });
});

describe("an environment", () => {
  test("has a domain of its service's name and its suffix", async () => {
    const { service, domain } = await open();
    expect(domain).toMatch(new RegExp(`^service-${count}-\\d{4}-test\\.twil\\.io$`));
    const prod = await service.environments.create({ uniqueName: "prod" });
    expect(prod.domainName).toBe(domain.replace("-test", ""));
    expect(await service.environments(prod.sid).remove()).toBe(true);
    expect(await service.environments.list()).toHaveLength(1);
  });
});

describe("a variable", () => {
  test("is created, listed, read, changed and deleted", async () => {
    const { environment } = await open();
    const { sid } = await environment.variables.create({ key: "COLOUR", value: "red" });
    expect((await environment.variables.list()).map(({ key, value }) => [key, value])).toEqual([
      ["COLOUR", "red"],
    ]);
    expect((await environment.variables(sid).update({ value: "blue" })).value).toBe("blue");
    expect((await environment.variables(sid).fetch()).value).toBe("blue");
    expect(await environment.variables(sid).remove()).toBe(true);
    expect(await environment.variables.list()).toEqual([]);
  });

  test("is refused when it is too much with the others", async () => {
    const { environment } = await open();
    const create = (key: string, value = "x") => environment.variables.create({ key, value });
    for (const key of ["A", "B", "C", "D", "E", "F"]) await create(key, "x".repeat(450));
    await expect(create("G", "x".repeat(450))).rejects.toMatchObject(refused(20001, /together/));
  });
});

describe("a version", () => {
  test("keeps its content: a function's can be read back", async () => {
    const site = await open();
    const sid = await site.upload("Functions", { path: "/a/b", content: code, visibility: "protected" });
    const functionSid = await onlyFunction(site);
    const version = site.service.functions(functionSid).functionVersions(sid);
    expect(await version.fetch()).toMatchObject({ path: "/a/b", visibility: "protected" });
    expect((await version.functionVersionContent().fetch()).content).toBe(code);
  });
});

describe("a build", () => {
  test("takes its time, is completed, and holds what it was made of", async () => {
    const site = await open();
    const version = await site.upload("Functions", { path: "/run", content: code });
    const { sid, status } = await site.service.builds.create({
      functionVersions: [version],
      runtime: "node24",
    });
    expect(status).toBe("building");
    clock.advance(1_999);
    expect((await site.service.builds(sid).buildStatus().fetch()).status).toBe("building");
    clock.advance(1);
    expect((await site.service.builds(sid).buildStatus().fetch()).status).toBe("completed");
    const build = await site.service.builds(sid).fetch();
    expect(build.functionVersions).toMatchObject([{ sid: version, path: "/run", visibility: "public" }]);
    expect([build.runtime, build.status]).toEqual(["node24", "completed"]);
    expect(build.dependencies).toContainEqual(expect.objectContaining({ name: "twilio" }));
  });

  test("fails when a function is no JavaScript, and cannot be deployed then", async () => {
    const site = await open();
    const { sid } = await built(site, "exports.handler = (");
    expect((await site.service.builds(sid).buildStatus().fetch()).status).toBe("failed");
    await expect(site.environment.deployments.create({ buildSid: sid })).rejects.toMatchObject(
      refused(20001, /failed/),
    );
  });

  test("is refused when it is unknown, doubled, or of a wrong runtime", async () => {
    const site = await open();
    const { builds } = site.service;
    const one = await site.upload("Functions", { path: "/same", content: code });
    const two = await site.upload("Assets", { path: "/same", content: "x" });
    const other = await (await open()).upload("Functions", { path: "/other", content: code });
    await expect(builds.create({ functionVersions: [other] })).rejects.toMatchObject(
      refused(20001, /no version/),
    );
    await expect(builds.create({ functionVersions: [one], assetVersions: [two] })).rejects.toMatchObject(
      refused(20001, /same/),
    );
    await expect(builds.create({ functionVersions: [one], runtime: "node8" })).rejects.toMatchObject(
      refused(20001, /node24/),
    );
    // As Twilio's own serverless-api sends them.
    const quoted = { functionVersions: [one], dependencies: '"[{"name":"zod","version":"4.0.0"}]"' };
    expect((await builds.create(quoted)).dependencies).toContainEqual({ name: "zod", version: "4.0.0" });
    await expect(builds.create({ functionVersions: [one], dependencies: "{}" })).rejects.toMatchObject(
      refused(20001, /Dependencies/),
    );
  });

  test("stays while it is deployed, and its functions while it is there", async () => {
    const site = await open();
    const { sid } = await built(site);
    const functionSid = await onlyFunction(site);
    await site.environment.deployments.create({ buildSid: sid });
    await expect(site.service.builds(sid).remove()).rejects.toMatchObject(refused(20409));
    await expect(site.service.functions(functionSid).remove()).rejects.toMatchObject(refused(20409));
    await site.environment.deployments.create({});
    expect(await site.service.builds(sid).remove()).toBe(true);
    expect(await site.service.functions(functionSid).remove()).toBe(true);
  });
});

describe("a deployment", () => {
  test("needs a completed build of the same service, and is not made twice", async () => {
    const site = await open();
    const { sid } = await built(site);
    await site.environment.deployments.create({ buildSid: sid });
    expect((await site.environment.fetch()).buildSid).toBe(sid);
    await expect(site.environment.deployments.create({ buildSid: sid })).rejects.toMatchObject({
      status: 409,
      code: 20409,
    });
    const { sid: foreign } = await built(await open());
    await expect(site.environment.deployments.create({ buildSid: foreign })).rejects.toMatchObject(
      refused(20001, /no build/),
    );
    expect(await site.environment.deployments.list()).toHaveLength(1);
  });
});
