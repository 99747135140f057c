import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Platform } from "../platform.ts";
import { addressOf } from "../rest/address.ts";
import type { RestApi } from "../rest/api.ts";
import { TwilioError } from "../rest/errors.ts";
import type { Voice } from "../voice/index.ts";
import type { Account } from "./snapshot.ts";

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

/** What is made of a resource: parameters by Twilio's names, `as` to refer to it, and lists of what hangs under it. */
interface Entry {
  [name: string]: z.output<typeof value> | Entry[];
}

const entry: z.ZodType<Entry> = z.lazy(() => z.record(z.string(), z.union([value, z.array(entry)])));

/** A file that says what an emulator has at its start. */
const seedFileSchema = z.strictObject({
  /** By path: `api/SIP/Domains` for the 2010 API of the account, `serverless/v1/Services` and the like for the others. */
  resources: z
    .record(z.string(), z.array(entry))
    .default({})
    .superRefine((resources, context) => {
      for (const path of Object.keys(resources)) {
        if (/^[a-z-]+(\/[\w-]+)+$/.test(path)) continue;
        const message = "must be a path such as api/SIP/Domains or serverless/v1/Services";
        context.addIssue({ code: "custom", path: [path], message });
      }
    }),
  /** Phones that are registered. */
  phones: z
    .array(z.strictObject({ domain: z.string(), username: z.string(), script: z.string().optional() }))
    .default([]),
  /** What people outside do when called, by their address. */
  parties: z.record(z.string(), z.string()).default({}),
});

/** What a seed file fills. */
export interface Seeded {
  platform: Platform;
  api: RestApi;
  voice: Pick<Voice, "phones" | "parties">;
  account: Account;
}

/** Makes what a seed file (YAML or JSON) says, in its order. @throws with the place of the first thing that is wrong */
export async function plantSeedFile(path: string, seeded: Seeded): Promise<void> {
  const parsed = seedFileSchema.safeParse(readSeedFile(path));
  if (!parsed.success) throw new Error(`${path} is no seed file:\n${z.prettifyError(parsed.error)}`);
  const { resources, phones, parties } = parsed.data;
  const planter = new Planter(path, seeded);
  for (const [kind, entries] of Object.entries(resources)) {
    await planter.plant(baseOf(kind, seeded.account.accountSid), entries, ["resources", kind]);
  }
  for (const [index, phone] of phones.entries())
    planter.at(["phones", index], () => seeded.voice.phones.register(phone));
  for (const [address, script] of Object.entries(parties))
    planter.at(["parties", address], () => seeded.voice.parties.script(address, script));
}

function readSeedFile(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function baseOf(kind: string, accountSid: string): string {
  const [product, ...rest] = kind.split("/");
  const path = product === "api" ? ["2010-04-01", "Accounts", accountSid, ...rest] : rest;
  return `/${product}.twilio.com/${path.join("/")}`;
}

type Where = (string | number)[];

/** Makes resources one after the other, through the API and by its rules. */
class Planter {
  readonly #path: string;
  readonly #seeded: Seeded;
  readonly #named = new Map<string, string>();

  constructor(path: string, seeded: Seeded) {
    this.#path = path;
    this.#seeded = seeded;
  }

  async plant(base: string, entries: Entry[], where: Where): Promise<void> {
    for (const [index, one] of entries.entries()) {
      const here = [...where, index];
      const { as, ...rest } = one;
      const children = Object.entries(rest).filter((pair): pair is [string, Entry[]] => isChildren(pair[1]));
      const parameters = Object.entries(rest).filter(([, given]) => !isChildren(given));
      const form = new URLSearchParams();
      for (const [name, given] of parameters)
        for (const text of [given].flat()) form.append(name, this.#resolved(String(text), here));
      const sid = await this.#create(base, form, here);
      if (typeof as === "string") this.#named.set(as, sid);
      for (const [name, below] of children)
        await this.plant(`${base}/${sid}/${name}`, below, [...here, name]);
    }
  }

  /** Does something that may be refused, and says where if it is. */
  at(where: Where, work: () => unknown): void {
    try {
      work();
    } catch (error) {
      throw this.#wrong(where, error);
    }
  }

  #resolved(text: string, where: Where): string {
    return text.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
      const sid = this.#named.get(name);
      if (sid === undefined)
        throw this.#wrong(where, new Error(`nothing before it is called "${name}" (as: ${name})`));
      return sid;
    });
  }

  async #create(target: string, form: URLSearchParams, where: Where): Promise<string> {
    const { account, api } = this.#seeded;
    const address = addressOf(target, undefined);
    if (!address || "elsewhere" in address)
      throw this.#wrong(where, new Error(`${target} is no path of Twilio's`));
    const authorization = `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`;
    try {
      const { body } = await api.handle({
        method: "POST",
        address,
        headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
        body: Buffer.from(form.toString()),
      });
      return z.object({ sid: z.string() }).parse(body).sid;
    } catch (error) {
      throw this.#wrong(where, error);
    }
  }

  #wrong(where: Where, error: unknown): Error {
    const code = error instanceof TwilioError ? `${error.code} ` : "";
    return new Error(
      `${this.#path}, at ${where.join(" / ")}: ${code}${error instanceof Error ? error.message : error}`,
    );
  }
}

const isChildren = (given: Entry[string]): given is Entry[] =>
  Array.isArray(given) && given.length > 0 && given.every((one) => typeof one === "object");
