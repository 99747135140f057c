import { generateKeyPair } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import { promisify } from "node:util";
import forge from "node-forge";
import { writePrivately } from "../state/files.ts";

const { asn1, pki } = forge;
type Names = Parameters<forge.pki.Certificate["setSubject"]>[0];

const day = 24 * 60 * 60 * 1000;
const validDays = { authority: 3650, host: 365 };
/** Whoever asks for ever new hosts must not fill the memory. */
const contextsKept = 500;

/** What its certificates may be for: whoever trusts it trusts it for nothing else. */
const permitted = ["twilio.com", "twil.io"];
const issuer: Names = [{ name: "commonName", value: "Local Twilio emulator" }];

/** A certificate authority of this machine's own, which makes certificates for Twilio's hosts as they are asked for. */
export class Authority {
  /** The file that clients are told to trust. */
  readonly certificateFile: string;
  readonly #key: forge.pki.rsa.PrivateKey;
  readonly #certificate: forge.pki.Certificate;
  /** Hosts share a key: making one takes time, and all of them end in this process. */
  readonly #hostKey: KeyPair;
  readonly #contexts = new Map<string, SecureContext>();

  private constructor(certificateFile: string, own: Pair, hostKey: KeyPair) {
    this.certificateFile = certificateFile;
    this.#key = own.key;
    this.#certificate = own.certificate;
    this.#hostKey = hostKey;
  }

  /** Opens the authority that lies in a folder; makes one there when there is none, or when it is about to expire. */
  static async open(folder: string): Promise<Authority> {
    const files = { key: join(folder, "authority-key.pem"), certificate: join(folder, "authority.pem") };
    const hostKey = newKeys();
    const own = (await read(files)) ?? (await make(files));
    return new Authority(files.certificate, own, await hostKey);
  }

  /** What a TLS server shows who asks for a host. */
  contextFor(host: string): SecureContext {
    const known = this.#contexts.get(host);
    if (known) return known;
    if (this.#contexts.size >= contextsKept) this.#contexts.clear();
    const certificate = newCertificate(
      validDays.host,
      this.#hostKey.publicKey,
      this.#certificate.subject.attributes,
    );
    certificate.setSubject([{ name: "commonName", value: host.slice(0, 64) }]);
    certificate.setExtensions([
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [{ type: dnsName, value: host }] },
      { name: "authorityKeyIdentifier", keyIdentifier: keyIdentifier(this.#certificate) },
    ]);
    certificate.sign(this.#key, forge.md.sha256.create());
    const context = createSecureContext({
      key: this.#hostKey.privatePem,
      cert: pki.certificateToPem(certificate),
    });
    this.#contexts.set(host, context);
    return context;
  }
}

interface Pair {
  key: forge.pki.rsa.PrivateKey;
  certificate: forge.pki.Certificate;
}

interface KeyPair {
  privatePem: string;
  publicKey: forge.pki.rsa.PublicKey;
}

type Files = Record<"key" | "certificate", string>;

const dnsName = 2;

async function newKeys(): Promise<KeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return { privatePem: privateKey, publicKey: pki.publicKeyFromPem(publicKey) };
}

async function read({ key, certificate }: Files): Promise<Pair | undefined> {
  if (!existsSync(key) || !existsSync(certificate)) return undefined;
  const pair = {
    key: pki.privateKeyFromPem(await readFile(key, "utf8")),
    certificate: pki.certificateFromPem(await readFile(certificate, "utf8")),
  };
  return pair.certificate.validity.notAfter.getTime() > Date.now() + 30 * day ? pair : undefined;
}

async function make(files: Files): Promise<Pair> {
  const keys = await newKeys();
  const key = pki.privateKeyFromPem(keys.privatePem);
  const certificate = newCertificate(validDays.authority, keys.publicKey, issuer);
  certificate.setSubject(issuer);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
    { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true },
    { name: "subjectKeyIdentifier" },
    { id: "2.5.29.30", critical: true, value: nameConstraints(permitted) },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  await writePrivately(files.key, keys.privatePem);
  await writePrivately(files.certificate, pki.certificateToPem(certificate));
  return { key, certificate };
}

function newCertificate(days: number, publicKey: forge.pki.rsa.PublicKey, by: Names): forge.pki.Certificate {
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  // Positive, as serial numbers must be.
  certificate.serialNumber = `00${forge.util.bytesToHex(forge.random.getBytesSync(16))}`;
  certificate.validity.notBefore = new Date(Date.now() - day);
  certificate.validity.notAfter = new Date(Date.now() + days * day);
  certificate.setIssuer(by);
  return certificate;
}

const keyIdentifier = (certificate: forge.pki.Certificate) =>
  certificate.generateSubjectKeyIdentifier().getBytes();

/** `NameConstraints` with permitted DNS names: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
function nameConstraints(names: string[]): string {
  const { Class, Type } = asn1;
  const subtrees = names.map((name) =>
    asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [
      asn1.create(Class.CONTEXT_SPECIFIC, dnsName as forge.asn1.Type, false, name),
    ]),
  );
  const value = asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [
    asn1.create(Class.CONTEXT_SPECIFIC, 0 as forge.asn1.Type, true, subtrees),
  ]);
  return asn1.toDer(value).getBytes();
}
