import type { HostedPlugin, PluginSurroundings } from "../../plugins/hosted.ts";
import { pluginProvider } from "../plugin/provider.ts";

/** The test plugin for an engine that hosts it; the CLI starts it as a process. */
export function service({ env }: PluginSurroundings): HostedPlugin {
  return { service: pluginProvider(env).service, close() {} };
}
