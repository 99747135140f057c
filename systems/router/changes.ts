import type { AddressedRoute, Route, Routes } from "./routes.ts";

/** What is different for whoever calls an address. */
export interface Change {
  /** The address; `null` stands for all that have no route of their own. */
  address: string | null;
  /** `null` where the address had no route of its own. */
  before: CommentedRoute | null;
  after: CommentedRoute | null;
}

type CommentedRoute = Omit<AddressedRoute, "address">;

/** What differs from one set of routes to another, by address; comments count, the order does not. */
export function changesBetween(before: Routes, after: Routes): Change[] {
  const [old, now] = [byAddress(before), byAddress(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((address) => ({ address, before: old.get(address) ?? null, after: now.get(address) ?? null }))
    .filter((change) => key(change.before) !== key(change.after));
}

function byAddress({ routes, default: otherwise }: Routes): Map<string | null, CommentedRoute> {
  const listed = routes.map(({ address, ...route }) => [address, route] as const);
  return new Map<string | null, CommentedRoute>([[null, otherwise], ...listed]);
}

function key(route: (Route & { comment?: string | undefined }) | null): string {
  return JSON.stringify(route && [route.type, route.destination, route.comment ?? ""]);
}
