import { describe, expect, it } from "vitest";
import { unknown } from "../properties/values.ts";
import { resources } from "../resources.ts";
import { cases } from "../testing/cases.ts";
import { PartialFailure } from "../testing/engine.ts";
import { makeWorld, text, type World } from "../testing/world.ts";

const adoptable = resources
  .filter(({ declaration }) => "adopt" in declaration.inputs)
  .map(({ token }) => token);

const credentialList = async ({ twilio }: World) =>
  (await twilio.sip.credentialLists.create({ friendlyName: "sip-direct" })).sid;

const freeNumber = async ({ twilio }: World) => {
  const [found] = await twilio.availablePhoneNumbers("US").local.list({ limit: 1 });
  return found?.phoneNumber ?? "";
};

describe("adopting", () => {
  it.each(adoptable)("takes over an existing %s and leaves it when it is deleted", async (token) => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const theirs = await world.engine.create(token, args, "theirs");
    const id = theirs.id.split("/");
    const later = await world.another();
    const ours = await later.create(token, { ...args, adopt: true }, "ours");
    expect(ours.id).toBe(theirs.id);
    expect(ours.state.adopted).toBe(true);
    expect(await cases[token].all(world, id)).toHaveLength(1);
    await later.delete(ours);
    expect(await cases[token].look(world, id)).toBeTruthy();
  });

  it.each(adoptable)("is not done to %s unasked; the error tells both ways on", async (token) => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const theirs = await world.engine.create(token, args, "theirs");
    const attempt = (await world.another()).create(token, args, "ours");
    if (cases[token].canBeMadeTwice) {
      expect((await attempt).id).not.toBe(theirs.id);
      return;
    }
    await expect(attempt).rejects.toThrow(`pulumi import ${token} <name> ${theirs.id}`);
    await expect(attempt).rejects.toThrow("adopt: true");
  });

  it("changes only what differs", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:sip:Domain"].args(world);
    await world.twilio.sip.domains.create({ domainName: String(args.domainName), friendlyName: "by hand" });
    world.requests();
    await world.engine.create("twilio:sip:Domain", { ...args, adopt: true });
    expect(world.writes()).toEqual(["POST /2010-04-01/Accounts/*/SIP/Domains/*.json"]);
    const [domain] = await world.twilio.sip.domains.list();
    expect(domain).toMatchObject({ friendlyName: "direct", voiceMethod: "GET", sipRegistration: true });
  });

  it("of what is as declared sends no write", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:sip:Domain"].args(world);
    await world.engine.create("twilio:sip:Domain", args);
    world.requests();
    await (await world.another()).create("twilio:sip:Domain", { ...args, adopt: true });
    expect(world.writes()).toEqual([]);
  });

  it("of many reads one list", async () => {
    const world = await makeWorld();
    const credentialListSid = await credentialList(world);
    const { credentials } = world.twilio.sip.credentialLists(credentialListSid);
    const names = Array.from({ length: 30 }, (_, index) => `phone-${index}`);
    for (const username of names) await credentials.create({ username, password: "Correct-horse-9" });
    world.requests();
    const made = names.map((username) =>
      world.engine.create("twilio:sip:Credential", { credentialListSid, username, adopt: true }, username),
    );
    await Promise.all(made);
    const requests = world.requests();
    expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
    expect(requests.filter((request) => request.startsWith("POST"))).toHaveLength(30);
  });

  it("does not look inside what was just made", async () => {
    const world = await makeWorld();
    const list = await world.engine.create("twilio:sip:CredentialList", { friendlyName: "new", adopt: true });
    world.requests();
    const args = { credentialListSid: list.state.sid, username: "booth", adopt: true };
    await world.engine.create("twilio:sip:Credential", args);
    expect(world.requests()).toEqual(["POST /2010-04-01/Accounts/*/SIP/CredentialLists/*/Credentials.json"]);
  });

  it("says what cannot be changed", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Environment"].args(world);
    await world.engine.create("twilio:serverless:Environment", args, "theirs");
    const attempt = (await world.another()).create(
      "twilio:serverless:Environment",
      { ...args, domainSuffix: "other", adopt: true },
      "ours",
    );
    await expect(attempt).rejects.toThrow(/another domainSuffix, which Twilio cannot change/);
  });

  it("does not upload a function whose content is there already", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Function"].args(world);
    await world.engine.create("twilio:serverless:Function", args, "theirs");
    world.requests();
    await (await world.another()).create("twilio:serverless:Function", { ...args, adopt: true }, "ours");
    expect(world.writes()).toEqual([]);
  });

  it("is not what a preview says of a resource that is to be replaced by itself", async () => {
    const world = await makeWorld();
    const token = "twilio:serverless:Environment";
    const args = { ...(await cases[token].args(world)), adopt: true };
    const made = await world.engine.create(token, args);
    const renewed = { ...args, domainSuffix: "renewed" };
    expect((await world.engine.diff(made, renewed)).replaces).toEqual(["domainSuffix"]);
    const { state } = await world.engine.previewCreate(token, renewed);
    expect(state.domainName).toEqual(unknown);
  });

  it("is told in the preview, with what is known then", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:sip:Domain"].args(world);
    const theirs = await world.engine.create("twilio:sip:Domain", args, "theirs");
    const { state } = await (await world.another()).previewCreate("twilio:sip:Domain", {
      ...args,
      adopt: true,
    });
    expect(state).toMatchObject({ sid: theirs.state.sid, adopted: true });
    expect(world.writes()).toHaveLength(1);
  });
});

