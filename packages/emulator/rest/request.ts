import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "@dialer/openapi";
import type { Json, Place, Resource } from "../store/index.ts";

/** A file sent as multipart/form-data. */
export interface Upload {
  fileName: string | undefined;
  contentType: string | undefined;
  content: Buffer;
}

/** A request that is authenticated, matched with its operation and whose parameters keep the documents' rules. */
export interface ApiRequest {
  operation: Operation;
  /** As asked for, without host and query. */
  path: string;
  /** The query as it was sent, for the addresses of pages. */
  query: URLSearchParams;
  /** The account whose resources are meant. */
  account: Resource;
  /** Where the operation's resources are. */
  place: Place;
  /** What the path ends in, when it names one resource. */
  key: string | undefined;
  /** Query and body under Twilio's names, in the documents' types. */
  parameters: Record<string, Json>;
  /** Files of a multipart body by parameter name. */
  uploads: Record<string, Upload>;
  headers: IncomingHttpHeaders;
}

/** A parameter that the documents declare as text. */
export function textParameter(request: ApiRequest, name: string): string | undefined {
  const value = request.parameters[name];
  return typeof value === "string" ? value : undefined;
}
