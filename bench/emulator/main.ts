import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Emulator, startEmulator, twilioClient } from "@dialer/emulator";
import { Command } from "commander";
import { wholeNumber } from "../options.ts";
import { printTable } from "../table.ts";

interface Options {
  requests: number;
  parallel: number;
  calls: number;
  resources: number;
}

/** `npm run bench -- emulator`: what the local Twilio bears, and whether it slows down as it fills. */
export async function run(args: string[]): Promise<void> {
  const command = new Command("emulator")
    .description("requests and simulated calls a second, and growth with many resources")
    .option("--requests <count>", "requests of each kind", wholeNumber, 5_000)
    .option("--parallel <count>", "how many requests or calls are under way at once", wholeNumber, 20)
    .option("--calls <count>", "calls of each kind", wholeNumber, 1_000)
    .option("--resources <count>", "resources of the fuller store", wholeNumber, 100_000)
    .parse(args, { from: "user" });
  const options = command.opts<Options>();
  await measureRequests(options);
  await measureCalls(options);
  await measureGrowth(options);
}

async function measureRequests({ requests, parallel }: Options): Promise<void> {
  const emulator = await startEmulator();
  const documents = await documentsOf(emulator);
  const sids: string[] = [];
  const rows = [
    await rate("create a document", requests, parallel, async () => {
      const { sid } = (await documents("POST", "", new URLSearchParams({ Data: '{"a":1}' }))) as {
        sid: string;
      };
      sids.push(sid);
    }),
    await rate("get it by its SID", requests, parallel, (index) => documents("GET", `/${sids[index]}`)),
    await rate("list 50 of them", requests / 10, parallel, () => documents("GET", "?PageSize=50")),
    await rate("change it", requests, parallel, (index) =>
      documents("POST", `/${sids[index]}`, new URLSearchParams({ Data: '{"a":2}' })),
    ),
    await rate("delete it", requests, parallel, (index) => documents("DELETE", `/${sids[index]}`)),
  ];
  await emulator.close();
  printTable(`Requests over HTTP, ${parallel} at once`, ["request", "count", "a second"], rows);
}

/** Sends requests about documents of a new Sync service. */
async function documentsOf(emulator: Emulator) {
  const { sid } = await twilioClient(emulator).sync.v1.services.create();
  const root = `${emulator.url}/sync.twilio.com/v1/Services/${sid}/Documents`;
  const headers = { authorization: `Basic ${btoa(`${emulator.accountSid}:${emulator.authToken}`)}` };
  return async (method: string, path: string, body?: URLSearchParams): Promise<unknown> => {
    const answer = await fetch(root + path, { method, headers, ...(body && { body }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
}

const number = "+15035550100";
const pages: Record<string, string> = {
  "/voice": `<Response><Gather action="/menu" numDigits="1"><Say>Press one</Say></Gather></Response>`,
  "/menu": `<Response><Dial callerId="${number}"><Number>+15035550111</Number></Dial></Response>`,
};

async function measureCalls({ calls, parallel }: Options): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "text/xml").end(pages[request.url ?? ""] ?? "<Response/>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const emulator = await startEmulator({ allowLocalWebhooks: true });
  const client = twilioClient(emulator);
  await client.incomingPhoneNumbers.create({
    phoneNumber: number,
    voiceUrl: `http://127.0.0.1:${port}/voice`,
  });
  const rows = [
    await rate("in: two webhooks, a menu, a Dial", calls, parallel, async () => {
      const { legs } = await emulator.call({ from: "+15035550112", to: number, presses: "1" });
      if (legs[0]?.status !== "completed") throw new Error("a call was lost");
    }),
    await rate("out: by the API, with TwiML", calls, parallel, async () => {
      const { sid } = await client.calls.create({
        to: "+15035550111",
        from: number,
        twiml: "<Response><Say>Hello</Say></Response>",
      });
      if ((await emulator.trace(sid)).status !== "completed") throw new Error("a call was lost");
    }),
  ];
  await emulator.close();
  server.close();
  printTable(`Simulated calls, ${parallel} at once`, ["call", "count", "a second"], rows);
}

/** Does something so often, so many at once; gives a row with how often a second. */
async function rate(
  name: string,
  count: number,
  parallel: number,
  work: (index: number) => Promise<unknown>,
): Promise<[string, number, number]> {
  let next = 0;
  const start = performance.now();
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return [name, count, Math.round(count / ((performance.now() - start) / 1000))];
}

const fewer = 1_000;
const samples = 500;

async function measureGrowth({ resources }: Options): Promise<void> {
  const few = await measureStore(fewer);
  const many = await measureStore(resources);
  const rows = Object.entries(few).map(([name, milliseconds]): [string, number, number, string] => {
    const then = many[name as keyof typeof many];
    return [name, milliseconds, then, `× ${(then / milliseconds).toFixed(2)}`];
  });
  printTable(
    `Milliseconds a request with ${fewer} and ${resources} resources in one place`,
    ["request", `with ${fewer}`, `with ${resources}`, "ratio"],
    rows,
  );
}

/** Milliseconds that requests take, in the middle, with so many documents in one service. */
async function measureStore(count: number) {
  const emulator = await startEmulator();
  const { sid: service_sid } = await twilioClient(emulator).sync.v1.services.create();
  const { store, random } = emulator.platform;
  const sids: string[] = [];
  for (let index = 0; index < count; index++) {
    const key = random.sid("ET");
    sids.push(key);
    store.add({
      kind: "sync/Services/Documents",
      account: emulator.accountSid,
      parents: { service_sid },
      key,
      properties: { sid: key, unique_name: `document-${index}`, data: {}, revision: "0" },
    });
  }
  const headers = { authorization: `Basic ${btoa(`${emulator.accountSid}:${emulator.authToken}`)}` };
  const ask = async (path: string): Promise<unknown> => {
    const host = "sync.twilio.com";
    const url = new URL(`https://${host}/v1/Services/${service_sid}/Documents${path}`);
    const address = {
      host,
      region: "us1" as const,
      path: url.pathname,
      query: url.searchParams,
      search: url.search,
    };
    const answer = await emulator.api.answer({ method: "GET", address, headers, body: Buffer.alloc(0) });
    if (answer?.status !== 200) throw new Error(`GET ${path}: ${answer?.status}`);
    return JSON.parse(answer.body.toString());
  };
  const middle = `PA${Math.floor(count / 2).toString(16)}`;
  const result = {
    "get by SID": await typical((index) => ask(`/${sids[(index * 7919) % count]}`)),
    "get by unique name": await typical((index) => ask(`/document-${(index * 7919) % count}`)),
    "first page of 50": await typical(() => ask("?PageSize=50")),
    "a page in the middle": await typical(() => ask(`?PageSize=50&Page=3&PageToken=${middle}`)),
  };
  await emulator.close();
  return result;
}

/** The median of many, after some that do not count. */
async function typical(work: (index: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < samples * 2; index++) {
    const start = performance.now();
    await work(index);
    if (index >= samples) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
