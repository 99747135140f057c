import type aliasproto from "@pulumi/pulumi/proto/alias_pb.js";
import type resproto from "@pulumi/pulumi/proto/resource_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Alias, Goal, ReadGoal } from "../deploy/goal.ts";
import { own, type PropertyMap, type PropertyValue } from "../property/value.ts";
import { decodeStruct, fromStruct } from "../property/wire.ts";
import { isProviderType } from "../state/urn.ts";
import { durationSeconds } from "./duration.ts";
import { hookBindings } from "./hooks.ts";
import { sourcePosition, stackTrace } from "./source-position.ts";
import { UnsupportedError } from "./unsupported.ts";

export type RegisterRequest = InstanceType<typeof resproto.RegisterResourceRequest>;
export type ReadRequest = InstanceType<typeof resproto.ReadResourceRequest>;

/** Folders that what comes from the program is relative to. */
export interface ProgramFolders {
  /** The project's: source positions. */
  root: string;
  /** The program's: assets. */
  program: string;
}

/**
 * What a `RegisterResource` asks for, but for its provider.
 * @throws UnsupportedError that names the option this engine does not have, Error that names the resource
 */
export function decodeGoal(request: RegisterRequest, folders: ProgramFolders): Goal {
  refuseUnsupported(request);
  try {
    return decode(request, folders);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${described(request)}: ${why}`, { cause });
  }
}

function decode(request: RegisterRequest, folders: ProgramFolders): Goal {
  if (request.getCustom()) requireToken(request.getType());
  const { properties, dependencies } = decodeStruct(request.getObject(), { assetRoot: folders.program });
  const timeouts = request.getCustomtimeouts();
  const deleteBeforeReplace = request.getDeletebeforereplacedefined() || request.getDeletebeforereplace();
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    properties: withProviderOptions(properties, request),
    parent: orUndefined(request.getParent()),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    dependencies: sorted(request.getDependenciesList()),
    propertyDependencies: propertyDependencies(request, properties, dependencies),
    deleteBeforeReplace: deleteBeforeReplace ? request.getDeletebeforereplace() : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: decodeAliases(request),
    importId: orUndefined(request.getImportid()),
    customTimeouts: {
      create: durationSeconds(timeouts?.getCreate() ?? ""),
      update: durationSeconds(timeouts?.getUpdate() ?? ""),
      delete: durationSeconds(timeouts?.getDelete() ?? ""),
      read: durationSeconds(timeouts?.getRead() ?? ""),
    },
    replaceOnChanges: request.getReplaceonchangesList(),
    replacementTrigger: decodeTrigger(request),
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: orUndefined(request.getDeletedwith()),
    replaceWith: request.getReplaceWithList(),
    hideDiff: request.getHidediffsList(),
    hooks: hookBindings(request),
    sourcePosition: sourcePosition(request.getSourceposition(), folders.root),
    stackTrace: stackTrace(request.getStacktrace(), folders.root),
  };
}

/** What a `ReadResource` asks for. @param provider `<urn>::<id>` */
export function decodeRead(request: ReadRequest, provider: string, folders: ProgramFolders): ReadGoal {
  return {
    type: request.getType(),
    name: request.getName(),
    id: request.getId(),
    properties: fromStruct(request.getProperties()),
    parent: orUndefined(request.getParent()),
    dependencies: sorted(request.getDependenciesList()),
    provider,
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    sourcePosition: sourcePosition(request.getSourceposition(), folders.root),
    stackTrace: stackTrace(request.getStacktrace(), folders.root),
  };
}

function refuseUnsupported(request: RegisterRequest): void {
  const where = described(request);
  const used: [boolean, string][] = [
    [request.getRemote(), "a component of a provider (remote)"],
    [request.getStateMigrationsList().length > 0, "state migrations"],
    [request.getPlugindownloadurl() !== "", "pluginDownloadURL"],
    [request.getEnvvarmappingsMap().getLength() > 0, "envVarMappings"],
  ];
  for (const [is, what] of used) if (is) throw new UnsupportedError(what, where);
}

function described(request: RegisterRequest): string {
  return `the resource "${request.getName()}" (${request.getType()})`;
}

/** What a provider manages says by its type which provider that is. @throws Error when a type does not */
function requireToken(type: string): void {
  if (type.split(":").length >= 3) return;
  throw new Error(
    `"${type}" is not the type of something that a provider manages: write it as package:module:Type`,
  );
}

/** A provider resource keeps its version among its inputs, as the CLI has it. */
function withProviderOptions(properties: PropertyMap, request: RegisterRequest): PropertyMap {
  if (!isProviderType(request.getType()) || request.getVersion() === "") return properties;
  return { ...properties, __internal: {}, version: request.getVersion() };
}

function propertyDependencies(
  request: RegisterRequest,
  properties: PropertyMap,
  found: Record<string, string[]>,
): Record<string, string[]> {
  const said = new Map<string, string[]>();
  request.getPropertydependenciesMap().forEach((dependencies, key) => {
    said.set(key, dependencies.getUrnsList());
  });
  const all = said.size === 0 ? request.getDependenciesList() : [];
  const keys = new Set([...said.keys(), ...Object.keys(properties)]);
  return Object.fromEntries(
    [...keys].sort().map((key) => [key, sorted([...(said.get(key) ?? all), ...(own(found, key) ?? [])])]),
  );
}

function decodeAliases(request: RegisterRequest): Alias[] {
  const urns: Alias[] = request.getAliasurnsList().map((urn) => ({ urn }));
  return urns.concat(request.getAliasesList().map((alias) => decodeAlias(alias, request.getAliasspecs())));
}

/** `specs`: false for an old SDK, to which "no parent said" meant "no parent". */
function decodeAlias(alias: InstanceType<typeof aliasproto.Alias>, specs: boolean): Alias {
  const spec = alias.getSpec();
  if (spec === undefined) return { urn: alias.getUrn() };
  const noParent = specs ? spec.getNoparent() : !spec.hasParenturn() && !spec.getNoparent();
  return {
    name: orUndefined(spec.getName()),
    type: orUndefined(spec.getType()),
    stack: orUndefined(spec.getStack()),
    project: orUndefined(spec.getProject()),
    parent: orUndefined(spec.getParenturn()),
    noParent,
  };
}

function decodeTrigger(request: RegisterRequest): PropertyValue | undefined {
  const trigger = request.getReplacementTrigger();
  if (trigger === undefined) return undefined;
  const struct = new structs.Struct();
  struct.getFieldsMap().set("replacementTrigger", trigger);
  const value = fromStruct(struct).replacementTrigger;
  return value === null ? undefined : value;
}

function orUndefined(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function sorted(urns: string[]): string[] {
  return [...new Set(urns)].sort();
}
