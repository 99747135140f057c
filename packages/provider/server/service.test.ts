import { describe, expect, it, onTestFinished } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { unknown } from "../properties/values.ts";
import { invocations, resources } from "../resources.ts";
import { cases } from "../testing/cases.ts";
import { TestEngine } from "../testing/engine.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { Operations } from "./operations.ts";
import { serve } from "./serve.ts";

/** A provider that knows no account. */
async function stranger(use: (engine: TestEngine) => Promise<void>) {
  const serving = await serve(new Operations({ environment: {} }));
  const engine = new TestEngine(serving.port);
  try {
    await engine.configure();
    await use(engine);
  } finally {
    engine.close();
    serving.close();
  }
}

describe("the provider", () => {
  it("tells its version and a schema of all it has", async () => {
    const { engine } = await makeWorld();
    expect(await engine.version()).toBe(manifest.version);
    const schema = await engine.schema();
    expect(Object.keys(schema.resources ?? {}).toSorted()).toEqual(
      resources.map(({ token }) => token).toSorted(),
    );
    expect(Object.keys(schema.functions ?? {})).toEqual(invocations.map(({ token }) => token));
  });

  it.each(["parameterize", "call", "construct"] as const)("says that it does not %s", async (method) => {
    const { engine } = await makeWorld();
    expect(await engine.refusal(method)).toMatchObject({ code: 12 });
  });
});

describe("the configuration", () => {
  it("is checked as a whole, and its secrets are kept secret", async () => {
    const { engine } = await makeWorld();
    const { failures, secrets } = await engine.checkConfig({
      accountSid: "nonsense",
      authToken: "token",
      apiUrl: "ftp://example.com",
      pollInterval: "never",
      accountsid: "AC",
    });
    expect(failures).toHaveLength(4);
    expect(failures.join("\n")).toMatch(/accountSid must be the SID of an account/);
    expect(failures.join("\n")).toMatch(/accountsid .* did you mean accountSid\?/);
    expect(secrets).toContain("authToken");
  });

  it("is checked with what the environment adds to it, once for all resources", async () => {
    const serving = await serve(new Operations({ environment: { TWILIO_ACCOUNT_SID: "nonsense" } }));
    const engine = new TestEngine(serving.port);
    onTestFinished(() => {
      engine.close();
      serving.close();
    });
    const { failures, values } = await engine.checkConfig({ region: "ie1" });
    expect(failures).toEqual([
      expect.stringMatching(
        /^accountSid must be the SID of an account.*\(from the environment variable TWILIO_ACCOUNT_SID\)$/,
      ),
    ]);
    expect(values).toEqual({ region: "ie1" });
  });

  it("may lack credentials until a request needs them", () =>
    stranger(async (engine) => {
      const args = { friendlyName: "list" };
      expect((await engine.previewCreate("twilio:sip:CredentialList", args)).state.sid).toEqual(unknown);
      const adopting = { ...args, adopt: true };
      expect((await engine.previewCreate("twilio:sip:CredentialList", adopting)).state.sid).toEqual(unknown);
      await expect(engine.create("twilio:sip:CredentialList", args)).rejects.toThrow(
        /no credentials for Twilio.*TWILIO_ACCOUNT_SID/,
      );
    }));

  it("names the environment variable that is wrong", async () => {
    const serving = await serve(new Operations({ environment: { TWILIO_ACCOUNT_SID: "nonsense" } }));
    const engine = new TestEngine(serving.port);
    await engine.configure();
    await expect(engine.create("twilio:sip:CredentialList", { friendlyName: "list" })).rejects.toThrow(
      /TWILIO_ACCOUNT_SID must be the SID of an account/,
    );
    engine.close();
    serving.close();
  });

  it("of an API key is used in place of the auth token", async () => {
    const world = await makeWorld();
    const { sid, secret } = await world.twilio.newKeys.create({ friendlyName: "deploy" });
    const engine = await world.another({ apiKey: sid, apiSecret: secret, authToken: "wrong-wrong-wrong" });
    const made = await engine.create("twilio:sip:CredentialList", { friendlyName: "list" });
    expect(made.state.accountSid).toBe(world.emulator.accountSid);
  });
});

