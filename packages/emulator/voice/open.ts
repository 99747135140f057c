import { nouns } from "../nouns/index.ts";
import type { Platform } from "../platform.ts";
import { storeNetwork } from "./store-network.ts";
import { createVoice, type Voice } from "./voice.ts";
import { localWeb, type WebOptions } from "./web.ts";

/** Opens the voice part of an emulator: calls over its resources, with webhooks to its deployed functions. */
export function openVoice(platform: Platform, web: WebOptions): Voice {
  const shows = new Map(nouns.map((noun) => [noun.kind, noun]));
  const network = storeNetwork({
    platform,
    show: (resource) => ({
      ...resource.properties,
      ...shows.get(resource.kind)?.show?.(resource, platform),
    }),
    fetch: localWeb(web),
  });
  return createVoice(network);
}
