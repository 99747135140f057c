import type { Faults } from "../faults/faults.ts";
import { isDeployedDomain } from "../rest/address.ts";
import type { Gateway } from "../rest/server.ts";
import { WebhookError } from "./call/webhook.ts";
import type { WebAnswer, WebRequest } from "./network.ts";

/** Where webhooks may go. */
export interface WebOptions {
  /** Answers deployed domains, in this process. */
  functions: Gateway;
  /**
   * Rules by which requests go wrong: webhooks are requests too. Delays count on the call's clock and are
   * not waited for.
   */
  faults: Pick<Faults, "next">;
  /** Whether servers on this machine (`http://127.0.0.1`, `http://localhost`) are asked too. */
  allowLocalWebhooks: boolean;
}

const localHosts = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Carries webhooks: to deployed domains in this process, to this machine if that is allowed, and nowhere
 * else. Nothing leaves the machine, and private or link-local addresses are refused as Twilio refuses them.
 */
export function localWeb(options: WebOptions): (request: WebRequest) => Promise<WebAnswer> {
  return async (request) => {
    const url = new URL(request.url);
    const fault = options.faults.next(request.method, url.host + url.pathname);
    const dropped = () => new WebhookError(11205, `${url.origin} closed the connection`);
    if (fault?.drop === "before") throw dropped();
    const failsAtOnce = fault?.status !== undefined && !fault.effect;
    const answer = failsAtOnce ? nothing : await ask(options, request, url);
    if (fault?.drop === "after") throw dropped();
    return {
      ...answer,
      ...(fault?.status === undefined
        ? {}
        : { status: fault.status, headers: fault.headers ?? {}, body: "" }),
      ...(fault?.delayMs === undefined ? {} : { seconds: fault.delayMs / 1000 }),
    };
  };
}

const nothing: WebAnswer = { status: 200, headers: {}, body: "" };

async function ask(
  { functions, allowLocalWebhooks }: WebOptions,
  request: WebRequest,
  url: URL,
): Promise<WebAnswer> {
  if (isDeployedDomain(url.hostname)) return askFunctions(functions, request, url);
  const local = localHosts.includes(url.hostname);
  if (allowLocalWebhooks && local) return askServer(request);
  const hint = local
    ? "servers on this machine are asked with --allow-local-webhooks (allowLocalWebhooks) only"
    : "the emulator asks its own deployed domains only, so that nothing leaves this machine";
  throw new WebhookError(11200, `${url.origin} is not asked: ${hint}`);
}

async function askFunctions(functions: Gateway, request: WebRequest, url: URL): Promise<WebAnswer> {
  const body = Buffer.from(request.body ?? "");
  const { status, headers, body: answered } = await functions({ ...request, url, body });
  const small = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return withText({ status, headers: Object.fromEntries(small), bytes: Buffer.from(answered) });
}

async function askServer({ method, url, headers, body }: WebRequest): Promise<WebAnswer> {
  const answer = await fetch(url, {
    method,
    headers,
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return withText({ status: answer.status, headers: Object.fromEntries(answer.headers), bytes });
}

const withText = (answer: Omit<WebAnswer, "body"> & { bytes: Buffer }): WebAnswer => ({
  ...answer,
  body: answer.bytes.toString(),
});
