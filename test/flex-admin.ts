import { z } from "zod";
import type { TestNetwork } from "./network.ts";

const answerSchema = z.looseObject({
  version: z.number().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
});

/** Routes as a test writes them: the one for all others may be left out. */
export interface TestRoutes {
  routes: object[];
  default?: object;
}

/** Somebody who is logged in to Flex, and asks a router's functions as the pages of Flex do. */
export class FlexAdmin {
  readonly #network: TestNetwork;
  readonly #domain: string;
  readonly #token: string;

  constructor(network: TestNetwork, domain: string, identity: string, token?: string) {
    this.#network = network;
    this.#domain = domain;
    this.#token = token ?? network.emulator.flexToken({ roles: ["admin"], identity });
  }

  /** Asks `/admin/<what>` with a form, as a browser may without asking first. */
  async ask(what: string, parameters: Record<string, string | number | object> = {}, origin = "") {
    const text = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));
    const body = new URLSearchParams({ Token: this.#token });
    for (const [name, value] of Object.entries(parameters)) body.set(name, text(value));
    const url = `${this.#network.emulator.url}/${this.#domain}/admin/${what}`;
    const answer = await fetch(url, { method: "POST", body, headers: origin ? { origin } : {} });
    const said = answerSchema.parse(await answer.json());
    return { status: answer.status, said, headers: answer.headers };
  }

  /** The latest version's number. */
  async version(): Promise<number> {
    return (await this.ask("list")).said.version ?? -1;
  }

  /** Saves routes on top of the latest version. */
  async save({ routes, default: otherwise = { type: "say", destination: "otherwise" } }: TestRoutes) {
    return this.ask("update", { version: await this.version(), routes: { routes, default: otherwise } });
  }

  /** Asks for the status of the latest version until its build is over. */
  async built(): Promise<string | undefined> {
    for (;;) {
      const { said } = await this.ask("update-status", { version: await this.version() });
      if (said.status !== "building") return said.status;
    }
  }

  /** Saves routes, waits for their build, and publishes them. */
  async publish(routes: TestRoutes): Promise<void> {
    const { status, said } = await this.save(routes);
    if (status !== 200) throw new Error(`not saved: ${JSON.stringify(said)}`);
    await this.built();
    const published = await this.ask("publish", { version: said.version ?? 0 });
    if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.said)}`);
  }
}
