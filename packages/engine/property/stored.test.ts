import fc from "fast-check";
import { expect, it } from "vitest";
import { EncryptedSecrets, plainSecrets, UnopenedSecrets } from "../secrets/forms.ts";
import { propertyMap } from "./arbitraries.ts";
import { fromStored, toStored } from "./stored.ts";
import { Secret } from "./value.ts";

/** Reverses its texts: enough to see what was encrypted, and how often. */
function reversingCrypter() {
  const encrypted: string[] = [];
  const reverse = (text: string) => [...text].reverse().join("");
  const encrypt = (plaintext: string) => {
    encrypted.push(plaintext);
    return reverse(plaintext);
  };
  return { encrypted, encrypt, decrypt: reverse };
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

it("properties come back from state as they went in, encrypted or plain", () => {
  fc.assert(
    fc.property(propertyMap, (map) => {
      for (const form of [new EncryptedSecrets(reversingCrypter()), plainSecrets]) {
        expect(fromStored(throughJson(toStored(map, form, "p")), form, "p")).toStrictEqual(map);
      }
    }),
  );
});

it("numbers that JSON has no word for survive", () => {
  const map = { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY };
  expect(fromStored(throughJson(toStored(map, plainSecrets, "p")), plainSecrets, "p")).toStrictEqual(map);
});

it("a secret read and written anew by another object keeps its ciphertext", () => {
  const form = new EncryptedSecrets(reversingCrypter());
  const stored = toStored({ a: new Secret("x") }, form, "p");
  const later = reversingCrypter();
  const reopened = new EncryptedSecrets(later);
  fromStored(stored, reopened, "p");
  expect(toStored({ a: new Secret("x") }, reopened, "p")).toEqual(stored);
  expect(later.encrypted).toEqual([]);
});

it("a secret that changed, or that stands elsewhere, is encrypted anew", () => {
  const crypter = reversingCrypter();
  const form = new EncryptedSecrets(crypter);
  toStored({ a: new Secret("x") }, form, "p");
  toStored({ a: new Secret("y") }, form, "p");
  toStored({ b: new Secret("x") }, form, "p");
  expect(crypter.encrypted).toEqual(['"x"', '"y"', '"x"']);
});

it("a secret inside a secret is encrypted once, and is still a secret when it comes back", () => {
  const crypter = reversingCrypter();
  const form = new EncryptedSecrets(crypter);
  const map = { a: new Secret({ b: new Secret("x") }) };
  expect(fromStored(toStored(map, form, "p"), form, "p")).toStrictEqual(map);
  expect(crypter.encrypted).toHaveLength(1);
});

it("secrets that stay closed are written back as they were, and show nothing", () => {
  const stored = toStored(
    { a: new Secret("x"), list: [new Secret("y")] },
    new EncryptedSecrets(reversingCrypter()),
    "p",
  );
  const closed = new UnopenedSecrets();
  const map = fromStored(stored, closed, "p");
  expect(map).toStrictEqual({ a: new Secret("[secret]"), list: [new Secret("[secret]")] });
  expect(toStored(map, closed, "p")).toEqual(stored);
  expect(() => toStored({ a: new Secret("new") }, closed, "p")).toThrow(/no key was given/);
});

it("names the place of what it cannot read, and never a secret's text", () => {
  const form = new EncryptedSecrets(reversingCrypter());
  const stored = {
    a: { ...(toStored({ a: new Secret("x") }, form, "p").a as object), ciphertext: "hunter-2" },
  };
  expect(() => fromStored(stored, form, "urn inputs")).toThrow('property "urn inputs.a" cannot be read');
  expect(() => fromStored(stored, form, "urn inputs")).not.toThrow(/2-retnuh/);
});
