import type { Json } from "../store/index.ts";

/** What the texts of a flow may refer to: `{{trigger.call.From}}`, `{{widgets.menu.Digits}}`, `{{flow.variables.name}}`. */
export interface Context {
  trigger: { call?: Record<string, string>; message?: Record<string, string> };
  widgets: Record<string, Record<string, Json>>;
  flow: { sid: string; variables: Record<string, Json>; channel: { address: string } };
  contact: { channel: { address: string } };
}

/** The value at a path with dots, or nothing. */
function valueAt(context: Context, path: string): Json | undefined {
  let value: unknown = context;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value as Json | undefined;
}

/** Puts values in the place of Liquid's `{{path}}`; what is not there is empty. Filters and tags are not known. */
export const render = (text: string, context: Context): string =>
  text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => {
    const value = valueAt(context, path);
    return value === undefined || value === null
      ? ""
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  });
