import type { PropertyMap } from "../property/value.ts";

/**
 * What the deployment asks of a provider, in the engine's own values. The client of a plugin, the providers built into
 * the engine and the registry of providers all speak it.
 * {@link https://www.pulumi.com/docs/iac/guides/building-extending/providers/implementers/}
 */
export interface Provider {
  checkConfig(request: CheckRequest): Promise<CheckResult>;
  diffConfig(request: DiffRequest): Promise<Diff>;
  configure(request: ConfigureRequest): Promise<void>;
  check(request: CheckRequest): Promise<CheckResult>;
  diff(request: DiffRequest): Promise<Diff>;
  /** @throws ResourceInitError when the resource was made but is not right yet */
  create(request: CreateRequest): Promise<CreateResult>;
  /** @throws ResourceInitError as {@link Provider.create} */
  read(request: ReadRequest): Promise<ReadResult>;
  /** @throws ResourceInitError as {@link Provider.create} */
  update(request: UpdateRequest): Promise<PropertyMap>;
  delete(request: DeleteRequest): Promise<void>;
  invoke(request: InvokeRequest): Promise<InvokeResult>;
  /** Asks it to end what it is doing soon. */
  cancel(): Promise<void>;
  close(): void;
}

export interface CheckRequest {
  urn: string;
  /** The inputs in state; absent when there are none or they no longer count. */
  oldInputs?: PropertyMap;
  newInputs: PropertyMap;
  /** Seed of whatever the provider makes up (names, passwords). */
  randomSeed?: Uint8Array;
  preview: boolean;
}

export interface CheckFailure {
  /** Empty when it is about the resource as a whole. */
  property: string;
  reason: string;
}

export interface CheckResult {
  inputs: PropertyMap;
  failures: CheckFailure[];
}

export interface DiffRequest {
  urn: string;
  id: string;
  oldInputs: PropertyMap;
  oldOutputs: PropertyMap;
  newInputs: PropertyMap;
  ignoreChanges: string[];
}

export type PropertyDiffKind =
  | "add"
  | "add-replace"
  | "delete"
  | "delete-replace"
  | "update"
  | "update-replace";

export interface PropertyDiff {
  kind: PropertyDiffKind;
  /** True: inputs are compared with inputs; false: old outputs with new inputs. */
  inputDiff: boolean;
}

export interface Diff {
  changes: "none" | "some" | "unknown";
  replaceKeys: string[];
  changedKeys: string[];
  deleteBeforeReplace: boolean;
  /** By property path; absent when the provider does not say. */
  detailed?: Record<string, PropertyDiff>;
}

export interface ConfigureRequest {
  urn: string;
  id: string;
  inputs: PropertyMap;
}

export interface CreateRequest {
  urn: string;
  inputs: PropertyMap;
  /** Seconds; 0 means the provider's default. */
  timeout: number;
  preview: boolean;
}

export interface CreateResult {
  /** Empty in a preview. */
  id: string;
  outputs: PropertyMap;
}

export interface ReadRequest {
  urn: string;
  id: string;
  /** Absent when it is not known what was asked for (an import, a `get`). */
  inputs?: PropertyMap;
  state: PropertyMap;
  /** Seconds; 0 means the provider's default. */
  timeout: number;
}

export interface ReadResult {
  /** Empty: there is no such resource. */
  id: string;
  /** Absent when the provider does not say. */
  inputs?: PropertyMap;
  outputs: PropertyMap;
}

export interface UpdateRequest {
  urn: string;
  id: string;
  oldInputs: PropertyMap;
  oldOutputs: PropertyMap;
  newInputs: PropertyMap;
  ignoreChanges: string[];
  /** Seconds; 0 means the provider's default. */
  timeout: number;
  preview: boolean;
}

export interface DeleteRequest {
  urn: string;
  id: string;
  oldInputs: PropertyMap;
  oldOutputs: PropertyMap;
  /** Seconds; 0 means the provider's default. */
  timeout: number;
}

export interface InvokeRequest {
  token: string;
  args: PropertyMap;
  preview: boolean;
}

export interface InvokeResult {
  result: PropertyMap;
  failures: CheckFailure[];
}

export function isReplacement(diff: Diff): boolean {
  return (
    diff.replaceKeys.length > 0 ||
    Object.values(diff.detailed ?? {}).some(({ kind }) => kind.endsWith("-replace"))
  );
}
