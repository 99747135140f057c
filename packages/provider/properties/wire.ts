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
