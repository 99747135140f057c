import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DecryptionError } from "./crypter.ts";
import {
  createPassphraseManager,
  openPassphraseManager,
  PassphraseError,
  readPassphrase,
} from "./passphrase.ts";

/** Made by the Pulumi CLI with the passphrase "password". */
const salt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

describe("the passphrase's key", () => {
  it("opens what the Pulumi CLI encrypted", async () => {
    const manager = await openPassphraseManager("password", salt);
    expect(manager.decrypt(salt.split(":").slice(2).join(":"))).toBe("pulumi");
    expect(manager.state).toEqual({ salt });
  });

  it("is the same for the same salt, and encrypts to another text each time", async () => {
    const made = await createPassphraseManager("pässword");
    const reopened = await openPassphraseManager("pässword", made.state.salt);
    const [first, second] = [made.encrypt("ünder cover"), made.encrypt("ünder cover")];
    expect(first).not.toBe(second);
    expect(reopened.decrypt(first)).toBe("ünder cover");
    expect(reopened.decrypt(made.encrypt(""))).toBe("");
  });

  it("is refused when the passphrase is wrong", async () => {
    await expect(openPassphraseManager("passwort", salt)).rejects.toThrow(PassphraseError);
    await expect(openPassphraseManager("passwort", salt)).rejects.toThrow(/PULUMI_CONFIG_PASSPHRASE/);
  });

  it("is refused when the salt is not one", async () => {
    await expect(openPassphraseManager("password", "v2:x:y")).rejects.toThrow(PassphraseError);
  });

  it("opens nothing that was changed by a single character", async () => {
    const manager = await openPassphraseManager("password", salt);
    const text = manager.encrypt("hunter-2");
    const damaged = `${text.slice(0, -5)}${text.at(-5) === "A" ? "B" : "A"}${text.slice(-4)}`;
    expect(() => manager.decrypt(damaged)).toThrow(DecryptionError);
    expect(() => manager.decrypt("hunter-2")).toThrow(DecryptionError);
  });
});

describe("the passphrase", () => {
  it("comes from the environment, also when it is empty", () => {
    expect(readPassphrase({ PULUMI_CONFIG_PASSPHRASE: "" })).toBe("");
    expect(readPassphrase({ PULUMI_CONFIG_PASSPHRASE: "a", PULUMI_CONFIG_PASSPHRASE_FILE: "nowhere" })).toBe(
      "a",
    );
  });

  it("or from a file, without the white space around it", () => {
    const folder = mkdtempSync(join(tmpdir(), "passphrase-"));
    writeFileSync(join(folder, "phrase"), "from a file\n");
    expect(readPassphrase({ PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, "phrase") })).toBe("from a file");
    rmSync(folder, { recursive: true });
  });

  it("or is asked for by the names of both variables", () => {
    expect(() => readPassphrase({})).toThrow(/PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE/);
    expect(() => readPassphrase({ PULUMI_CONFIG_PASSPHRASE_FILE: "/nowhere" })).toThrow(/\/nowhere/);
  });
});
