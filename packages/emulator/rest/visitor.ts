import type { Gateway, HttpAnswer } from "./server.ts";

const thisMachine = /^(127\.0\.0\.1|localhost)(:\d+)?$/i;

/**
 * Refuses visits to the emulator's own paths that a strange web page has led a browser to: under another name (one that
 * was made to lead to 127.0.0.1: DNS rebinding), or from a page of another origin. Who has no browser sends no `Origin`.
 */
export function refuseStrangers({ headers }: Parameters<Gateway>[0]): Promise<HttpAnswer> | undefined {
  const { host = "", origin } = headers;
  if (!thisMachine.test(host))
    return refusal(`The emulator's own paths answer to 127.0.0.1 and localhost, not to "${host}"`);
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return refusal(`The emulator's own paths answer to its own page, not to one of ${origin}`);
  return undefined;
}

const refusal = async (message: string): Promise<HttpAnswer> => ({
  status: 403,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});
