import type { Deployment } from "../deploy/deployment.ts";
import { StepFailedError } from "../deploy/executor.ts";
import { newGoal } from "../deploy/goal.ts";
import { providerType } from "../deploy/urn.ts";
import { makeSecret } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import { providerReference } from "../state/urn.ts";

/** One value of the stack's configuration, decrypted. */
export interface ConfigValue {
  /** Text, or the JSON of an object or list. */
  value: string;
  secret: boolean;
}

/** By `<namespace>:<key>`. */
export type StackConfig = Record<string, ConfigValue>;

const disableKey = "pulumi:disable-default-providers";

/**
 * The providers of resources that name none: one for each package and version, configured from the stack's settings
 * `<package>:<key>`.
 * {@link https://www.pulumi.com/docs/iac/concepts/resources/providers/#default-provider-configuration}
 */
export class DefaultProviders {
  readonly #deployment: Deployment;
  readonly #config: StackConfig;
  readonly #registered = new Map<string, Promise<string>>();

  constructor(deployment: Deployment, config: StackConfig) {
    this.#deployment = deployment;
    this.#config = config;
  }

  /**
   * @param version empty when the program asks for none
   * @returns `<urn>::<id>`
   * @throws Error when it is not a version
   */
  async get(packageName: string, version: string): Promise<string> {
    if (version !== "" && !/^\d+\.\d+\.\d+([-+].*)?$/.test(version)) {
      throw new Error(`"${version}" is no version of the package "${packageName}": write it as 1.2.3`);
    }
    const key = `${packageName}@${version}`;
    const known = this.#registered.get(key) ?? this.#register(packageName, version);
    this.#registered.set(key, known);
    return known;
  }

  /** As {@link DefaultProviders.get}; one that the state has is taken as it is. */
  async existing(packageName: string, version: string): Promise<string> {
    const known = this.#deployment.stored(providerType(packageName), providerName(version));
    return known === undefined
      ? this.get(packageName, version)
      : providerReference(known.urn, known.id ?? "");
  }

  async #register(packageName: string, version: string): Promise<string> {
    this.#refuseDisabled(packageName);
    const properties = this.#packageConfig(packageName);
    if (version !== "") Object.assign(properties, { __internal: {}, version });
    const type = providerType(packageName);
    const goal = newGoal({ type, name: providerName(version), custom: true, properties });
    const { state, isDone } = await this.#deployment.register(goal);
    if (!isDone) {
      this.#deployment.stop();
      throw new StepFailedError(`the default provider of ${packageName} failed`);
    }
    return providerReference(state.urn, state.id ?? "");
  }

  #packageConfig(packageName: string): PropertyMap {
    const prefix = `${packageName}:`;
    const own = Object.entries(this.#config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(
      own.map(([key, { value, secret }]) => [key.slice(prefix.length), secret ? makeSecret(value) : value]),
    );
  }

  #refuseDisabled(packageName: string): void {
    const setting = this.#config[disableKey]?.value ?? "";
    if (packageName === "pulumi" || setting === "") return;
    const barred: unknown = JSON.parse(setting);
    if (!Array.isArray(barred)) throw new Error(`the setting ${disableKey} must be a list of package names`);
    if (!barred.includes("*") && !barred.includes(packageName)) return;
    throw new Error(
      `the default provider of "${packageName}" is disabled (${disableKey}): give the resource a provider of its own`,
    );
  }
}

function providerName(version: string): string {
  return version === "" ? "default" : `default_${version.replaceAll(/[.+-]/g, "_")}`;
}
