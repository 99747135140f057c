export { Collection, type Page } from "./collection.ts";
export { type Json, type Place, type Properties, type Resource, text } from "./resource.ts";
export { type NewResource, Store } from "./store.ts";
