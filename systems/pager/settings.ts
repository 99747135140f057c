import { z } from "zod";
import { type ClientsFile, e164 } from "../../dialplan/clients.ts";
import type { Problem } from "../../dialplan/problems.ts";
import { pageEnds } from "./escalation.ts";

/** The file that says who answers the pager, and how it reaches them. */
export const pagerFile = "assets/pager/pager.json";

const userId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, "is not an ID; write lower-case letters, digits, - and _");

export const pagerSchema = z
  .strictObject({
    $schema: z.string().optional(),
    available_users: z
      .strictObject({
        users: z.record(
          userId,
          z.strictObject({
            id: userId.describe("The same as its key."),
            name: z.string().min(1, "must not be empty").max(40, "is longer than 40 characters"),
            phone: e164.describe("Where pages go, and from where commands are taken."),
          }),
        ),
      })
      .describe("The members of the team, in the order in which they are called when nobody answers."),
    current_config: z
      .strictObject({
        oncall_user: userId.describe("Who is on call until somebody sends TAKE for the first time."),
        session_lifetime: z
          .int()
          .min(30, "is too short; give at least 30 seconds")
          .max(3_600, "is too long; give at most 3600 seconds")
          .describe("How long a TAKE can be confirmed, in seconds."),
        numbers: z
          .record(
            z.string(),
            z.strictObject({
              pager_phone: e164.describe("The number that callers leave a page on."),
              from_phone: e164.describe(
                "The number that texts the members and takes their commands. May be the same one.",
              ),
            }),
          )
          .describe("The pager's numbers, by environment."),
        mail_settings: z
          .strictObject({
            host: z.string().min(1, "must not be empty").describe("The SMTP relay."),
            port: z.int().min(1).max(65_535).describe("Its port, mostly 587 for starttls and 465 for tls."),
            security: z
              .enum(["starttls", "tls", "none"])
              .default("starttls")
              .describe(
                "How the connection is kept secret. `none` only for a relay in a network of your own.",
              ),
            from: z.email("is not an e-mail address"),
            to: z.array(z.email("is not an e-mail address")).min(1, "must name who gets the mail"),
          })
          .optional()
          .describe("Every page is mailed with its sound attached. Left out: no mail."),
        page_until: z
          .enum(pageEnds)
          .default("acknowledged")
          .describe(
            "When a page is over. `acknowledged`: when a member has pressed a key in the call that comes with each message. " +
              "`delivered`: when a carrier says that a message was delivered; many never say so of messages with sound, and then nobody else is told.",
          ),
        max_mms_bytes: z
          .int()
          .min(0)
          .max(5_000_000, "is more than the 5 MB that Twilio takes")
          .default(600_000)
          .describe("Sounds that are larger are sent as a link: carriers drop what is too large for them."),
        retention_days: z
          .int()
          .min(1, "must be a day at least")
          .max(365, "is more than the year that Twilio keeps state")
          .default(90)
          .describe("How long recordings and their records are kept."),
      })
      .describe("How the pager works."),
  })
  .describe("The on-call pager.");

export type PagerSettings = z.infer<typeof pagerSchema>;

/**
 * What a schema cannot say of a team, and of its numbers.
 * @param clients the phones beside it, if their file could be read: what they own the pager cannot have
 */
export function checkPager(settings: PagerSettings, clients?: ClientsFile): Problem[] {
  return [...checkTeam(settings), ...checkNumbers(settings, clients)];
}

const problem = (path: string, message: string) => ({ file: pagerFile, path, message });

function checkTeam({ available_users: { users }, current_config }: PagerSettings): Problem[] {
  const members = Object.entries(users);
  const numbers = Object.values(current_config.numbers).flatMap((each) => [
    each.pager_phone,
    each.from_phone,
  ]);
  return [
    ...(members.length === 0 ? [problem("available_users.users", "must name a member at least")] : []),
    ...members.flatMap(([key, { id, phone }]) => [
      ...(id === key ? [] : [problem(`available_users.users.${key}.id`, `must be "${key}", as its key`)]),
      ...(members.some(([other, member]) => other < key && member.phone === phone)
        ? [
            problem(
              `available_users.users.${key}.phone`,
              "is another member's phone as well; commands could be either's",
            ),
          ]
        : []),
      ...(numbers.includes(phone)
        ? [
            problem(
              `available_users.users.${key}.phone`,
              "is a number of the pager itself; name the member's own",
            ),
          ]
        : []),
    ]),
    ...(members.length > 0 && !users[current_config.oncall_user]
      ? [problem("current_config.oncall_user", `is no member; name one of ${Object.keys(users).join(", ")}`)]
      : []),
  ];
}

/** Two that answer one number would take it from each other with every `up`. */
function checkNumbers({ current_config }: PagerSettings, clients?: ClientsFile): Problem[] {
  const phones = Object.entries(clients?.clients ?? {});
  const owners = new Map<string, string>();
  return Object.entries(current_config.numbers).flatMap(([environment, numbers]) => {
    const wrong = Object.entries(numbers).flatMap(([role, number]) => {
      const path = `current_config.numbers.${environment}.${role}`;
      const [phone] = phones.find(([, { callerId }]) => callerId === number) ?? [];
      const other = owners.get(number);
      if (number === clients?.main.number)
        return [problem(path, "is the main number; the pager needs one of its own")];
      if (phone !== undefined)
        return [problem(path, `is the number of the phone ${phone}; the pager needs one of its own`)];
      if (other !== undefined)
        return [problem(path, `is a number of the pager of ${other}; each environment needs its own`)];
      return [];
    });
    for (const number of Object.values(numbers)) owners.set(number, environment);
    return wrong;
  });
}
