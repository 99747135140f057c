export { Document } from "./document.ts";
export { SyncMap as Map } from "./map.ts";
export { Service } from "./service.ts";
