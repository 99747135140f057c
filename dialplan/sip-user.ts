import { z } from "zod";

/** How a phone is reached, and what it may do: the part of its entry that says which SIP user it is. */

/** What phones are told to do by a network that says nothing of it. */
const deviceDefaults = { registerExpiry: 3_600, registerInterval: 30, traceLevel: "error" } as const;

/**
 * Settings of the phone itself. Twilio takes registrations for ten minutes at least.
 * {@link https://www.twilio.com/docs/voice/api/sip-registration}
 */
export const deviceSchema = z
  .strictObject({
    registerExpiry: z
      .int()
      .min(600, "is too short for Twilio; give at least 600 seconds")
      .max(3_600, "is too long; give at most 3600 seconds")
      .optional()
      .describe(
        `For how long the phone registers, in seconds; ${deviceDefaults.registerExpiry} unless given.`,
      ),
    registerInterval: z
      .int()
      .min(10, "is too short; give at least 10 seconds")
      .max(600, "is too long; give at most 600 seconds")
      .optional()
      .describe(
        `After how many seconds it tries again when it could not register; ${deviceDefaults.registerInterval} unless given.`,
      ),
    traceLevel: z
      .enum(["none", "error", "info", "debug"])
      .optional()
      .describe(`How much the phone writes into its own log; ${deviceDefaults.traceLevel} unless given.`),
  })
  .describe("Settings of the phone itself.");
export type DeviceSettings = Required<z.infer<typeof deviceSchema>>;

/** The settings of a phone: its own before the network's. */
export function deviceSettings(
  network: z.infer<typeof deviceSchema> | undefined,
  own: z.infer<typeof deviceSchema> | undefined,
): DeviceSettings {
  return { ...deviceDefaults, ...network, ...own };
}

const host = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

/** The properties by which a phone's entry says which SIP user it is. */
export const sipUser = {
  canCall: z
    .boolean()
    .default(true)
    .describe("Whether it may make calls. Emergency calls always go, as `emergency` says."),
  canBeCalled: z.boolean().default(true).describe("Whether it may be called."),
  register: z
    .boolean()
    .default(true)
    .describe("Whether it registers with the network's domain; if not, it is called at its own host."),
  sipHost: z
    .string()
    .regex(host, "is not a host; write pbx.example.org or an IPv4 address")
    .optional()
    .describe("Where a phone is called that does not register."),
  sipPort: z.int().min(1, "is not a port").max(65_535, "is not a port").optional(),
  sipParameters: z
    .strictObject({
      transport: z
        .enum(["udp", "tcp", "tls", "ws", "wss"])
        .describe("How SIP travels. A browser is ws or wss: it is a client of Twilio's Voice SDK."),
    })
    .optional(),
  sipHeaders: z
    .record(
      z.string().regex(/^X-[A-Za-z0-9-]{1,60}$/, "is not a header that Twilio passes on; write X-Location"),
      z.string().regex(/^[\x20-\x7e]*$/, "has characters that no header takes; write plain ASCII"),
    )
    .refine((headers) => new URLSearchParams(headers).toString().length < 1_024, {
      message: "are longer than the 1024 characters that Twilio passes on; shorten them",
    })
    .optional()
    .describe("Headers that the phone gets with a call, at its own host."),
  person: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("Whose phone it is: the ID of a person in people.json, or, without such a file, any name."),
  device: deviceSchema.optional(),
};
type SipUser = z.infer<z.ZodObject<typeof sipUser>>;

/** Whether it is a browser, which is called as a client of Twilio's Voice SDK and has a token in place of a password. */
export function isBrowser({ sipParameters }: Pick<SipUser, "sipParameters">): boolean {
  return sipParameters?.transport === "ws" || sipParameters?.transport === "wss";
}

/**
 * Where a phone is called that does not register with the network's domain: `client:<extension>`, or a SIP URI with
 * port, transport and headers. Nothing for one that does.
 * {@link https://www.twilio.com/docs/voice/twiml/sip#transport}
 */
export function ownUri(extension: string, entry: SipUser): string | undefined {
  if (isBrowser(entry)) return `client:${extension}`;
  const { register, sipHost, sipPort, sipParameters, sipHeaders = {} } = entry;
  if (register || sipHost === undefined) return undefined;
  const port = sipPort === undefined ? "" : `:${sipPort}`;
  const transport = sipParameters ? `;transport=${sipParameters.transport}` : "";
  const headers = Object.entries(sipHeaders).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const query = headers.length > 0 ? `?${headers.join("&")}` : "";
  return `sip:${extension}@${sipHost}${port}${transport}${query}`;
}
