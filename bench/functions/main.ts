import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { build } from "esbuild";
import { filesIn } from "../../bundle/files.ts";
import { LiveService } from "../../test/live-service.ts";
import { TestNetwork } from "../../test/network.ts";
import { wholeNumber } from "../options.ts";
import { type Cell, printTable } from "../table.ts";
import { type Load, loadTimes } from "./load.ts";
import { labKey } from "./requests.ts";
import { measureWarm, type Warm } from "./warm.ts";

interface Options {
  loads: number;
  requests: number;
}

/** A function that does nothing, deployed beside the others. */
const trivial = "lab/trivial";
const trivialSource =
  "export const handler = (context, event, callback) => callback(null, new Twilio.Response());";

/**
 * What a function loads at the least that speaks TwiML as Twilio packs it: `VoiceResponse` with the package that writes
 * XML. How fast it loads says how fast the machine is.
 */
const peer = "VoiceResponse as packed";
const peerSource =
  'const VoiceResponse = require("twilio/lib/twiml/VoiceResponse.js"); exports.handler = () => new VoiceResponse().toString();';

/** `npm run bench -- functions`: what each function weighs, how fast it loads, and how fast it answers. */
export async function run(args: string[]): Promise<void> {
  const command = new Command("functions")
    .description("size, cold load and warm requests of every function, beside one that does nothing")
    .option("--loads <count>", "fresh processes that load each function", wholeNumber, 21)
    .option("--requests <count>", "warm requests to each function", wholeNumber, 500)
    .parse(args, { from: "user" });
  const options = command.opts<Options>();
  const network = await TestNetwork.start();
  try {
    network.enable("pager");
    network.enable("router");
    network.enable("lab", { LAB_KEY: labKey });
    const { directory } = network.workspace;
    writeFileSync(join(directory, "functions", `${trivial}.protected.ts`), trivialSource);
    await network.up("stage");

    const functions = functionsIn(join(directory, ".build"));
    const empty = join(directory, "empty.cjs");
    writeFileSync(empty, "");
    const packed = join(directory, "peer.cjs");
    await bundlePeer(packed);
    const loads = await loadTimes([packed, ...functions.values()], empty, options.loads);
    const warm = new Map<string, Warm | undefined>();
    const services = new Map<string, LiveService>();
    for (const name of functions.keys()) {
      const [service = ""] = name.split("/");
      // The router has a service of its own for each stack.
      const uniqueName = service === "router" ? "router-stage" : service;
      const live = services.get(service) ?? (await LiveService.of(network, uniqueName, "stage"));
      services.set(service, live);
      warm.set(name, await measureWarm(network.emulator, live.domainName, name, options.requests));
    }
    print(new Map([[peer, packed], ...functions]), loads, warm);
  } finally {
    await network.close();
  }
}

async function bundlePeer(outfile: string): Promise<void> {
  const stdin = { contents: peerSource, resolveDir: import.meta.dirname };
  await build({
    stdin,
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node22",
  });
}

/** The bundled functions, by service and path. */
function functionsIn(folder: string): Map<string, string> {
  const files = filesIn(folder).filter((file) => /^\w+\/functions\/.*\.js$/.test(file));
  const named = files.map((file): [string, string] => [
    file.replace("/functions/", "/").replace(/\.js$/, ""),
    join(folder, file),
  ]);
  return new Map(named.sort());
}

function print(
  functions: Map<string, string>,
  loads: Map<string, Load>,
  warm: Map<string, Warm | undefined>,
): void {
  const least = warm.get(trivial);
  const peerLoad = loads.get(functions.get(peer) ?? "")?.wall;
  const rows = [...functions].map(([name, file]): Cell[] => {
    const { status, asked, p50, p99 } = warm.get(name) ?? {};
    const over = p50 === undefined || least === undefined ? undefined : p50 - least.p50;
    const { wall, processor } = loads.get(file) ?? {};
    const toPeer = wall === undefined || peerLoad === undefined ? undefined : wall / peerLoad;
    return [name, statSync(file).size / 1024, wall, processor, toPeer, status, asked, p50, p99, over];
  });
  printTable("Functions: the bundle, a cold load, and warm requests", head, rows);
}

const head = [
  "function",
  "KB",
  "load ms",
  "cpu ms",
  "to peer",
  "status",
  "asks Twilio",
  "p50 ms",
  "p99 ms",
  "p50 over trivial ms",
];
