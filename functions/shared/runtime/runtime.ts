/** What Twilio's function runtime provides. {@link https://www.twilio.com/docs/serverless/functions-assets/functions/invocation} */

/** A function's variables, and what the runtime adds: a client for Twilio with the service's credentials. */
export interface Context {
  readonly [variable: string]: unknown;
  getTwilioClient?(options?: { timeout?: number }): TwilioClient;
}

/** The parameters of a webhook, from query and body. */
export type Event = Readonly<Record<string, unknown>>;

export type Callback = (error: unknown, response?: unknown) => void;

export type Handler = (context: Context, event: Event, callback: Callback) => void | Promise<void>;

/** As much of Twilio's client as is used here. */
export interface TwilioClient {
  messages: { create(message: { to: string; from: string; body: string }): Promise<unknown> };
}

interface TwilioResponse {
  appendHeader(name: string, value: string): unknown;
  setBody(body: unknown): unknown;
  setStatusCode(status: number): unknown;
}

declare const Twilio: { Response: new () => TwilioResponse };

/** Answers a webhook with TwiML. */
export function answer(callback: Callback, twiml: { toString(): string }): void {
  const response = new Twilio.Response();
  response.appendHeader("Content-Type", "text/xml");
  response.setBody(twiml.toString());
  callback(null, response);
}

/** Answers a request with JSON that no browser or proxy keeps. */
export function answerJson(
  callback: Callback,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader("Content-Type", "application/json");
  response.appendHeader("Cache-Control", "no-store");
  for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
  response.setBody(JSON.stringify(body));
  callback(null, response);
}

/** Answers a request with an error: Twilio writes it to its debugger and asks the fallback URL. */
export function answerError(callback: Callback, status: number, message: string): void {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader("Content-Type", "text/plain; charset=utf-8");
  response.setBody(`${message}\n`);
  callback(null, response);
}

/** Sends a request on to another address, as a GET. */
export function answerElsewhere(callback: Callback, url: string): void {
  const response = new Twilio.Response();
  response.setStatusCode(302);
  response.appendHeader("Location", url);
  callback(null, response);
}

/** Answers a request with a file. */
export function answerBytes(callback: Callback, type: string, content: Uint8Array): void {
  const response = new Twilio.Response();
  response.appendHeader("Content-Type", type);
  response.setBody(Buffer.from(content));
  callback(null, response);
}
