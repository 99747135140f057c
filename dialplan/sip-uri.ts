/** The zeros of the scripts whose digits phones are known to send: ASCII, Arabic, Persian, Devanagari, full-width. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10];

/** What people write between digits: spaces, dashes, dots, brackets, slashes and marks that cannot be seen. */
const separators = /[\s.()[\]/\p{Pd}\p{Cf}]/gu;

/**
 * The user part of a SIP, SIPS or TEL URI, or of a bare number: decoded, and without parameters (`;ext=`).
 * Never throws: what cannot be decoded stays as it is.
 * {@link https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1}
 */
export function userPart(uri: string): string {
  const address = /<([^>]*)>/.exec(uri)?.[1] ?? uri;
  const [user = ""] = address
    .trim()
    .replace(/^(sips?|tel):/i, "")
    .split("@");
  return (decoded(user).split(";")[0] ?? "").trim();
}

/**
 * What was dialled, as digits, `+`, `*` and `#`: other scripts' digits made ASCII, separators left out. Anything else
 * stays, so that what is no number does not become one.
 */
export function dialled(uri: string): string {
  const plain = userPart(uri).replace(separators, "").replace(/＋/g, "+");
  return plain.replace(/\p{Nd}/gu, (digit) => asciiDigit(digit) ?? digit);
}

function asciiDigit(digit: string): string | undefined {
  const point = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((each) => point >= each && point <= each + 9);
  return zero === undefined ? undefined : String(point - zero);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
