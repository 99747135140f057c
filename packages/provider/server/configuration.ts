import { z } from "zod";
import type { Credentials } from "../client/connection.ts";
import type { Values } from "../declare/resource.ts";
import { check, type Problem } from "../properties/check.ts";
import type { Bag } from "../properties/values.ts";
import { hasUnknown } from "../properties/values.ts";
import { configuration } from "../provider.ts";

/** The provider's configuration, with what the environment says where the stack says nothing. */
export type Configuration = Values<typeof configuration>;

const whole = z.object(configuration);

/** Where each value comes from when the stack configuration does not say it. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  accountSid: "TWILIO_ACCOUNT_SID",
  authToken: "TWILIO_AUTH_TOKEN",
  apiKey: "TWILIO_API_KEY",
  apiSecret: "TWILIO_API_SECRET",
  apiUrl: "TWILIO_API_URL",
  region: "TWILIO_REGION",
  edge: "TWILIO_EDGE",
};

/**
 * The configuration in force. What a preview does not know yet counts as not said; what is wrong throws, naming each
 * value and where it comes from.
 */
export function effectiveConfiguration(given: Bag, environment: NodeJS.ProcessEnv): Configuration {
  // What else an engine hands over was refused when it was checked, or is the engine's own.
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => name in configuration));
  const { inputs, problems, origins } = checkConfiguration(known, environment);
  if (problems.length > 0) {
    throw new Error(problems.map(({ property, reason }) => `${origins[property]} ${reason}`).join("; "));
  }
  return whole.parse(inputs);
}

/** What is wrong with what is given or, where nothing is, with what the environment says; which is named then. */
export function configurationProblems(given: Bag, environment: NodeJS.ProcessEnv): Problem[] {
  const { problems, origins } = checkConfiguration(given, environment);
  return problems.map(({ property, reason }) => {
    const variable = origins[property] === ENVIRONMENT[property] && origins[property];
    return { property, reason: variable ? `${reason} (from the environment variable ${variable})` : reason };
  });
}

/** Checks values wherever they come from; `origins` are the names by which people set them. */
function checkConfiguration(given: Bag, environment: NodeJS.ProcessEnv) {
  const merged: Bag = { ...given };
  const origins: Record<string, string> = {};
  for (const name of Object.keys(configuration)) {
    const variable = ENVIRONMENT[name];
    const fromEnvironment = variable === undefined ? undefined : environment[variable] || undefined;
    const said = hasUnknown(given[name]) ? undefined : given[name];
    merged[name] = said ?? fromEnvironment;
    origins[name] = said === undefined && variable !== undefined ? variable : `twilio:${name}`;
  }
  return { ...check(configuration, merged), origins };
}

/** Who to be at Twilio. Throws when the configuration does not say. */
export function credentialsOf(settings: Configuration): Credentials {
  const { accountSid, authToken, apiKey, apiSecret, region, edge } = settings;
  const [username, password] = apiKey && apiSecret ? [apiKey, apiSecret] : [accountSid, authToken];
  if (!accountSid || !username || !password) {
    throw new Error(
      "there are no credentials for Twilio. Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and " +
        "TWILIO_API_SECRET) in the environment, or with: pulumi config set twilio:accountSid AC..., " +
        "pulumi config set --secret twilio:authToken ...",
    );
  }
  return { accountSid, username, password, region, edge };
}
