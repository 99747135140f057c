/** Twilio's OpenAPI documents, compiled: which operation a request means and which rules it keeps. */
export { type Api, apiOf, type Operation, type Parameter, type Route } from "./operations.ts";
export { type Document, resolve, type Schema } from "./schema.ts";
