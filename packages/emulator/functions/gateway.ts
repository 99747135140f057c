import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import twilio from "twilio";
import { versionsOf } from "../nouns/serverless/build.ts";
import { contentOf } from "../nouns/serverless/content.ts";
import { buildOf, currentDeployment } from "../nouns/serverless/deployment.ts";
import { environmentOf, serviceOf } from "../nouns/serverless/environment.ts";
import { writeLog } from "../nouns/serverless/log.ts";
import { variableKind } from "../nouns/serverless/variable.ts";
import type { Platform } from "../platform.ts";
import { accountOf } from "../rest/authenticate.ts";
import { isJson } from "../rest/body.ts";
import type { HttpAnswer } from "../rest/server.ts";
import { type Resource, text } from "../store/index.ts";
import { eventOf, formOf, type WebRequest } from "./event.ts";
import { writeBuild } from "./files.ts";
import { Pool } from "./pool.ts";

/** How deployed functions run. */
export interface FunctionsOptions {
  /** Where the emulator listens; known once it does. */
  apiUrl: () => string;
  /** Milliseconds a function may take; Twilio gives it 10,000. */
  timeoutMs: number;
}

/** What a domain serves now. */
interface Live {
  environment: Resource;
  deployment: Resource;
  build: Resource;
}

/** Serves deployed domains: public assets, and functions that really run. */
export class Functions {
  readonly #platform: Platform;
  readonly #options: FunctionsOptions;
  #folder: string | undefined;
  /** By environment: the threads of the deployment it serves. */
  readonly #pools = new Map<string, { deploymentSid: string; pool: Promise<Pool> }>();

  constructor(platform: Platform, options: FunctionsOptions) {
    this.#platform = platform;
    this.#options = options;
  }

  /** Answers a request to `https://<domain>.twil.io/...` as Twilio's gateway does. */
  async handle(request: WebRequest): Promise<HttpAnswer> {
    const { url, method } = request;
    const live = this.#live(url.hostname);
    if (!live) return plain(404, `No deployment is served at ${url.hostname}`);
    const path = url.pathname;
    const { functions, assets } = versionsOf(live.build, this.#platform);
    const found = [...functions, ...assets].find((version) => text(version, "path") === path);
    const visibility = text(found, "visibility");
    if (!found || visibility === "private") return plain(404, `${path} is not found`);
    if (visibility === "protected" && !this.#isSigned(request, live.environment)) {
      return plain(403, "Forbidden: the request has no valid X-Twilio-Signature");
    }
    if (!functions.includes(found)) return serveAsset(found, method);
    if (!["GET", "POST", "OPTIONS", "HEAD"].includes(method))
      return plain(405, `Functions do not take ${method}`);
    return this.#invoke(request, live, found);
  }

  /** Stops all threads: what is deployed next starts afresh. */
  async reset(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map(async ({ pool }) => (await pool).kill()));
  }

  /** Stops all threads and removes what was written to disk. */
  async close(): Promise<void> {
    await this.reset();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #live(domain: string): Live | undefined {
    const environment = environmentOf(domain, this.#platform);
    const deployment = environment && currentDeployment(environment, this.#platform);
    const build = deployment && buildOf(deployment, this.#platform);
    return build && { environment, deployment, build };
  }

  #isSigned(request: WebRequest, { account }: Resource): boolean {
    const signature = request.headers["x-twilio-signature"];
    const token = text(accountOf(account, this.#platform), "auth_token");
    if (typeof signature !== "string" || !token) return false;
    const url = request.url.href;
    if (isJson(request.headers["content-type"]) && request.url.searchParams.has("bodySHA256")) {
      return twilio.validateRequestWithBody(token, signature, url, request.body.toString());
    }
    return twilio.validateRequest(token, signature, url, parametersOf(formOf(request)));
  }

  async #invoke(request: WebRequest, live: Live, version: Resource): Promise<HttpAnswer> {
    let event: Record<string, unknown>;
    try {
      event = eventOf(request);
    } catch {
      return plain(400, "The body is not valid JSON");
    }
    const { environment, deployment, build } = live;
    const requestSid = this.#platform.random.sid("RQ");
    const pool = await this.#poolOf(live);
    const path = text(version, "path") ?? "";
    const ahead = this.#platform.clock.now() - Date.now();
    const answer = await pool.run(
      { path, event, context: this.#context(environment, path), ahead },
      (level, message) =>
        writeLog(this.#platform, {
          environment,
          deploymentSid: deployment.key,
          buildSid: build.key,
          functionSid: version.parents.function_sid ?? "",
          requestSid,
          level,
          message,
        }),
    );
    return {
      status: answer.status,
      headers: { ...answer.headers, "Twilio-Request-Id": requestSid },
      body: Buffer.from(answer.body),
    };
  }

  /** The threads of what an environment serves; those of what it served before are let go. */
  #poolOf({ environment, deployment, build }: Live): Promise<Pool> {
    const known = this.#pools.get(environment.key);
    if (known?.deploymentSid === deployment.key) return known.pool;
    void known?.pool.then((pool) => pool.close());
    const pool = this.#open(build);
    this.#pools.set(environment.key, { deploymentSid: deployment.key, pool });
    return pool;
  }

  async #open(build: Resource): Promise<Pool> {
    this.#folder ??= mkdtempSync(join(tmpdir(), "twilio-functions-"));
    const files = await writeBuild(build, this.#platform, this.#folder);
    const dependencies = (build.properties.dependencies as { name: string }[]).map(({ name }) => name);
    return new Pool({ ...files, dependencies, apiUrl: this.#options.apiUrl() }, this.#options.timeoutMs);
  }

  /** https://www.twilio.com/docs/serverless/functions-assets/functions/invocation#context */
  #context(environment: Resource, path: string): Record<string, string> {
    const { account, key, parents } = environment;
    const { store } = this.#platform;
    const variables = store.collection({
      kind: variableKind,
      account,
      parents: { ...parents, environment_sid: key },
    });
    const context: Record<string, string> = {};
    for (const variable of variables) context[text(variable, "key") ?? ""] = text(variable, "value") ?? "";
    const service = serviceOf(environment, this.#platform);
    if (service?.properties.include_credentials) {
      context.ACCOUNT_SID = account;
      context.AUTH_TOKEN = text(accountOf(account, this.#platform), "auth_token") ?? "";
    }
    return {
      ...context,
      DOMAIN_NAME: text(environment, "domain_name") ?? "",
      PATH: path,
      SERVICE_SID: parents.service_sid ?? "",
      ENVIRONMENT_SID: key,
    };
  }
}

/** Form parameters as the signature wants them: those that are repeated as a list. */
function parametersOf(form: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}

const plain = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body: `${body}\n`,
});

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "application/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".xml": "text/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
  ".woff2": "font/woff2",
};

function serveAsset(asset: Resource, method: string): HttpAnswer {
  if (method !== "GET" && method !== "HEAD") return plain(405, `Assets do not take ${method}`);
  const { bytes, contentType } = contentOf(asset);
  const type = contentTypes[extname(text(asset, "path") ?? "").toLowerCase()] ?? contentType;
  return { status: 200, headers: { "Content-Type": type ?? "application/octet-stream" }, body: bytes };
}
