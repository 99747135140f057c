const unitSeconds: Record<string, number> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};

/**
 * Seconds of a duration as options have it, in Go's form: `1h30m`, `90s`, `.5h`, `0`. Empty: not set.
 * {@link https://pkg.go.dev/time#ParseDuration}
 * @throws Error when it is not a duration
 */
export function durationSeconds(text: string): number | undefined {
  if (text === "") return undefined;
  if (text === "0") return 0;
  const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)(h|ms|µs|μs|us|ns|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== text) {
    throw new Error(`"${text}" is not a duration: write it as 30s, 5m or 1h30m`);
  }
  return parts.reduce((sum, [, amount, unit = "s"]) => sum + Number(amount) * (unitSeconds[unit] ?? 1), 0);
}
