import type { Operation } from "@dialer/openapi";
import { z } from "zod";
import { Uncertain } from "../client/errors.ts";
import { HalfMade } from "../lifecycle/errors.ts";
import { type Call, handlersOf, type Live } from "../lifecycle/handlers.ts";
import type { Problem } from "../properties/check.ts";
import type { Bag } from "../properties/values.ts";
import { located, type Noun, nounAt, urlOf } from "./noun.ts";
import { alike, bodyOf, rulesOf, told, wrongParameters } from "./parameters.ts";
import { Resource } from "./resource.ts";

/** Where a resource is: its Pulumi ID in parts. */
interface Ref {
  product: string;
  collection: string;
  key: string;
}

const method = z.enum(["get", "post", "put", "patch", "delete"]);
const record = z.record(z.string(), z.unknown());
const declared = z.object({
  parameters: record.default({}),
  secretParameters: record.default({}),
  hide: z.array(z.string()).default([]),
});
type Declared = z.output<typeof declared>;

const SECRET = /(^|_)(auth_token|secret|password|private_key)$/;

const isProblem = (found: Noun | Problem): found is Problem => "reason" in found;

function nounOf(product: string, path: string): Noun {
  const found = nounAt(product, path);
  if (isProblem(found)) throw new Error(`${found.property} ${found.reason}`);
  return found;
}

/** The noun of a resource that exists: one of its collection, or settings of which there is one only. */
function nounOfRef({ product, collection, key }: Ref): { noun: Noun; path: string } {
  const paths = [`/${collection}`, `/${collection}/${key}`];
  const [first, ...others] = paths.map((path) => ({ path, found: nounAt(product, path) }));
  for (const { path, found } of [first, ...others].filter((one) => one !== undefined)) {
    const fits = !isProblem(found) && (found.create !== undefined || path === paths[1]);
    if (fits) return { noun: found, path };
  }
  const why = first && isProblem(first.found) ? `: ${first.found.property} ${first.found.reason}` : "";
  const id = `${product}/${collection}/${key}`;
  throw new Error(
    `"${id}" is not an ID of twilio:rest:Resource: give <product>/<path>, such as conversations/v1/Services/IS...${why}`,
  );
}

async function ask(call: Call, operation: Operation, path: string, parameters?: Bag): Promise<Bag> {
  const pageSize = operation.parameters.find(({ name }) => name === "PageSize")?.schema.maximum;
  const type = operation.body?.types[0];
  const { body } = await call.twilio.request({
    method: method.parse(operation.method.toLowerCase()),
    uri: urlOf(operation, path),
    ...(pageSize && { params: { PageSize: pageSize } }),
    ...(parameters && type && { headers: { "Content-Type": type }, data: bodyOf(operation, parameters) }),
  });
  return record.catch({}).parse(body);
}

