/** The engine as a library: whole stacks in tests. */
export type { Operation } from "./deploy/step.ts";
export type { ProviderSource } from "./plugins/host.ts";
export type { PropertyMap, PropertyValue } from "./property/value.ts";
export { Secret, unknown } from "./property/value.ts";
export type { ResourceState, Snapshot } from "./state/resource.ts";
export {
  type TestRun,
  type TestRunOptions,
  TestStack,
  type TestStackOptions,
  testStack,
} from "./test-stack.ts";
