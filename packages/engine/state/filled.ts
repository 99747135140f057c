/** The list or map, unless it is empty: the CLI leaves empty ones out of what it writes. */
export function filled<T extends object>(value: T | undefined): T | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}
