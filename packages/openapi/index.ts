/** Twilio's OpenAPI documents, compiled: which operation a request means and which rules it keeps. */
export { hosts } from "./documents.ts";
export { snakeCase } from "./names.ts";
export { type Action, type Api, apiOf, type Operation, type Parameter, type Route } from "./operations.ts";
export { type Match, segmentsOf } from "./paths.ts";
export { type Breach, breaches } from "./rules.ts";
export { type Document, resolve, type Schema } from "./schema.ts";