describe("a check", () => {
  it("names every problem at once, each at its property", async () => {
    const { engine } = await makeWorld();
    const { failures } = await engine.check("twilio:sip:Domain", {
      domainName: "example.com",
      voiceUrl: "not a url",
      voiceMethod: "PUT",
      voiceurl: "https://example.com",
      secure: "yes",
    });
    expect(failures.map((failure) => failure.split(" ")[0]).toSorted()).toEqual(
      ["domainName", "secure", "voiceMethod", "voiceUrl", "voiceurl"].toSorted(),
    );
  });

  it("tells what is missing", async () => {
    const { engine } = await makeWorld();
    const { failures } = await engine.check("twilio:serverless:Deployment", {});
    expect(failures).toEqual([
      "serviceSid is required",
      "environmentSid is required",
      "buildSid is required",
    ]);
  });

  it.each([
    ["password", "short", /at least 12/],
    ["password", "nodigitsHERE", /a digit/],
    ["password", "nouppercase1", /upper-case/],
    ["username", "with space", /white space/],
    ["username", "x".repeat(33), /32/],
  ])("knows Twilio's rules of a credential's %s (%s)", async (property, value, reason) => {
    const { engine } = await makeWorld();
    const args = { credentialListSid: unknown, username: "booth", [property]: value };
    const { failures } = await engine.check("twilio:sip:Credential", args);
    expect(failures).toContainEqual(expect.stringMatching(reason));
  });

  it("says where in a list the problem is", async () => {
    const { engine } = await makeWorld();
    const dependencies = [{ name: "twilio", version: "6.0.0" }, { name: "x" }];
    const { failures } = await engine.check("twilio:serverless:Build", { serviceSid: unknown, dependencies });
    expect(failures).toEqual([expect.stringMatching(/^dependencies\[1\]\.version /)]);
  });

  it("names what has no name, the same again for the same seed and for what has one already", async () => {
    const { engine } = await makeWorld();
    const args = { domainName: "a.sip.twilio.com" };
    const name = async (seed: string, olds = {}) =>
      (await engine.check("twilio:sip:Domain", args, olds, seed)).inputs.friendlyName;
    expect(await name("one")).toMatch(/^it-[0-9a-f]{7}$/);
    expect(await name("one")).toBe(await name("one"));
    expect(await name("one")).not.toBe(await name("two"));
    expect(await name("two", { friendlyName: "kept" })).toBe("kept");
  });
});

describe("a diff", () => {
  it("names the place in a list that changed", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Build"].args(world);
    const made = await world.engine.create("twilio:serverless:Build", args);
    const dependencies = [{ name: "twilio", version: "6.0.0" }];
    const diff = await world.engine.diff(made, { ...args, dependencies });
    expect(diff.kinds).toEqual({ "dependencies[0].version": "update_replace" });
  });

  it("deletes first what would clash with its replacement, and only that", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Environment"].args(world);
    const made = await world.engine.create("twilio:serverless:Environment", args);
    expect(await world.engine.diff(made, { ...args, domainSuffix: "other" })).toMatchObject({
      deleteBeforeReplace: true,
    });
    const renamed = { ...args, uniqueName: "other", domainSuffix: "other" };
    expect(await world.engine.diff(made, renamed)).toMatchObject({ deleteBeforeReplace: false });
  });

  it("takes what is unknown for a change", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Deployment"].args(world);
    const made = await world.engine.create("twilio:serverless:Deployment", args);
    const diff = await world.engine.diff(made, { ...args, buildSid: unknown });
    expect(diff).toMatchObject({ kinds: { buildSid: "update" }, replaces: [] });
  });
});

describe("secrets", () => {
  const weak = async ({ twilio }: World) => {
    const { sid } = await twilio.sip.credentialLists.create({ friendlyName: "list" });
    return { credentialListSid: sid, username: "booth", password: "Correct-horse-9" };
  };

  it("are generated by Twilio's rules when left out", async () => {
    const world = await makeWorld();
    const { password: _, ...args } = await weak(world);
    const made = await world.engine.create("twilio:sip:Credential", args);
    expect(made.state.password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{24}$/);
    expect(made.secrets).toContain("password");
  });

  it("stand in no error, even when Twilio repeats them", async () => {
    const world = await makeWorld();
    const args = await weak(world);
    await world.twilio.sip.credentialLists(args.credentialListSid).remove();
    const error = await world.engine.create("twilio:sip:Credential", args).catch((thrown: Error) => thrown);
    expect(String(error)).toMatch(/Error/);
    expect(JSON.stringify(error) + String(error)).not.toContain(args.password);
  });
});

describe("getAvailablePhoneNumbers", () => {
  it("finds numbers that can be bought", async () => {
    const world = await makeWorld();
    const { result } = await world.engine.invoke("twilio:numbers:getAvailablePhoneNumbers", {
      areaCode: 503,
      limit: 3,
    });
    expect(result.phoneNumbers).toHaveLength(3);
    const [{ phoneNumber }] = result.phoneNumbers as [{ phoneNumber: string }];
    expect(phoneNumber).toMatch(/^\+1503/);
    const made = await world.engine.create("twilio:numbers:IncomingPhoneNumber", { phoneNumber });
    expect(made.state.phoneNumber).toBe(phoneNumber);
  });

  it("says what is wrong with its arguments", async () => {
    const { engine } = await makeWorld();
    const { failures } = await engine.invoke("twilio:numbers:getAvailablePhoneNumbers", {
      isoCountry: "usa",
      limit: 0,
    });
    expect(failures.map((failure) => failure.split(" ")[0])).toEqual(["isoCountry", "limit"]);
  });
});
