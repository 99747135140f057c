import type { Declaration } from "../declare/resource.ts";
import { changedInputs, leftAlone } from "../properties/diff.ts";
import { type Bag, isEmpty, same } from "../properties/values.ts";
import type { Live } from "./handlers.ts";

/** The Pulumi ID of a resource, from its properties. */
export function idOf(declaration: Declaration, properties: Bag): string {
  return declaration.id.map((part) => String(properties[part])).join("/");
}

/** Takes a Pulumi ID apart. Throws when it is not one of this kind. */
export function parseId(token: string, declaration: Declaration, id: string): Record<string, string> {
  const parts = id.split("/");
  const path = declaration.idPath === undefined ? -1 : declaration.id.indexOf(declaration.idPath);
  const surplus = parts.length - declaration.id.length;
  if (path >= 0 && surplus > 0) {
    parts.splice(path, surplus + 1, parts.slice(path, path + surplus + 1).join("/"));
  }
  if (parts.length !== declaration.id.length || parts.includes("")) {
    throw new Error(
      `"${id}" is not an ID of ${token}: give ${declaration.id.map((part) => `<${part}>`).join("/")}`,
    );
  }
  return Object.fromEntries(declaration.id.map((part, index) => [part, parts[index] ?? ""]));
}

/** The ID of a resource as Twilio tells it. */
export function idOfLive(declaration: Declaration, live: Live): string {
  return idOf(declaration, { ...live.inputs, ...live.outputs });
}

/** What tells a resource from all others of its collection, from its properties. */
export function naturalKeyOf(declaration: Declaration, properties: Bag): string {
  return JSON.stringify(
    declaration.naturalKey.map((name) => (isEmpty(properties[name]) ? "" : properties[name])),
  );
}

/** The state of a resource: what Twilio tells, and what it never tells as it was declared or remembered. */
export function stateOf(declaration: Declaration, live: Live, inputs: Bag, before: Bag): Bag {
  const state: Bag = {};
  for (const name of Object.keys(declaration.inputs)) {
    const told = live.inputs[name];
    const value = name in live.inputs && !same(told, inputs[name]) ? told : inputs[name];
    if (value !== undefined) state[name] = value;
  }
  for (const name of Object.keys(declaration.outputs)) {
    state[name] = live.outputs[name] ?? state[name] ?? before[name];
  }
  return state;
}

/**
 * The inputs that would make a resource what it is. Where Twilio tells what it told before, the input is as it was
 * declared: Twilio writes some values its own way, and that is no drift.
 */
export function liveInputs(declaration: Declaration, live: Live, inputs: Bag, state: Bag): Bag {
  const importing = Object.keys(inputs).length === 0;
  if (importing) return withDefaults(declaration, live.inputs);
  const result: Bag = {};
  for (const name of Object.keys(declaration.inputs)) {
    const told = live.inputs[name];
    const unseen = told === undefined && (isWriteOnly(declaration, name) || name === "adopt");
    const keep = unseen || leftAlone(declaration, name, inputs) || same(told, state[name]);
    const value = keep ? inputs[name] : told;
    if (value !== undefined && (keep || !isEmpty(value))) result[name] = value;
  }
  return result;
}

/** The inputs of something that exists and was not declared yet; what Twilio does not tell is taken to be the default. */
export function withDefaults(declaration: Declaration, told: Bag): Bag {
  const result: Bag = {};
  for (const [name, schema] of Object.entries(declaration.inputs)) {
    if (!isEmpty(told[name])) {
      result[name] = told[name];
      continue;
    }
    const filled = schema.safeParse(undefined);
    if (filled.success && filled.data !== undefined) result[name] = filled.data;
  }
  return result;
}

/** What must change at Twilio for something that exists to become what is wanted. */
export function changesFor(declaration: Declaration, live: Live, inputs: Bag): Bag {
  return changedInputs(declaration, withDefaults(declaration, live.inputs), inputs);
}

function isWriteOnly(declaration: Declaration, name: string): boolean {
  return (declaration.writeOnly ?? []).includes(name);
}