/** What bears a mark, each with the property that it stands in. */
const markable = {
  "twilio:sip:Domain": "friendlyName",
  "twilio:serverless:Service": "friendlyName",
  "twilio:api:Application": "friendlyName",
  "twilio:usage:Trigger": "friendlyName",
  "twilio:messaging:Service": "friendlyName",
  "twilio:sync:Service": "friendlyName",
  "twilio:studio:Flow": "friendlyName",
  "twilio:events:Sink": "description",
  "twilio:events:Subscription": "description",
} as const;

describe.each(Object.entries(markable) as [keyof typeof markable, string][])("a %s", (token, name) => {
  it("is still the resource's own when the process died before it was written down", async () => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const lost = await world.engine.create(token, args);
    for (const adopt of [false, true]) {
      const again = await (await world.another()).create(token, { ...args, adopt });
      expect(again).toMatchObject({ id: lost.id, state: { adopted: false, [name]: args[name] } });
    }
    await (await world.another()).delete(lost);
    expect(await cases[token].all(world, lost.id.split("/"))).toEqual([]);
  });

  it("that was adopted loses the mark of the one that made it", async () => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const theirs = await world.engine.create(token, args, "theirs");
    const ours = await (await world.another()).create(token, { ...args, adopt: true }, "ours");
    expect(await cases[token].look(world, ours.id.split("/"))).toMatchObject({ [name]: args[name] });
    const attempt = (await world.another()).create(token, args, "theirs");
    if (cases[token].canBeMadeTwice) expect((await attempt).id).not.toBe(theirs.id);
    else await expect(attempt).rejects.toThrow(/already exists/);
  });
});

it("a noun that has no place for a mark says what else to do after a death", async () => {
  const world = await makeWorld();
  const args = { friendlyName: "phones" };
  await world.engine.create("twilio:sip:CredentialList", args);
  const attempt = (await world.another()).create("twilio:sip:CredentialList", args);
  await expect(attempt).rejects.toThrow(/an earlier run was cut off just after it had made it/);
});

