import { signatureKey, signatures } from "../property/signature.ts";
import {
  type SecretForm,
  type StoredObject,
  secretFromText,
  secretPart,
  secretToText,
} from "../property/stored.ts";
import { Secret } from "../property/value.ts";
import type { Crypter } from "./crypter.ts";

/**
 * Secrets encrypted. One whose plaintext did not change keeps the ciphertext it has in state, found by its place (the
 * program makes a new `Secret` on each run), so that an update that changes nothing rewrites nothing. Two places never
 * share a ciphertext: that would show that they hold the same secret.
 */
export class EncryptedSecrets implements SecretForm {
  readonly #crypter: Crypter;
  readonly #ciphertexts = new Map<string, string>();

  constructor(crypter: Crypter) {
    this.#crypter = crypter;
  }

  write(secret: Secret, place: string): StoredObject {
    const plaintext = secretToText(secret, place);
    const home = `${place}\0${plaintext}`;
    const ciphertext = this.#ciphertexts.get(home) ?? this.#crypter.encrypt(plaintext);
    this.#ciphertexts.set(home, ciphertext);
    return { [signatureKey]: signatures.secret, ciphertext };
  }

  read(stored: StoredObject, place: string): Secret {
    const { kind, text } = secretPart(stored, place);
    if (kind === "plaintext") return secretFromText(text, place);
    const secret = secretFromText(this.#crypter.decrypt(text), place);
    // Remembered as this engine would write it: Go writes the same JSON with other escapes.
    this.#ciphertexts.set(`${place}\0${secretToText(secret, place)}`, text);
    return secret;
  }
}

/** Secrets in plain, for a person who asked for them (`--show-secrets`). */
export const plainSecrets: SecretForm = {
  write: (secret, place) => ({ [signatureKey]: signatures.secret, plaintext: secretToText(secret, place) }),
  read: (stored, place) => {
    const { kind, text } = secretPart(stored, place);
    if (kind === "plaintext") return secretFromText(text, place);
    throw new Error(`the secret at ${place} is encrypted, and no key was given to decrypt it`);
  },
};

/** What a secret reads as while it is unopened. */
export const unopened = "[secret]";

/** Secrets left unopened: what needs none (listing, editing what is around them) needs no passphrase either. */
export class UnopenedSecrets implements SecretForm {
  readonly #stored = new WeakMap<Secret, StoredObject>();

  write(secret: Secret, place: string): StoredObject {
    const stored = this.#stored.get(secret);
    if (stored === undefined)
      throw new Error(`the secret at ${place} is new, and no key was given to encrypt it`);
    return stored;
  }

  read(stored: StoredObject, place: string): Secret {
    const { kind, text } = secretPart(stored, place);
    const secret = new Secret(unopened);
    this.#stored.set(secret, { [signatureKey]: signatures.secret, [kind]: text });
    return secret;
  }
}
