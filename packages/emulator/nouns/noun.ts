import type { Platform } from "../platform.ts";
import type { ErrorCode } from "../rest/error-codes.ts";
import type { ApiRequest } from "../rest/request.ts";
import type { Properties, Resource } from "../store/index.ts";

type Eventually<T> = T | Promise<T>;

/**
 * What one kind of resource does differently from the generic behaviour (`rest/generic.ts`). Whatever a noun
 * leaves out stays generic. All of it may throw a TwilioError.
 */
export interface Noun {
  /** Such as `api/SIP/Domains`. */
  kind: string;
  /** Codes that this noun answers instead of 20001 when a required parameter is missing. */
  missing?: Record<string, ErrorCode>;
  /** Makes the resource that a POST to the list asks for. */
  create?(request: ApiRequest, platform: Platform): Eventually<Resource>;
  /** Changes a resource as a POST to it asks for. */
  update?(request: ApiRequest, platform: Platform, resource: Resource): Eventually<Resource>;
  /** Deletes a resource, or refuses to. */
  delete?(request: ApiRequest, platform: Platform, resource: Resource): Eventually<void>;
  /** The resources of a list, when they are not simply those stored in its place; newest first. */
  list?(request: ApiRequest, platform: Platform): Iterable<Resource>;
  /** The resource of a path that is not simply stored there. */
  fetch?(request: ApiRequest, platform: Platform): Resource | undefined;
  /** Properties that follow from others or from the time when a resource is read. */
  show?(resource: Resource, platform: Platform): Properties;
  /** Headers of an answer that has one of it. */
  headers?(resource: Resource): Record<string, string>;
}

/** Reads resources as these nouns show them: with the properties that follow from others or from the time. */
export function readerOf(nouns: readonly Noun[], platform: Platform): (resource: Resource) => Properties {
  const byKind = new Map(nouns.map((noun) => [noun.kind, noun]));
  return (resource) => ({
    ...resource.properties,
    ...byKind.get(resource.kind)?.show?.(resource, platform),
  });
}
