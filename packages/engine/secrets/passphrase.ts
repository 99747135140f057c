import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  pbkdf2,
  randomBytes,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { type Crypter, DecryptionError, type SecretsManager } from "./crypter.ts";

const iterations = 1_000_000;
const keyBytes = 32;
const saltBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
/** Encrypted beside the salt, so that a wrong passphrase is noticed. */
const canary = "pulumi";

/** The passphrase is missing, or is not the one the stack's secrets were encrypted with. */
export class PassphraseError extends Error {
  override readonly name = "PassphraseError";
}

const howToSet =
  "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to the path of a file that holds it";

/**
 * The passphrase from `PULUMI_CONFIG_PASSPHRASE` (empty counts), else from the file named by
 * `PULUMI_CONFIG_PASSPHRASE_FILE` (white space around it does not count).
 * @throws PassphraseError when neither is set or the file cannot be read
 */
export function readPassphrase(env: NodeJS.ProcessEnv): string {
  if (env.PULUMI_CONFIG_PASSPHRASE !== undefined) return env.PULUMI_CONFIG_PASSPHRASE;
  const file = env.PULUMI_CONFIG_PASSPHRASE_FILE;
  if (!file) throw new PassphraseError(`the stack's secrets need a passphrase: ${howToSet}`);
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new PassphraseError(`the passphrase file ${file} (PULUMI_CONFIG_PASSPHRASE_FILE) cannot be read`, {
      cause,
    });
  }
}

/** A new key: a new salt for the passphrase. */
export async function createPassphraseManager(passphrase: string): Promise<SecretsManager> {
  const salt = randomBytes(saltBytes);
  const crypter = new AesCrypter(await key(passphrase, salt));
  return manager(`v1:${salt.toString("base64")}:${crypter.encrypt(canary)}`, crypter);
}

/**
 * The key that `salt` (the `encryptionsalt` of a stack file, the `state.salt` of a state) stands for.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager.go}
 * @throws PassphraseError when the passphrase is not the one the salt was made with
 */
export async function openPassphraseManager(passphrase: string, salt: string): Promise<SecretsManager> {
  const [version, encodedSalt = "", ...canaryText] = salt.split(":");
  if (version !== "v1" || canaryText.length !== 3) {
    throw new PassphraseError(`the encryption salt "${salt}" is not of the form v1:<salt>:<check>`);
  }
  const crypter = new AesCrypter(await key(passphrase, Buffer.from(encodedSalt, "base64")));
  if (decryptedOrUndefined(crypter, canaryText.join(":")) !== canary) {
    throw new PassphraseError(`incorrect passphrase: ${howToSet}`);
  }
  return manager(salt, crypter);
}

function decryptedOrUndefined(crypter: Crypter, ciphertext: string): string | undefined {
  try {
    return crypter.decrypt(ciphertext);
  } catch {
    return undefined;
  }
}

function manager(salt: string, crypter: Crypter): SecretsManager {
  return {
    type: "passphrase",
    state: { salt },
    encrypt: (plaintext) => crypter.encrypt(plaintext),
    decrypt: (ciphertext) => crypter.decrypt(ciphertext),
  };
}

const derive = promisify(pbkdf2);
const keys = new Map<string, Promise<KeyObject>>();

/** Deriving a key takes about a second on purpose: once a process for each passphrase and salt. */
function key(passphrase: string, salt: Buffer): Promise<KeyObject> {
  const name = `${salt.toString("base64")}:${passphrase}`;
  const known =
    keys.get(name) ?? derive(passphrase, salt, iterations, keyBytes, "sha256").then(createSecretKey);
  keys.set(name, known);
  return known;
}

/** AES-256-GCM; texts of the form `v1:<nonce>:<ciphertext and tag>`, both in base64. */
class AesCrypter implements Crypter {
  readonly #key: KeyObject;
  constructor(key: KeyObject) {
    this.#key = key;
  }

  encrypt(plaintext: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  }

  decrypt(ciphertext: string): string {
    const [version, nonce = "", encoded = ""] = ciphertext.split(":");
    const sealed = Buffer.from(encoded, "base64");
    if (version !== "v1" || sealed.length < tagBytes) {
      throw new DecryptionError("the encrypted value is not of the form v1:<nonce>:<ciphertext>");
    }
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, Buffer.from(nonce, "base64"));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString(
        "utf8",
      );
    } catch {
      throw new DecryptionError(
        "the encrypted value cannot be decrypted with this stack's passphrase: it was encrypted with another, or is damaged",
      );
    }
  }
}
