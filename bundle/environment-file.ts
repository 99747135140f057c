import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Problem } from "../dialplan/problems.ts";
import { metricGroups } from "../dialplan/secrets.ts";
import { parse } from "./parse.ts";
import { environmentFileSchema } from "./secrets.ts";
import type { ServiceName } from "./services.ts";

/** What Twilio takes as the value of a variable, in bytes. {@link https://www.twilio.com/docs/serverless/api/resource/variable} */
const maxBytes = 450;

/**
 * Reads and checks the file with an environment's secrets. A variable without a value counts as not set.
 * @param services those of the network: what they need must be there
 * @returns the variables that are set, and every problem found; no problem shows a value
 */
export function readEnvironmentFile(
  root: string,
  file: string,
  services: readonly ServiceName[],
): { variables: Record<string, string>; problems: Problem[] } {
  let text: string;
  try {
    text = readFileSync(join(root, file), "utf8");
  } catch {
    const message = `cannot be read; copy .env.sample to ${file} and fill it in`;
    return { variables: {}, problems: [{ file, path: "", message }] };
  }
  const entries = Object.entries(parseEnv(text)).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const variables = Object.fromEntries(entries);
  const parsed = parse(environmentFileSchema(services), variables, file);
  const long = entries
    .filter(([, value]) => Buffer.byteLength(value) > maxBytes)
    .map(([path]) => ({
      file,
      path,
      message: `is longer than the ${maxBytes} bytes that Twilio takes; shorten it`,
    }));
  return {
    variables,
    problems: [
      ...parsed.problems,
      ...long,
      ...checkAlerts(variables, file),
      ...checkMetrics(variables, file),
    ],
  };
}

function checkAlerts(variables: Record<string, string>, file: string): Problem[] {
  if (variables.ALERT_NUMBERS || variables.ALERT_WEBHOOK_URL) return [];
  const message = "set it, or ALERT_WEBHOOK_URL: the team must hear of every emergency call";
  return [{ file, path: "ALERT_NUMBERS", message }];
}

function checkMetrics(variables: Record<string, string>, file: string): Problem[] {
  return metricGroups.flatMap((group) => {
    const set = group.filter((name) => variables[name]);
    if (set.length === 0) return [];
    const missing = group.filter((name) => !variables[name]);
    return missing.map((path) => ({ file, path, message: `is missing; ${set[0]} is of no use without it` }));
  });
}
