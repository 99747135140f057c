export interface TarEntry {
  name: string;
  content: Buffer;
}

const blockSize = 512;

/**
 * A tar file byte for byte as Go's `archive/tar` writes it for entries of which only name, size and mode 0600 are set:
 * the hash of a folder in Pulumi's state is the hash of these bytes.
 * {@link https://pkg.go.dev/archive/tar#Writer}
 * @throws Error for a name that does not fit the USTAR form (not ASCII, or too long)
 */
export function tar(entries: TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content }) => [
    header(name, content.length),
    content,
    padding(content.length),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]);
}

function padding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}

function header(path: string, size: number): Buffer {
  const { prefix, name } = splitName(path);
  const block = Buffer.alloc(blockSize);
  const octal = (value: number, offset: number, width: number) =>
    block.write(value.toString(8).padStart(width - 1, "0"), offset, "latin1");
  block.write(name, 0, "latin1");
  octal(0o600, 100, 8);
  octal(0, 108, 8); // uid
  octal(0, 116, 8); // gid
  octal(size, 124, 12);
  octal(0, 136, 12); // modification time
  block.write("0", 156, "latin1"); // a regular file
  block.write("ustar\x0000", 257, "latin1");
  octal(0, 329, 8); // device, major
  octal(0, 337, 8); // device, minor
  block.write(prefix, 345, "latin1");
  // The sum of all bytes, its own eight counted as spaces: six digits, a zero byte, a space.
  const sum = block.reduce((total, byte) => total + byte, 8 * 32);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

/** USTAR keeps 100 bytes of name and, before the last fitting slash, 155 bytes of prefix. */
function splitName(path: string): { prefix: string; name: string } {
  if (!/^[\x20-\x7e]*$/.test(path)) {
    throw new Error(
      `the file name "${path}" in an archive is not plain ASCII, which this engine cannot hash: rename it`,
    );
  }
  if (path.length <= 100) return { prefix: "", name: path };
  const slash = path.slice(0, 156).lastIndexOf("/");
  const name = path.slice(slash + 1);
  if (slash <= 0 || name.length > 100 || name.length === 0) {
    throw new Error(`the file name "${path}" in an archive is too long for this engine to hash: shorten it`);
  }
  return { prefix: path.slice(0, slash), name };
}
