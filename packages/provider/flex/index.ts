export { ConfigurationKey } from "./configuration-key.ts";
