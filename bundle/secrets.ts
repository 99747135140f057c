import * as z from "zod/mini";
import { alertSecrets, metricSecrets } from "../dialplan/secrets.ts";
import { labSecrets } from "../systems/lab/variables.ts";
import { pagerSecrets } from "../systems/pager/variables.ts";
import { type ServiceName, serviceNames } from "./services.ts";

/** What the functions of each service find of `.env.<environment>` in their context. All of it is secret. */
const secretsOf: Record<ServiceName, z.core.$ZodShape> = {
  dialer: { ...alertSecrets, ...metricSecrets },
  fallback: { ...alertSecrets, ...metricSecrets },
  pager: pagerSecrets,
  router: {},
  lab: labSecrets,
};

/** The whole of `.env.<environment>`: nothing else may be in it. What services need that the network has not may stay. */
export function environmentFileSchema(services: readonly ServiceName[]) {
  const shapes = serviceNames.map((name) =>
    services.includes(name) ? secretsOf[name] : unused(secretsOf[name]),
  );
  return z.strictObject(Object.assign({}, ...shapes.reverse()) as z.core.$ZodShape);
}

function unused(shape: z.core.$ZodShape): z.core.$ZodShape {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, z.optional(z.string())]));
}

/** The variables that belong to a service: none gets another one's secrets. */
export function secretsFor(service: ServiceName, variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => name in secretsOf[service]));
}
