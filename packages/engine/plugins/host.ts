import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { ProviderClient } from "./client.ts";
import { dynamicPackage, dynamicPlugin, readPluginFolder } from "./folder.ts";
import { importPlugin, loadPlugin, stubOf } from "./hosted.ts";
import { startPlugin } from "./process.ts";
import type { Provider } from "./provider.ts";
import { connectedStub, type ProviderStub } from "./stub.ts";

/** Where a package's provider comes from: a plugin's folder, or a `ResourceProvider` gRPC service in this process. */
export type ProviderSource = { path: string } | { service: UntypedServiceImplementation };

/** A provider that answers, and what ends it. */
interface Serving {
  stub: ProviderStub;
  stop(): void;
}

export interface PluginHostOptions {
  /** The project's folder. */
  root: string;
  /** By package name. */
  sources: Record<string, ProviderSource>;
  /** The environment of plugins. Default: this process's. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Told what plugins write to their standard error. */
  onOutput?: (packageName: string, line: string) => void;
}

/** Loads the modules of those plugins that are hosted, so that they are there when asked for. What goes wrong is told then. */
export function preloadPlugins({ root, sources }: Pick<PluginHostOptions, "root" | "sources">): void {
  for (const source of Object.values(sources)) {
    if (!("path" in source)) continue;
    const loading = async () => {
      const { service } = readPluginFolder(root, source.path);
      if (service !== undefined) await importPlugin(service);
    };
    loading().catch(() => {});
  }
}

/** Starts providers as they are needed, and ends them all. */
export class PluginHost {
  readonly #options: PluginHostOptions;
  readonly #running = new Set<Provider>();
  /** Packages that somebody asked for. */
  readonly #asked = new Set<string>();
  /** Started before anybody asked, by package. */
  readonly #ahead = new Map<string, Promise<Serving>>();
  #engineAddress = "";
  #isClosed = false;

  constructor(options: PluginHostOptions) {
    this.#options = options;
  }

  /** Where providers reach the engine's log. */
  set engineAddress(address: string) {
    this.#engineAddress = address;
  }

  /**
   * Starts or loads the plugin of each package that nobody has asked for yet: a program takes as long to start as they do, and
   * will ask for them. What goes wrong is told to who asks.
   */
  startAhead(): void {
    if (this.#isClosed) return;
    for (const [packageName, source] of Object.entries(this.#options.sources)) {
      if (!("path" in source) || this.#asked.has(packageName)) continue;
      const starting = this.#serve(packageName, source);
      starting.catch(() => {});
      this.#ahead.set(packageName, starting);
    }
  }

  /**
   * A fresh provider: each provider resource has one of its own, with its own configuration.
   * @throws Error when the package has no provider here, or it does not start
   */
  async load(packageName: string): Promise<ProviderClient> {
    this.#asked.add(packageName);
    const source = this.#options.sources[packageName];
    if (source === undefined && packageName !== dynamicPackage) {
      const known = Object.keys(this.#options.sources);
      throw new Error(
        `there is no provider for the package "${packageName}": name its folder under plugins.providers in Pulumi.yaml ` +
          `(known: ${known.length === 0 ? "none" : known.join(", ")}). This engine downloads no plugins.`,
      );
    }
    const ahead = this.#ahead.get(packageName);
    this.#ahead.delete(packageName);
    const serving = await (ahead ?? this.#serve(packageName, source));
    const client: ProviderClient = new ProviderClient(packageName, serving.stub, () => {
      this.#running.delete(client);
      serving.stop();
    });
    this.#running.add(client);
    await client.handshake(this.#options.root, this.#engineAddress);
    return client;
  }

  /** A package's schema as JSON; nothing when its provider has none. */
  async schema(packageName: string): Promise<string | undefined> {
    return (await this.load(packageName)).schema();
  }

  /** Asks every provider to end what it is doing soon. */
  async cancel(): Promise<void> {
    await Promise.allSettled([...this.#running].map((provider) => provider.cancel()));
  }

  close(): void {
    this.#isClosed = true;
    for (const provider of [...this.#running]) provider.close();
    for (const starting of this.#ahead.values()) {
      void starting.then(
        (serving) => serving.stop(),
        () => {},
      );
    }
  }

  /** @param source absent for the provider of dynamic resources */
  async #serve(packageName: string, source: ProviderSource | undefined): Promise<Serving> {
    if (source !== undefined && "service" in source) return { stub: stubOf(source.service), stop() {} };
    const { root, env = process.env, onOutput } = this.#options;
    const { main, service } =
      source === undefined ? dynamicPlugin(root) : readPluginFolder(root, source.path);
    if (service !== undefined) {
      const plugin = await loadPlugin(packageName, service, { folder: root, env });
      return { stub: stubOf(plugin.service), stop: () => plugin.close() };
    }
    const { port, stop } = await startPlugin(packageName, [main, this.#engineAddress], root, env, (line) =>
      onOutput?.(packageName, line),
    );
    return { stub: connectedStub(port), stop };
  }
}
