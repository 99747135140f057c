const unitSeconds: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/**
 * Seconds of a duration as options have it: `1h30m`, `90s`, `1.5h`. Empty: not set.
 * @throws Error when it is not a duration
 */
export function durationSeconds(text: string): number | undefined {
  if (text === "") return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|µs|us|ns|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== text) {
    throw new Error(`"${text}" is not a duration: write it as 30s, 5m or 1h30m`);
  }
  return parts.reduce((sum, [, amount, unit = "s"]) => sum + Number(amount) * (unitSeconds[unit] ?? 1), 0);
}