describe("a number", () => {
  it("is bought once, even when whoever bought it died before it was written down", async () => {
    const world = await makeWorld();
    const args = { phoneNumber: await freeNumber(world), friendlyName: "booth" };
    const lost = await world.engine.create("twilio:numbers:IncomingPhoneNumber", args);
    const again = await (await world.another()).create("twilio:numbers:IncomingPhoneNumber", args);
    expect(again.id).toBe(lost.id);
    expect(again.state).toMatchObject({ adopted: false, friendlyName: "booth" });
    expect(await world.twilio.incomingPhoneNumbers.list()).toHaveLength(1);
  });

  it("that the account owns already is not changed unasked", async () => {
    const world = await makeWorld();
    const phoneNumber = await freeNumber(world);
    await world.twilio.incomingPhoneNumbers.create({ phoneNumber, voiceUrl: "https://example.com/theirs" });
    world.requests();
    const attempt = world.engine.create("twilio:numbers:IncomingPhoneNumber", { phoneNumber });
    await expect(attempt).rejects.toThrow(/already exists/);
    expect(world.writes()).toEqual([]);
  });

  it("that was adopted never bears the mark of a purchase", async () => {
    const world = await makeWorld();
    const phoneNumber = await freeNumber(world);
    await world.twilio.incomingPhoneNumbers.create({ phoneNumber });
    const args = { phoneNumber, friendlyName: "booth", adopt: true };
    const adopted = await world.engine.create("twilio:numbers:IncomingPhoneNumber", args);
    await world.engine.update(adopted, { ...args, friendlyName: "kiosk" });
    const [number] = await world.twilio.incomingPhoneNumbers.list();
    expect(number?.friendlyName).toBe("kiosk");
  });

  it("that somebody else has is refused by name", async () => {
    const world = await makeWorld();
    const attempt = world.engine.create("twilio:numbers:IncomingPhoneNumber", {
      phoneNumber: "+15005550000",
    });
    await expect(attempt).rejects.toThrow(/21422.*getAvailablePhoneNumbers/);
  });
});

describe("a build", () => {
  const broken = async (world: World) => {
    const { sid } = await world.twilio.serverless.v1.services.create({ uniqueName: "s", friendlyName: "s" });
    const fn = await world.engine.create("twilio:serverless:Function", {
      serviceSid: sid,
      path: "/broken",
      visibility: "public",
      content: text("exports.handler = ("),
    });
    return { serviceSid: sid, functionVersions: [fn.state.versionSid] };
  };

  it("that fails is kept in state, says why, and is replaced by the next update", async () => {
    const world = await makeWorld();
    const args = await broken(world);
    const failure = await world.engine
      .create("twilio:serverless:Build", args)
      .catch((error: unknown) => error);
    if (!(failure instanceof PartialFailure)) throw failure;
    expect(failure.message).toMatch(/could not make the build ZB[0-9a-f]{32}/);
    expect(failure.kept.state).toMatchObject({ status: "failed" });
    const { inputs } = await world.engine.check("twilio:serverless:Build", args);
    const kept = {
      urn: "urn:pulumi:test::provider::twilio:serverless:Build::it",
      secrets: new Set<string>(),
    };
    const diff = await world.engine.diff({ ...kept, ...failure.kept, inputs }, args);
    expect(diff).toMatchObject({ replaces: ["status"], kinds: { status: "update_replace" } });
  });

  it("whose waiting is cancelled is kept in state, and the next update waits on", async () => {
    const world = await makeWorld({ buildMs: 300 });
    const args = await cases["twilio:serverless:Build"].args(world);
    const creating = world.engine.create("twilio:serverless:Build", args).catch((error: unknown) => error);
    while (!world.requests().some((request) => request === "GET /v1/Services/*/Builds/*")) await immediate();
    await world.engine.cancel();
    const failure = await creating;
    if (!(failure instanceof PartialFailure)) throw failure;
    expect(failure.message).toMatch(/still building .* but it was cancelled/);
    const later = await world.another();
    const { inputs } = await later.check("twilio:serverless:Build", args);
    const kept = {
      urn: "urn:pulumi:test::provider::twilio:serverless:Build::it",
      secrets: new Set<string>(),
    };
    const resumed = await later.update({ ...kept, ...failure.kept, inputs }, args);
    expect(resumed.state.status).toBe("completed");
    expect(world.writes()).toEqual([]);
  });

  it("that is live is left with a warning instead of a failure", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Deployment"].args(world);
    await world.engine.create("twilio:serverless:Deployment", args);
    const build = await world.engine.import("twilio:serverless:Build", `${args.serviceSid}/${args.buildSid}`);
    if (build === undefined) throw new Error("the build is not there");
    await world.engine.delete(build);
    expect(await world.engine.read(build)).toMatchObject({ id: build.id });
  });
});

