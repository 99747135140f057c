/**
 * The parameters of an update: what is no longer set is sent empty, which is how Twilio unsets it.
 */
export function cleared<T extends object>(changes: T): T {
  return Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? ""])) as T;
}

/** A webhook method as Twilio tells it; one that was never set is POST. */
export function method(told: string | null | undefined): "GET" | "POST" {
  return told?.toUpperCase() === "GET" ? "GET" : "POST";
}

/** Parameters without those that are not set: the official client tells a filter of undefined from none. */
export function given<T extends object>(parameters: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** A time in ISO 8601 as the official client takes it. */
export function moment(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
