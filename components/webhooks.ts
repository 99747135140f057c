import * as pulumi from "../pulumi.ts";

/** The two hosts that answer calls of an environment: the network's own, and the one that steps in when it fails. */
export interface Webhooks {
  /** Domain of the dialer's environment, without scheme. */
  dialer: pulumi.Input<string>;
  /** Domain of the fallback's environment, without scheme. */
  fallback: pulumi.Input<string>;
}

/**
 * The voice webhooks of a SIP domain or number.
 * @param path path of the dialer's function that answers, such as `/sip-outgoing`
 * @param query what both are told with every request
 */
export function voiceUrls({ dialer, fallback }: Webhooks, path: string, query = "") {
  return {
    voiceUrl: pulumi.interpolate`https://${dialer}${path}${query}`,
    voiceMethod: "GET",
    voiceFallbackUrl: pulumi.interpolate`https://${fallback}/fallback${query}`,
    voiceFallbackMethod: "GET",
  } as const;
}
