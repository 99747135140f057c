/** Encrypts and decrypts texts with one stack's key. */
export interface Crypter {
  encrypt(plaintext: string): string;
  /** @throws DecryptionError when the text was encrypted with another key, or is damaged */
  decrypt(ciphertext: string): string;
}

/** A stack's way of keeping secrets, as its state names it (`secrets_providers`). */
export interface SecretsManager extends Crypter {
  readonly type: "passphrase";
  readonly state: { salt: string };
}

/** A ciphertext that cannot be opened. */
export class DecryptionError extends Error {
  override readonly name = "DecryptionError";
}
