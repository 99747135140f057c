import { EventStreams } from "../nouns/events/delivery.ts";
import { nouns } from "../nouns/index.ts";
import { readerOf } from "../nouns/noun.ts";
import { UsageAlarms } from "../nouns/usage-trigger.ts";
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
): { network: Network; eventStreams: EventStreams; usageAlarms: UsageAlarms } {
  const flows = new FlowRuns(platform, () => network);
  const elsewhere = localWeb(web);
  const fetch: Network["fetch"] = (request) =>
    URL.parse(request.url)?.host === studioHost ? flows.answer(request) : elsewhere(request);
  const eventStreams = new EventStreams(platform, fetch);
  const usageAlarms = new UsageAlarms(platform, () => network);
  const network = storeNetwork({
    platform,
    show: readerOf(nouns, platform),
    fetch,
    sendMessage,
    errorLogged: (alert) => eventStreams.errorLogged(alert),
  });
  return { network, eventStreams, usageAlarms };
}
