import { z } from "zod";
import { parse } from "./bundle/parse.ts";
import { sharedServices, systemNames } from "./bundle/services.ts";
import { InvalidNetwork } from "./dialplan/problems.ts";
import * as pulumi from "./pulumi.ts";

const buildSid = z
  .string()
  .regex(/^ZB[0-9a-f]{32}$/, "must be the SID of a build: ZB and 32 hexadecimal digits");

const builds = z.partialRecord(z.enum(sharedServices(systemNames)), buildSid);

const schema = z
  .object({
    network: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,30}$/, "must be small letters, digits and hyphens, at most 31"),
    environment: z.string().regex(/^[a-z][a-z0-9]{0,15}$/, "must be small letters and digits, at most 16"),
    envFile: z.string(),
    trunkHost: z.hostname("must be the name of a host, such as pbx.example.org"),
    trunkRegion: z
      .string()
      .regex(/^[a-z]{2}[0-9]$/, "must be a Twilio region such as us1")
      .optional(),
    sharedFrom: z.string().min(1, "must be the name of a stack").optional(),
    build: z
      .union([z.literal("here"), builds], {
        error:
          'must be either "here" or the SID of a build for each service: {dialer: ZB..., fallback: ZB...}',
      })
      .optional(),
    billAlarm: z
      .string()
      .regex(/^(0|[1-9]\d*)(\.\d*[1-9])?$/, "must be a price such as 50, in the account's currency")
      .optional(),
    otherCountries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "must be two upper-case letters of ISO 3166, such as GB"))
      .default([]),
    systems: z.array(z.enum(systemNames)).default([]),
  })
  .superRefine(({ build, systems }, context) => {
    if (typeof build !== "object") return;
    for (const name of sharedServices(systems)) {
      if (!build[name])
        context.addIssue({
          code: "custom",
          path: ["build", name],
          message: "is missing: the SID of a build",
        });
    }
  });

/** What a stack file (`Pulumi.<stack>.yaml`) says. */
export type StackConfig = z.infer<typeof schema>;

/**
 * Reads and checks the configuration of this stack.
 *
 * - `dialer:network`: names the network in its SIP domains. Default `futel`.
 * - `dialer:environment`: default the stack's name.
 * - `dialer:envFile`: variables and secrets of the functions. Default `.env.<environment>`.
 * - `dialer:trunkHost`, `dialer:trunkRegion`: the SIP host behind the network.
 * - `dialer:sharedFrom`: the stack that owns what environments share; left out: this one does.
 * - `dialer:billAlarm`: the price of a day at which the team is told, in the account's currency; left out: it is not. Counts in
 *   the stack of the environment `prod`, for the whole account.
 * - `dialer:otherCountries`: where something else of the account calls, such as `[GB]`: the last stop closes all countries but
 *   these and those of the dial plan. Counts in the same stack. Default none.
 * - `dialer:systems`: what the network has beside its phones: `pager`, `router`, `lab`. Default none.
 * - `dialer:build`: left out: serve the owner's current builds. The SID of one for each service: serve just these (a
 *   promotion or a rollback that stays). `here`: for an emergency, build in this stack from the sources at hand.
 *
 * @throws {InvalidNetwork} naming every setting that is wrong, and the stack file to mend
 */
export function readConfig(config = new pulumi.Config(), stack = pulumi.getStack()): StackConfig {
  const environment = config.get("environment") ?? stack;
  const file = `Pulumi.${stack}.yaml`;
  const written = {
    network: config.require("network"),
    environment,
    envFile: config.get("envFile") ?? `.env.${environment}`,
    trunkHost: config.get("trunkHost"),
    trunkRegion: config.get("trunkRegion"),
    sharedFrom: config.get("sharedFrom"),
    billAlarm: config.get("billAlarm"),
    otherCountries: config.getObject("otherCountries"),
    build: config.get("build")?.startsWith("{") ? config.getObject("build") : config.get("build"),
    systems: config.getObject("systems"),
  };
  const { data, problems } = parse(schema, written, file);
  if (data) return data;
  throw new InvalidNetwork(problems.map((problem) => ({ ...problem, path: `dialer:${problem.path}` })));
}
