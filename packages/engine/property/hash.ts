import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, posix } from "node:path";
import { hasContent } from "./asset.ts";
import { type TarEntry, tar } from "./tar.ts";
import { Archive, Asset } from "./value.ts";

const archiveExtensions = [".tar", ".tgz", ".tar.gz", ".zip", ".jar"];

/**
 * The asset or archive with its hash as Pulumi computes it; one that has a hash already is returned as it is.
 * A folder, and assets by name, are hashed as the tar file that Go would make of them.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/archive/archive.go}
 * @param root folder that relative paths start from: the program's
 * @throws Error that names the path when a file cannot be read, and for a remote source, which this engine does not fetch
 */
export function hashed<T extends Asset | Archive>(value: T, root: string): T;
export function hashed(value: Asset | Archive, root: string): Asset | Archive {
  if (value.hash !== "") return value;
  if (value instanceof Asset) return new Asset(sha256(readAsset(value, root)), value.source);
  const source = value.source;
  if ("path" in source && isArchiveFile(source.path)) {
    return new Archive(sha256(readPath(source.path, root)), source);
  }
  const hash = sha256(tar(entries(value, root)));
  if (!("assets" in source)) return new Archive(hash, source);
  const members = Object.entries(source.assets).map(
    ([name, member]) => [name, hashed(member, root)] as const,
  );
  return new Archive(hash, { assets: Object.fromEntries(members) });
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function isArchiveFile(path: string): boolean {
  return archiveExtensions.some((extension) => path.endsWith(extension));
}

function readAsset(asset: Asset, root: string): Buffer {
  const source = asset.source;
  if ("path" in source) return readPath(source.path, root);
  if ("uri" in source) throw remote(source.uri);
  if (!hasContent(asset))
    throw new Error("the content of an asset of which only the hash is known cannot be read");
  return Buffer.from(source.text, "utf8");
}

function readPath(path: string, root: string): Buffer {
  try {
    return readFileSync(resolve(path, root));
  } catch (cause) {
    throw new Error(`the file "${path}" of an asset cannot be read (looked in ${root})`, { cause });
  }
}

function resolve(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

/** The files of an archive by name, in the order in which Pulumi packs them. The first of two with one name counts. */
function entries(archive: Archive, root: string): TarEntry[] {
  const source = archive.source;
  if ("uri" in source) throw remote(source.uri);
  if ("path" in source) {
    if (isArchiveFile(source.path)) {
      throw new Error(
        `the archive file "${source.path}" stands inside another archive: unpack it into a folder first`,
      );
    }
    return folderEntries(source.path, root);
  }
  const found = new Map<string, TarEntry>();
  for (const [name, member] of Object.entries(source.assets).sort(([a], [b]) => byBytes(a, b))) {
    const inside =
      member instanceof Asset
        ? [{ name, content: readAsset(member, root) }]
        : entries(member, root).map((entry) => ({ ...entry, name: posix.join(name, entry.name) }));
    for (const entry of inside) if (!found.has(entry.name)) found.set(entry.name, entry);
  }
  return [...found.values()];
}

function folderEntries(path: string, root: string): TarEntry[] {
  const top = resolve(path, root);
  if (!statSync(top, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`"${path}" is neither a folder nor an archive file (looked in ${root})`);
  }
  const walk = (folder: string, prefix: string): TarEntry[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.name !== ".pulumi")
      .sort((a, b) => byBytes(a.name, b.name))
      .flatMap((entry) => {
        const file = join(folder, entry.name);
        const name = posix.join(prefix, entry.name);
        if (entry.isDirectory()) return walk(file, name);
        // As in Pulumi, a link to a file is packed as that file and a link to a folder is left out.
        if (entry.isSymbolicLink() && statSync(file).isDirectory()) return [];
        return [{ name, content: readFileSync(file) }];
      });
  return walk(top, "");
}

/** The order of names that Go has. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function remote(uri: string): Error {
  return new Error(
    `the asset at ${uri} is remote, which this engine does not support: download it and use its path`,
  );
}
