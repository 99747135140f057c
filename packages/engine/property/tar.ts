import { posix } from "node:path";

export interface TarEntry {
  name: string;
  content: Buffer;
}

const blockSize = 512;
const nameSize = 100;

/**
 * A tar file byte for byte as Go's `archive/tar` writes it for entries of which only name, size and mode 0600 are set:
 * the hash of a folder in Pulumi's state is the hash of these bytes.
 * {@link https://pkg.go.dev/archive/tar#Writer}
 */
export function tar(entries: TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content }) => [
    ...headers(name, content.length),
    ...padded(content),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]);
}

function padded(content: Buffer): Buffer[] {
  return [content, Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize)];
}

/** A name that USTAR has no place for stands in a PAX record before the file's own header, which has what fits of it. */
function headers(path: string, size: number): Buffer[] {
  const ustar = splitName(path);
  if (ustar !== undefined) return [fileHeader(ustar.name, size, ustar.prefix)];
  const { dir, base } = posix.parse(path);
  const record = paxRecord("path", path);
  const announced = ascii(posix.join(dir, "PaxHeaders.0", base));
  return [
    closed(header(announced.slice(0, nameSize).replace(/\/+$/, ""), "x", 0, record.length)),
    ...padded(record),
    fileHeader(cut(ascii(path)), size),
  ];
}

/** `<length of it all> <key>=<value>`, and a new line. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + String(rest.length).length;
  length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function fileHeader(name: string, size: number, prefix = ""): Buffer {
  const block = header(name, "0", 0o600, size);
  octal(block, 0, 329, 8); // device, major
  octal(block, 0, 337, 8); // device, minor
  block.write(prefix, 345, "latin1");
  return closed(block);
}

function header(name: string, type: string, mode: number, size: number): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(name, 0, "latin1");
  octal(block, mode, 100, 8);
  octal(block, 0, 108, 8); // uid
  octal(block, 0, 116, 8); // gid
  octal(block, size, 124, 12);
  octal(block, 0, 136, 12); // modification time
  block.write(type, 156, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  return block;
}

/** With the sum of all bytes, its own eight counted as spaces: six digits, a zero byte, a space. */
function closed(block: Buffer): Buffer {
  const sum = block.reduce((total, byte) => total + byte, 8 * 32);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function octal(block: Buffer, value: number, offset: number, width: number): void {
  block.write(value.toString(8).padStart(width - 1, "0"), offset, "latin1");
}

/** USTAR keeps 100 bytes of name and, before the last fitting slash, 155 bytes of prefix; all of it ASCII. */
function splitName(path: string): { prefix: string; name: string } | undefined {
  if (ascii(path) !== path) return undefined;
  if (path.length <= nameSize) return { prefix: "", name: path };
  const slash = path.slice(0, 156).lastIndexOf("/");
  const name = path.slice(slash + 1);
  if (slash <= 0 || name.length > nameSize || name.length === 0) return undefined;
  return { prefix: path.slice(0, slash), name };
}

function ascii(text: string): string {
  return [...text].filter((character) => character > "\0" && character < "\x80").join("");
}

/** As much as the field of a name holds; cut off, it is not to look like a folder's. */
function cut(name: string): string {
  return name.length > nameSize ? name.slice(0, nameSize).replace(/\/+$/, "") : name;
}
