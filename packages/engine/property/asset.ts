import { MalformedPropertyError, signatureKey, signatures } from "./signature.ts";
import { Archive, Asset, own } from "./value.ts";

/** The form assets and archives have both on the wire and in state. */
export interface EncodedAsset {
  [key: string]: string | EncodedAsset;
}

/** SHA-256 of nothing: an asset whose text is empty has it, an asset whose content was left out has another. */
const hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** True when the asset's content can be read: a provider's Read may know no more than the hash. */
export function hasContent(asset: Asset): boolean {
  return !("text" in asset.source) || asset.source.text !== "" || ["", hashOfNothing].includes(asset.hash);
}

export function encodeAsset(value: Asset | Archive): EncodedAsset {
  const encoded: EncodedAsset = {
    [signatureKey]: value instanceof Asset ? signatures.asset : signatures.archive,
  };
  const source = value.source;
  if ("assets" in source) {
    const names = Object.keys(source.assets).sort();
    encoded.assets = Object.fromEntries(
      names.map((name) => [name, encodeAsset(member(source.assets, name))]),
    );
  }
  if (value.hash !== "") encoded.hash = value.hash;
  if ("path" in source) encoded.path = source.path;
  if ("text" in source && source.text !== "") encoded.text = source.text;
  if ("uri" in source) encoded.uri = source.uri;
  return encoded;
}

function member(assets: Record<string, Asset | Archive>, name: string): Asset | Archive {
  const found = own(assets, name);
  if (found === undefined) throw new Error(`the archive has no member "${name}"`);
  return found;
}

/** `object` carries an asset's or archive's signature. A missing hash is read as "" (not computed yet). */
export function decodeAsset(object: Record<string, unknown>, where: string): Asset | Archive {
  const text = (key: string): string => {
    const value = object[key] ?? "";
    if (typeof value === "string") return value;
    throw new MalformedPropertyError(where, `"${key}" of an asset must be a string`);
  };
  const hash = text("hash");
  const path = text("path");
  const uri = text("uri");
  if (object[signatureKey] === signatures.asset) {
    return new Asset(hash, path !== "" ? { path } : uri !== "" ? { uri } : { text: text("text") });
  }
  if (path !== "") return new Archive(hash, { path });
  if (uri !== "") return new Archive(hash, { uri });
  return new Archive(hash, { assets: decodeMembers(object.assets ?? {}, where) });
}

function decodeMembers(members: unknown, where: string): Record<string, Asset | Archive> {
  if (typeof members !== "object" || members === null) {
    throw new MalformedPropertyError(where, "the assets of an archive must be an object");
  }
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => {
      const signature = typeof member === "object" && member !== null ? member[signatureKey] : undefined;
      if (signature !== signatures.asset && signature !== signatures.archive) {
        throw new MalformedPropertyError(
          where,
          `archive member "${name}" is neither an asset nor an archive`,
        );
      }
      return [name, decodeAsset(member, where)];
    }),
  );
}
