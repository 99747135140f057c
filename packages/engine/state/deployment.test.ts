import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Asset, type PropertyMap, Secret } from "../property/value.ts";
import { EncryptedSecrets, plainSecrets, UnopenedSecrets } from "../secrets/forms.ts";
import { openPassphraseManager } from "../secrets/passphrase.ts";
import {
  decodeDeployment,
  encodeDeployment,
  parseDeployment,
  UnreadableStateError,
  versionOf,
} from "./deployment.ts";
import { DeploymentText } from "./deployment-text.ts";
import { verifyIntegrity } from "./integrity.ts";
import { newResource } from "./new-resource.ts";

/** Written by the Pulumi CLI: secrets (nested, too), assets, archives, options. Its passphrase is "password". */
const file = JSON.parse(readFileSync(new URL("fixtures/checkpoint.json", import.meta.url), "utf8"));
const { latest, stack } = file.checkpoint;
const salt: string = latest.secrets_providers.state.salt;

describe("a state that the Pulumi CLI wrote", () => {
  it("is read, secrets open", async () => {
    const snapshot = decodeDeployment(
      parseDeployment(latest, file, "fixture"),
      new EncryptedSecrets(await openPassphraseManager("password", salt)),
    );
    verifyIntegrity(snapshot);
    const [root, , , a, b] = snapshot.resources;
    expect(root?.outputs).toMatchObject({ plain: "x", hidden: new Secret({ a: [1, "two"] }) });
    expect(a).toMatchObject({ protect: true, inputs: { password: new Secret("hunter-2") } });
    expect(b).toMatchObject({ retainOnDelete: true, customTimeouts: { create: 300 }, ignoreChanges: ["of"] });
    expect(b?.inputs.text).toEqual(new Asset(expect.any(String), { text: "hello" }));
  });

  it.each([
    ["open", async () => new EncryptedSecrets(await openPassphraseManager("password", salt))],
    ["closed", async () => new UnopenedSecrets()],
  ])("is written back the same, its secrets %s", async (_, makeForm) => {
    const form = await makeForm();
    const snapshot = decodeDeployment(parseDeployment(latest, file, "fixture"), form);
    const header = { time: new Date(), secretsProvider: latest.secrets_providers };
    const written = new DeploymentText(form).checkpoint(stack, snapshot, header);
    const again = JSON.parse(Buffer.concat(written).toString());
    again.checkpoint.latest.manifest = latest.manifest;
    expect(again).toEqual(file);
  });
});

describe("the text of a running update", () => {
  const snapshot = {
    resources: [
      newResource({ urn: "urn:a", type: "t", inputs: { a: 1 } }),
      newResource({ urn: "urn:b", type: "t" }),
    ],
    pendingOperations: [{ resource: newResource({ urn: "urn:c", type: "t" }), type: "creating" as const }],
  };
  const header = { time: new Date(0) };

  it("says what the whole deployment says", () => {
    const text = Buffer.concat(new DeploymentText(plainSecrets).checkpoint("s", snapshot, header)).toString();
    const whole = JSON.parse(JSON.stringify(encodeDeployment(snapshot, plainSecrets, header)));
    expect(JSON.parse(text)).toEqual({ version: 3, checkpoint: { stack: "s", latest: whole } });
  });

  it("says it of many resources, whichever are added, changed and removed between two saves", () => {
    const text = new DeploymentText(plainSecrets);
    let resources = Array.from({ length: 1_700 }, (_, index) =>
      newResource({ urn: `urn:${index}`, type: "t" }),
    );
    for (const at of [1_699, 1_200, 3, 0]) {
      const changed = newResource({ urn: "urn:changed", type: "t", inputs: { at } });
      resources = resources
        .toSpliced(at, 2, changed)
        .concat(newResource({ urn: `urn:new-${at}`, type: "t" }));
      const written = Buffer.concat(text.checkpoint("s", { ...snapshot, resources }, header)).toString();
      const whole = encodeDeployment({ ...snapshot, resources }, plainSecrets, header);
      expect(JSON.parse(written).checkpoint.latest).toEqual(JSON.parse(JSON.stringify(whole)));
    }
  });

  it("is that of an empty stack, too", () => {
    const empty = { resources: [], pendingOperations: [] };
    const text = Buffer.concat(new DeploymentText(plainSecrets).checkpoint("s", empty, header)).toString();
    expect(JSON.parse(text).checkpoint.latest).toEqual({ manifest: expect.any(Object), metadata: {} });
  });

  it("is not encoded again for what stayed as it was", () => {
    const secret = (value: string): PropertyMap => ({ a: new Secret(value) });
    let encrypted = 0;
    const crypter = { encrypt: (text: string) => `${encrypted++}${text}`, decrypt: (text: string) => text };
    const text = new DeploymentText(new EncryptedSecrets(crypter));
    const resources = [newResource({ urn: "urn:a", type: "t", inputs: secret("x") })];
    const first = Buffer.concat(text.checkpoint("s", { resources, pendingOperations: [] }, header));
    const second = Buffer.concat(text.checkpoint("s", { resources, pendingOperations: [] }, header));
    expect(second.equals(first)).toBe(true);
    const changed = [...resources, newResource({ urn: "urn:b", type: "t", inputs: secret("y") })];
    text.checkpoint("s", { resources: changed, pendingOperations: [] }, header);
    expect(encrypted).toBe(2);
  });
});

describe("the version of a state", () => {
  it("is 3, or 4 with the names of the newer parts that it uses", () => {
    const plain = newResource({ urn: "urn:a", type: "t" });
    expect(versionOf({ resources: [plain] })).toEqual({ version: 3 });
    const newer = { ...plain, taint: true, resourceHooks: { afterCreate: ["x"] } };
    expect(versionOf({ resources: [plain, newer] })).toEqual({ version: 4, features: ["hooks", "taint"] });
  });
});

describe("a state that cannot be read without loss is refused", () => {
  it.each([
    ["an older version", { ...file, version: 2 }, latest, /version 2/],
    ["a newer version", { ...file, version: 5 }, latest, /version 5/],
    ["an unknown feature", { version: 4, features: ["snippets-prototype"] }, latest, /snippets-prototype/],
    ["an unknown field", file, { ...latest, snippets: [] }, /snippets/],
    [
      "an unknown field of a resource",
      file,
      { ...latest, resources: [{ ...latest.resources[0], colour: "red" }] },
      /"colour"[\s\S]*resources\[0\]/,
    ],
    [
      "a resource without a URN",
      file,
      { ...latest, resources: [{ type: "t", custom: true }] },
      /resources\[0\]\.urn/,
    ],
  ])("%s", (_, version, deployment, message) => {
    const parse = () => parseDeployment(deployment, version, "the file");
    expect(parse).toThrow(UnreadableStateError);
    expect(parse).toThrow(/the file/);
    expect(parse).toThrow(message);
  });
});