describe("a function", () => {
  it("whose upload failed is finished by the next update", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Function"].args(world);
    world.emulator.faults.add({ method: "POST", route: "serverless-upload", status: 400 });
    const failure = await world.engine
      .create("twilio:serverless:Function", args)
      .catch((error: unknown) => error);
    if (!(failure instanceof PartialFailure)) throw failure;
    world.emulator.faults.clear();
    const { inputs } = await world.engine.check("twilio:serverless:Function", args);
    const kept = {
      urn: "urn:pulumi:test::provider::twilio:serverless:Function::it",
      secrets: new Set<string>(),
    };
    const finished = await world.engine.update({ ...kept, ...failure.kept, inputs }, args);
    expect(finished.state.versionSid).toMatch(/^ZN/);
    expect(finished.state.path).toBe("/hello");
    expect(await cases["twilio:serverless:Function"].all(world, finished.id.split("/"))).toHaveLength(1);
  });

  it("is uploaded only when content, path or visibility change", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Function"].args(world);
    const made = await world.engine.create("twilio:serverless:Function", args);
    world.requests();
    const renamed = await world.engine.update(made, { ...args, friendlyName: "other" });
    expect(world.writes()).toEqual(["POST /v1/Services/*/Functions/*"]);
    expect(renamed.state.versionSid).toBe(made.state.versionSid);
    const preview = await world.engine.update(
      renamed,
      { ...args, content: text("other") },
      { preview: true },
    );
    expect(world.requests()).toEqual([]);
    expect(preview.state.versionSid).not.toBe(made.state.versionSid);
  });
});

describe("a deployment", () => {
  it("is not taken away when somebody has deployed another build since", async () => {
    const world = await makeWorld();
    const test = cases["twilio:serverless:Deployment"];
    const made = await world.engine.create("twilio:serverless:Deployment", await test.args(world));
    await test.meddle?.(world, made.id.split("/"));
    await world.engine.delete(made);
    expect(await test.look(world, made.id.split("/"))).toBeTruthy();
  });
});

describe("a refresh", () => {
  it("of many reads one list", async () => {
    const world = await makeWorld();
    const credentialListSid = await credentialList(world);
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        world.engine.create(
          "twilio:sip:Credential",
          { credentialListSid, username: `phone-${index}` },
          `${index}`,
        ),
      ),
    );
    const later = await world.another();
    world.requests();
    const read = await Promise.all(made.map((one) => later.read(one)));
    expect(read.map((one) => one?.id)).toEqual(made.map(({ id }) => id));
    expect(world.requests()).toEqual(["GET /2010-04-01/Accounts/*/SIP/CredentialLists/*/Credentials.json"]);
  });

  it("finds a resource that a lagging list does not show yet", async () => {
    const world = await makeWorld();
    const first = await world.engine.create("twilio:sip:CredentialList", { friendlyName: "one" });
    const later = await world.another();
    await later.read(first); // Loads the list.
    const second = await world.engine.create("twilio:sip:CredentialList", { friendlyName: "two" });
    expect(await later.read(second)).toMatchObject({ id: second.id });
  });
});

const immediate = () => new Promise((resolve) => setImmediate(resolve));

describe("a deployment", () => {
  it("of a build that is not there says so, and what is served goes on", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Deployment"].args(world);
    const made = await world.engine.create("twilio:serverless:Deployment", args);
    const missing = `ZB${"0".repeat(32)}`;
    const attempt = world.engine.update(made, { ...args, buildSid: missing });
    await expect(attempt).rejects.toThrow(`has no build ${missing}`);
    const look = cases["twilio:serverless:Deployment"].look(world, made.id.split("/"));
    expect(await look).toEqual({ buildSid: args.buildSid });
  });
});