/** What Twilio answers as a resource, with every parameter that it tells. */
function tell(noun: Noun, product: string, path: string, answer: Bag, { accountSid }: Call): Live {
  const settable = Object.keys({ ...rulesOf(noun.create), ...rulesOf(noun.update) });
  const parameters = settable
    .map((name) => [name, told(name, answer)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  const segments = located(path, accountSid).slice(1).split("/");
  const key = noun.create === undefined ? segments.pop() : keyOf(noun, answer);
  const created = new Date(String(answer.date_created));
  return {
    inputs: {
      product,
      path: path.replace(accountSid, "{AccountSid}"),
      parameters: Object.fromEntries(parameters),
    },
    outputs: {
      sid: String(answer.sid ?? key),
      accountSid: String(answer.account_sid ?? accountSid),
      collection: segments.join("/"),
      key,
      properties: answer,
      hidden: {},
    },
    createdAt: Number.isNaN(created.getTime()) ? undefined : created,
  };
}

function keyOf({ fetch, update, delete: remove }: Noun, answer: Bag): string {
  const template = (fetch ?? update ?? remove)?.template ?? "";
  const name = /\{([^}]+)\}(\.json)?$/.exec(template)?.[1] ?? "Sid";
  return String(told(name, answer) ?? answer.sid);
}

/** The same with the parameters that were declared, as they were where Twilio only writes them its own way, and secrets apart. */
function asDeclared(live: Live, wanted: Bag): Live {
  const { parameters, secretParameters, hide } = declared.parse(wanted);
  const answer = record.parse(live.outputs.properties);
  const shown = Object.entries(parameters).map(([name, value]) => {
    const found = told(name, answer);
    return [name, found === undefined || alike(value, found) ? value : (found ?? "")];
  });
  const secrets = new Set([...hide, ...Object.keys(secretParameters)].map((name) => name.toLowerCase()));
  const isSecret = ([name]: [string, unknown]) =>
    SECRET.test(name) || secrets.has(name) || secrets.has(name.replaceAll("_", ""));
  const entries = Object.entries(answer);
  return {
    ...live,
    inputs: {
      ...live.inputs,
      ...(wanted.parameters !== undefined && { parameters: Object.fromEntries(shown) }),
      replaceOn: wanted.replaceOn,
      hide: wanted.hide,
    },
    outputs: {
      ...live.outputs,
      properties: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
      hidden: Object.fromEntries(entries.filter(isSecret)),
    },
  };
}

const all = ({ parameters, secretParameters }: Declared): Bag => ({ ...parameters, ...secretParameters });

/** The newest of a collection: the first page. */
async function newest(noun: Noun, product: string, path: string, call: Call): Promise<Live[]> {
  if (noun.list === undefined) return [];
  const page = await ask(call, noun.list, located(path, call.accountSid));
  const items = z
    .array(record)
    .catch([])
    .parse(page[noun.list.page?.property ?? ""]);
  return items.map((item) => tell(noun, product, path, item, call));
}

async function read({ product, collection, key }: Ref, call: Call): Promise<Live> {
  const { noun, path } = nounOfRef({ product, collection, key });
  if (noun.fetch === undefined) throw new Error(`Twilio documents no way to read one of /${collection}`);
  return tell(noun, product, path, await ask(call, noun.fetch, `${collection}/${key}`), call);
}

export const resourceHandlers = handlersOf(Resource, {
  within: ["product", "collection"],
  check({ product, path, parameters, secretParameters }) {
    if (typeof product !== "string" || typeof path !== "string") return [];
    const noun = nounAt(product, path);
    if (isProblem(noun)) return [noun];
    const [open, secret] = [record.safeParse(parameters), record.safeParse(secretParameters)];
    if (!open.success || !secret.success) return [];
    return wrongParameters(noun, open.data, secret.data);
  },
  fixed({ product, path, parameters, secretParameters, replaceOn }) {
    const noun = nounAt(product, path);
    if (isProblem(noun)) return [];
    const changeable = rulesOf(noun.update);
    const isFixed = (name: string) => !Object.hasOwn(changeable, name) || replaceOn.includes(name);
    return Object.entries({ parameters, secretParameters }).flatMap(([property, given]) =>
      Object.keys(given)
        .filter(isFixed)
        .map((name) => `${property}.${name}`),
    );
  },
  // One request finds those that were made last; for the others the lifecycle asks one by one.
  async list({ product, collection }, call) {
    const noun = nounAt(product, `/${collection}`);
    return isProblem(noun) ? [] : newest(noun, product, `/${collection}`, call);
  },
  fetch: read,
  complete: async (live, state) => asDeclared(live, state),
  async find(inputs, call) {
    const { product, path } = inputs;
    const found = (await newest(nounOf(product, path), product, path, call)).find(({ outputs }) =>
      Object.entries(all(inputs)).every(([name, value]) => {
        const answered = told(name, record.parse(outputs.properties));
        return answered === undefined || alike(value, answered);
      }),
    );
    return found && asDeclared(found, inputs);
  },
  async create(inputs, call) {
    const { product, path } = inputs;
    const noun = nounOf(product, path);
    const first = noun.create ?? noun.update;
    if (first === undefined) throw new Error(`Twilio documents no way to make one of ${path}`);
    const at = located(path, call.accountSid);
    const wanted = all(inputs);
    const made = await certain(noun, ask(call, first, at, wanted));
    const live = asDeclared(tell(noun, product, path, made, call), inputs);
    const later = Object.keys(wanted).filter((name) => !Object.hasOwn(rulesOf(first), name));
    if (later.length === 0 || noun.update === undefined) return live;
    try {
      const changed = await ask(call, noun.update, `${at}/${live.outputs.key}`, pick(wanted, later));
      return asDeclared(tell(noun, product, path, changed, call), inputs);
    } catch (error) {
      throw new HalfMade(live, error);
    }
  },
  async update({ product, collection, key }, { inputs, changes, state }, call) {
    const { noun, path } = nounOfRef({ product, collection, key });
    const known = declared.parse(state).parameters;
    const changed = Object.keys(inputs.parameters).filter(
      (name) => !alike(known[name], inputs.parameters[name]),
    );
    const wanted = pick(all(inputs), [
      ...changed,
      ...Object.keys(changes.secretParameters ?? {}),
      ...(noun.update?.body?.schema.required ?? []),
    ]);
    const isNeeded = changed.length > 0 || changes.secretParameters !== undefined;
    const live =
      isNeeded && noun.update !== undefined
        ? tell(noun, product, path, await ask(call, noun.update, `${collection}/${key}`, wanted), call)
        : await read({ product, collection, key }, call);
    return asDeclared(live, inputs);
  },
  async delete(ref, _, call) {
    const { noun } = nounOfRef(ref);
    if (noun.delete !== undefined) await ask(call, noun.delete, `${ref.collection}/${ref.key}`);
    else call.log("info", `left in place: Twilio documents no way to delete ${ref.collection}/${ref.key}`);
  },
});

const pick = (bag: Bag, names: string[]): Bag =>
  Object.fromEntries(Object.entries(bag).filter(([name]) => names.includes(name)));

/** A create that is in doubt is looked for in the list of its collection; where there is none, a person has to look. */
async function certain(noun: Noun, made: Promise<Bag>): Promise<Bag> {
  try {
    return await made;
  } catch (error) {
    if (!(error instanceof Uncertain) || noun.list !== undefined || noun.create === undefined) throw error;
    throw new Error(
      `${error.message}. It may have been made all the same, and Twilio documents no list to find it in: look for it, and import it if it is there`,
      { cause: error },
    );
  }
}
