import { nouns } from "../nouns/index.ts";
import type { Platform } from "../platform.ts";
import { FlowRuns, studioHost } from "../studio/runs.ts";
import type { Network } from "./network.ts";
import { storeNetwork } from "./store-network.ts";
import { localWeb, type WebOptions } from "./web.ts";

/** Opens the network of an emulator: its resources, with webhooks to its deployed functions. */
export function openNetwork(
  platform: Platform,
  web: WebOptions,
  sendMessage: Network["sendMessage"],
): Network {
  const shows = new Map(nouns.map((noun) => [noun.kind, noun]));
  const flows = new FlowRuns(platform, () => network);
  const elsewhere = localWeb(web);
  const network = storeNetwork({
    platform,
    show: (resource) => ({
      ...resource.properties,
      ...shows.get(resource.kind)?.show?.(resource, platform),
    }),
    fetch: (request) =>
      URL.parse(request.url)?.host === studioHost ? flows.answer(request) : elsewhere(request),
    sendMessage,
  });
  return network;
}
