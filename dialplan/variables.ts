import * as z from "zod/mini";

/**
 * The variables that the program gives to an environment's functions: what they need to take a call.
 * {@link https://www.twilio.com/docs/serverless/api/resource/variable}
 */
export const dialVariables = z.object({
  /** Name of the environment, such as `stage`. */
  ENVIRONMENT: z.string(),
  /** The SIP host behind the network, where menus are that are not its own. */
  TRUNK_HOST: z.string(),
  /** Twilio's region from which the trunk is called, such as `us2`; left out: the default one. */
  TRUNK_REGION: z.optional(z.string()),
  /** The environment's SIP domain with emergency calling: `<label>.sip.twilio.com`. */
  SIP_DOMAIN: z.string(),
  /** The environment's SIP domain without. */
  SIP_DOMAIN_NONEMERGENCY: z.string(),
});
export type DialVariables = z.infer<typeof dialVariables>;

/** What a stack file says of where an environment's calls go. */
export interface Places {
  /** Names the network in its SIP domains. */
  network: string;
  environment: string;
  trunkHost: string;
  trunkRegion?: string | undefined;
}

/** The SIP domains of an environment: with emergency calling, and without. */
export function sipDomainsOf({ network, environment }: Pick<Places, "network" | "environment">) {
  return {
    emergency: `direct-${network}-${environment}.sip.twilio.com`,
    nonemergency: `direct-${network}-nonemergency-${environment}.sip.twilio.com`,
  };
}

/** The variables of an environment's functions that say where its calls go. */
export function dialVariablesOf(places: Places): DialVariables {
  const { emergency, nonemergency } = sipDomainsOf(places);
  return {
    ENVIRONMENT: places.environment,
    TRUNK_HOST: places.trunkHost,
    ...(places.trunkRegion !== undefined && { TRUNK_REGION: places.trunkRegion }),
    SIP_DOMAIN: emergency,
    SIP_DOMAIN_NONEMERGENCY: nonemergency,
  };
}

/** What the program gives to an environment with browsers among its phones: what their tokens are made of. */
export const browserVariables = z.object({
  /** The API key that signs the tokens. */
  API_KEY_SID: z.string(),
  API_KEY_SECRET: z.string(),
  /** The TwiML application that their calls reach. */
  TWIML_APP_SID: z.string(),
});
export type BrowserVariables = z.infer<typeof browserVariables>;
