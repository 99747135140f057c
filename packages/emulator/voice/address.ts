/** A SIP address taken apart: `sip:user@host:port;parameters?headers`. */
export interface SipUri {
  scheme: "sip" | "sips";
  /** With `%` sequences decoded. */
  user: string;
  /** In small letters, without port. */
  host: string;
  port?: number;
  parameters: Record<string, string>;
  /** What stands behind `?`, as written. */
  headerPart: string;
}

/**
 * Reads a SIP URI, or gives `undefined` when it is none.
 * https://www.rfc-editor.org/rfc/rfc3261#section-19.1
 */
export function parseSipUri(uri: string): SipUri | undefined {
  const match = /^(sips?):(?:([^@\s]*)@)?([A-Za-z0-9.-]+)(?::(\d{1,5}))?((?:;[^;?\s]+)*)(?:\?(\S*))?$/i.exec(
    uri.trim(),
  );
  if (!match) return undefined;
  const [, scheme = "sip", user = "", host = "", port, parameters = "", headerPart = ""] = match;
  const decoded = decode(user);
  if (decoded === undefined) return undefined;
  return {
    scheme: scheme.toLowerCase() === "sips" ? "sips" : "sip",
    user: decoded,
    host: host.toLowerCase(),
    ...(port === undefined ? {} : { port: Number(port) }),
    parameters: Object.fromEntries(
      parameters
        .split(";")
        .filter((part) => part !== "")
        .map((part) => [part.split("=", 1)[0], part.slice(part.split("=", 1)[0]?.length).replace(/^=/, "")]),
    ),
    headerPart,
  };
}

/** Decodes `%` sequences; `undefined` when they are broken. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * The name by which a party at a SIP address is known: `sip:user@host`, without port, parameters and
 * headers.
 */
export const sipAddress = ({ user, host }: Pick<SipUri, "user" | "host">): string => `sip:${user}@${host}`;

/** Telephone numbers that reach emergency services, and their test. US and Canada. */
const emergencyNumbers = ["911", "933"] as const;
export type EmergencyNumber = (typeof emergencyNumbers)[number];

/** Three-digit services that Twilio carries beside the emergency ones. */
const services = ["988"];

/**
 * A number as `Dial` takes it: E.164, a US one as people write it, or a three-digit service.
 * `undefined` when it is none. https://www.twilio.com/docs/voice/twiml/number
 */
export function normalizeNumber(written: string): string | undefined {
  const compact = written.replace(/[\s().-]/g, "");
  if ([...emergencyNumbers, ...services].includes(compact)) return compact;
  if (/^\+[1-9]\d{6,14}$/.test(compact)) return compact;
  if (/^\d{10}$/.test(compact)) return `+1${compact}`;
  if (/^1\d{10}$/.test(compact)) return `+${compact}`;
  return undefined;
}

/** Whether this is an emergency number or its test. */
export const isEmergency = (number: string): number is EmergencyNumber =>
  emergencyNumbers.some((emergency) => emergency === number);
