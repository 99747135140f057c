import { z } from "zod";
import type { Budget } from "./budget.ts";
import { dailyMinutes } from "./dial-plan.ts";
import { type Language, languages } from "./menu-state.ts";
import { type DeviceSettings, deviceSchema, deviceSettings, isBrowser, ownUri, sipUser } from "./sip-user.ts";

/** The file in which the phones of the network are written down. */
export const clientsFile = "assets/dialer/clients.json";

/** The environment that owns the main number, and answers calls to it. */
export const ownerOfMain = "prod";

export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{7,14}$/, 'is not a number in E.164 form; write it as "+15035550100"')
  .describe("Telephone number in E.164 form, such as +15035550100.");

/** A street address to which emergency services are sent. {@link https://www.twilio.com/docs/usage/api/address} */
const addressSchema = z.strictObject({
  customerName: z.string().min(1, "must not be empty").describe("Who is there: a person or an organisation."),
  street: z.string().min(1, "must not be empty").describe("House number and street."),
  streetSecondary: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("Floor, room or unit: where to go in the building."),
  city: z.string().min(1, "must not be empty"),
  region: z.string().min(1, "must not be empty").describe("State or province, such as OR."),
  postalCode: z.string().min(1, "must not be empty"),
  isoCountry: z
    .enum(["US", "CA", "GB"])
    .describe("Country in which emergency addresses can be registered with Twilio: US, CA or GB."),
});
export type Address = z.infer<typeof addressSchema>;

const emergency = z
  .union(
    [
      z
        .literal("registered")
        .describe("Calls with its own number, which is registered at the address where the phone stands."),
      z
        .literal("relay")
        .describe(
          "Calls with the main number. A national centre asks the caller where they are; $75 a call.",
        ),
      z
        .strictObject({
          refuse: z
            .string()
            .min(10, "must give the reason, in ten characters at least")
            .describe("Why nobody can call emergency services here, and what is there instead."),
        })
        .describe("Cannot call emergency services: the caller is told to use another phone."),
    ],
    'must be "registered", "relay" or { "refuse": "why nobody can call emergency services here" }',
  )
  .describe("What happens when 911 is dialled. There is no default.");

export const clientSchema = z.strictObject({
  callerId: z
    .string()
    .min(1, "must not be empty")
    .describe(
      'The number that the phone shows: one of its own (+15035550100), "main" for the main number, or the extension ' +
        "whose number it shares; phones that share a number ring together.",
    ),
  environment: z
    .string()
    .regex(
      /^[a-z][a-z0-9]{0,15}$/,
      "is not a name for an environment; write up to 16 lower-case letters and digits",
    )
    .default("prod")
    .describe("The environment the phone belongs to."),
  address: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe(
      'Name of the address where the phone stands. Only with a number of its own and emergency "registered".',
    ),
  context: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/, "is not a name for a context; write lower-case letters, digits, - and _")
    .describe("The menu that # leads to."),
  emergency,
  dailyMinutes: dailyMinutes
    .optional()
    .describe(
      'How many minutes of calls to outside numbers the phone has in a day (UTC), or "unlimited"; what the dial plan says ' +
        "unless given. Emergency calls always go.",
    ),
  language: z
    .enum(languages)
    .optional()
    .describe(
      'What callers on this phone hear first, "en" unless given; in a menu * changes it for the call.',
    ),
  ...sipUser,
  comment: z.string().optional(),
});

/** SIP takes up to 32 characters here; these need no escape in a URI. */
export const extensionPattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;

export const clientsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    main: z
      .strictObject({
        number: e164.describe("The number that phones without one of their own show. No phone owns it."),
        address: z
          .string()
          .min(1, "must not be empty")
          .optional()
          .describe(
            "Name of the address at which it is registered for emergency calls. Leave it out if phones elsewhere call " +
              "emergency services with it: then a national centre asks them where they are.",
          ),
      })
      .describe("The network's main number."),
    addresses: z
      .record(
        z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9_-]{0,31}$/,
            "is not a name for an address; write up to 32 of a-z, 0-9, - and _",
          ),
        addressSchema,
      )
      .default({})
      .describe("The places where phones stand, by name."),
    device: deviceSchema.optional().describe("Settings of every phone whose entry says nothing else."),
    clients: z
      .record(
        z
          .string()
          .regex(extensionPattern, "is not a name for an extension; write up to 32 of a-z, 0-9, - and _"),
        clientSchema,
      )
      .describe("The phones, by extension: the name with which a phone registers."),
  })
  .describe("The phones of the network.");

/** The file as it is written, defaults filled in. */
export type ClientsFile = z.infer<typeof clientsSchema>;
export type ClientEntry = z.infer<typeof clientSchema>;

/** A phone, with everything that follows from its entry. */
export interface Client {
  extension: string;
  environment: string;
  /** The number it shows and at which it rings, E.164; the main number does not ring phones. */
  callerId: string;
  /** The number that is this phone's own; left out: it has none. */
  number?: {
    phoneNumber: string;
    /** Name of the address at which it is to be registered for emergency calls; left out: it is not. */
    address?: string;
  };
  context: string;
  emergency: "registered" | "relay" | "refuse";
  /** Which of the environment's SIP domains it registers on: the one with emergency calling, or the one without. */
  domain: "emergency" | "nonemergency";
  canCall: boolean;
  canBeCalled: boolean;
  /** Minutes of calls to outside numbers in a day; left out: as the dial plan says. */
  dailyMinutes?: Budget;
  /** What its callers hear until they choose another one; left out: the first of all languages. */
  language?: Language;
  /** Where it is called if it does not register with the domain: a SIP URI, or `client:<extension>` for a browser. */
  uri?: string;
  browser: boolean;
  device: DeviceSettings;
}

/**
 * The phones in the order of the file. The file must have passed its checks.
 * @see checkClients
 */
export function clientsOf(file: ClientsFile): Client[] {
  return Object.entries(file.clients).map(([extension, entry]) => {
    const mode = typeof entry.emergency === "string" ? entry.emergency : "refuse";
    const own = entry.callerId.startsWith("+");
    const uri = ownUri(extension, entry);
    return {
      extension,
      environment: entry.environment,
      callerId: callerIdOf(file, entry),
      ...(own && {
        number: { phoneNumber: entry.callerId, ...(entry.address && { address: entry.address }) },
      }),
      context: entry.context,
      emergency: mode,
      domain: mode === "refuse" ? "nonemergency" : "emergency",
      canCall: entry.canCall,
      canBeCalled: entry.canBeCalled,
      ...(entry.dailyMinutes !== undefined && { dailyMinutes: entry.dailyMinutes }),
      ...(entry.language !== undefined && { language: entry.language }),
      ...(uri !== undefined && { uri }),
      browser: isBrowser(entry),
      device: deviceSettings(file.device, entry.device),
    };
  });
}

function callerIdOf(file: ClientsFile, { callerId }: ClientEntry): string {
  if (callerId === "main") return file.main.number;
  return file.clients[callerId]?.callerId ?? callerId;
}
