import type { IncomingHttpHeaders } from "node:http";
import { isJson, parseJson } from "../rest/body.ts";

/** A request to a deployed domain. */
export interface WebRequest {
  method: string;
  /** As the caller wrote it: `https://<domain>/<path>?<query>`. */
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Form parameters of a request's body; empty when it has no form. */
export function formOf({ headers, body }: WebRequest): URLSearchParams {
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(isForm ? body.toString() : "");
}

/**
 * What a function gets as its event: query and body in one object, and `request` with headers and cookies.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow
 * @throws SyntaxError when a JSON body is not JSON
 */
export function eventOf(request: WebRequest): Record<string, unknown> {
  const { url, headers, body } = request;
  const event: Record<string, unknown> = {
    request: { headers: { ...headers }, cookies: cookiesOf(headers.cookie) },
  };
  for (const parameters of [url.searchParams, formOf(request)]) {
    for (const name of new Set(parameters.keys())) {
      const values = parameters.getAll(name);
      event[name] = values.length > 1 ? values : values[0];
    }
  }
  if (isJson(headers["content-type"]) && body.length > 0) {
    const json = parseJson(body.toString());
    if (typeof json === "object" && json !== null) Object.assign(event, json);
  }
  return event;
}

function cookiesOf(header: string | undefined): Record<string, string> {
  return Object.fromEntries(
    (header ?? "")
      .split(";")
      .map((cookie) => cookie.trim())
      .filter(Boolean)
      .map((cookie) => {
        const [name = "", ...value] = cookie.split("=");
        return [name, decoded(value.join("="))];
      }),
  );
}

/** A cookie that is not escaped as it should be stands as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
