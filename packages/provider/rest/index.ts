export { Resource } from "./resource.ts";
