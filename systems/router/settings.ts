import { z } from "zod";
import type { Routes } from "./routes.ts";
import type { Reach } from "./urls.ts";

/** The file that says whose calls the router takes, and where it may send them. */
export const routerFile = "assets/router/router.json";

const host = z
  .string()
  .regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    "is not the name of a host; write flows.example.org, without https://",
  );

export const routerSchema = z
  .strictObject({
    $schema: z.string().optional(),
    trunks: z
      .record(
        z.string(),
        z.array(
          z
            .string()
            .regex(
              /^(\d{1,3}\.){3}\d{1,3}(\/([1-9]|[12]\d|3[0-2]))?$/,
              "is not an IPv4 address; write 203.0.113.7, or 203.0.113.0/29 for eight of them",
            ),
        ),
      )
      .describe(
        "The addresses from which carriers and telephone systems may call, by environment. An environment that is left out takes no calls.",
      ),
    webhookHosts: z
      .array(host)
      .default([])
      .describe("Hosts of your own to which routes may send calls, beside Twilio's."),
    flexOrigins: z
      .array(
        z
          .string()
          .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, "is not an origin; write https://flex.twilio.com"),
      )
      .default(["https://flex.twilio.com"])
      .describe("Where the pages come from that may administer the routes."),
    flexEnvironment: z
      .string()
      .optional()
      .describe(
        "The environment whose router Flex administers. Left out: Flex's configuration is left alone.",
      ),
  })
  .describe("Whose calls the router takes, and where it may send them.");

/** What people wrote down about the router. */
export interface RouterSettings extends z.infer<typeof routerSchema> {
  /** The routes to begin with. */
  routes: Routes;
}

/** Where routes may lead that stand in a file: which host will serve the router is not known yet. */
export function reachOfFile({ webhookHosts }: Pick<RouterSettings, "webhookHosts">): Reach {
  return { isOwn: (host) => /^router-.*\.twil\.io$/.test(host), hosts: webhookHosts };
}
