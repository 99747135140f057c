/** The serverless services of every network: the one that answers calls, and the one that steps in when the first fails. */
export const coreServices = ["dialer", "fallback"] as const;

/** What a network may have beside its phones. Each is a serverless service of its own, named like it. */
export const systemNames = ["pager", "router", "lab"] as const;
export type SystemName = (typeof systemNames)[number];

export const serviceNames = [...coreServices, ...systemNames] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Services of which every environment serves the same build: the router has one for each, since its routes are published while it runs. */
export type SharedServiceName = Exclude<ServiceName, "router">;

/** The services that the environments of a network with these systems have in common. */
export function sharedServices(systems: readonly SystemName[]): SharedServiceName[] {
  return [...coreServices, ...systems.filter((name) => name !== "router")];
}
