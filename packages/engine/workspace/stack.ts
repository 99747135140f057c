import { parseStackReference, qualifiedName, type StackReference } from "../backend/reference.ts";
import type { SaveSnapshot } from "../backend/snapshot-writer.ts";
import { StackNotFoundError, type StackStore, type StoredState } from "../backend/stack-store.ts";
import { signatures } from "../property/signature.ts";
import { fromStored, type SecretForm } from "../property/stored.ts";
import type { PropertyMap } from "../property/value.ts";
import type { SecretsManager } from "../secrets/crypter.ts";
import { EncryptedSecrets, UnopenedSecrets } from "../secrets/forms.ts";
import { createPassphraseManager, openPassphraseManager, readPassphrase } from "../secrets/passphrase.ts";
import { type Deployment, type DeploymentHeader, decodeDeployment } from "../state/deployment.ts";
import { DeploymentText } from "../state/deployment-text.ts";
import { verifyIntegrity } from "../state/integrity.ts";
import type { Snapshot } from "../state/resource.ts";
import { rootStackType } from "../state/urn.ts";
import { resolveConfig, type StackConfig } from "./config.ts";
import { containsSecure } from "./config-value.ts";
import type { Project } from "./project.ts";
import { loadStackFile, type StackFile } from "./stack-file.ts";
import { chooseStack, requireProject, type Workspace } from "./workspace.ts";

/** A stack's state in hand, and the way to put it back. */
export interface OpenState {
  snapshot: Snapshot;
  /** Resolves once it is on disk. Costs what has changed since the last time. */
  save: SaveSnapshot;
}

/** An existing stack of the project at hand: its settings, its secrets and its state. */
export class Stack {
  readonly project: Project;
  readonly reference: StackReference;
  readonly store: StackStore;
  readonly file: StackFile;
  readonly #env: NodeJS.ProcessEnv;

  constructor(project: Project, store: StackStore, file: StackFile, env: NodeJS.ProcessEnv) {
    this.project = project;
    this.reference = store.reference;
    this.store = store;
    this.file = file;
    this.#env = env;
  }

  /** `organization/<project>/<stack>` */
  get qualifiedName(): string {
    return qualifiedName(this.reference);
  }

  /**
   * The key of the stack file's secrets. One that has none yet gets one, which is saved there.
   * @throws PassphraseError when the passphrase is missing or wrong
   */
  async secretsManager(): Promise<SecretsManager> {
    const salt = await this.#salt();
    if (salt !== undefined) return openPassphraseManager(readPassphrase(this.#env), salt);
    const manager = await createPassphraseManager(readPassphrase(this.#env));
    this.file.encryptionSalt = manager.state.salt;
    await this.file.save();
    return manager;
  }

  /** Begins to derive the key, on another thread: it takes long on purpose. What goes wrong is told to who asks for it. */
  deriveKey(): void {
    const salt = this.file.encryptionSalt;
    if (salt === undefined) return;
    const opening = async () => openPassphraseManager(readPassphrase(this.#env), salt);
    opening().catch(() => {});
  }

  /** As the CLI: a stack file without a key goes by the state's. */
  async #salt(): Promise<string | undefined> {
    const stored = this.file.encryptionSalt === undefined ? await this.#storedIfThere() : undefined;
    return this.file.encryptionSalt ?? (stored && stateSalt(stored.deployment, this.qualifiedName));
  }

  async #storedIfThere(): Promise<StoredState | undefined> {
    return (await this.store.exists()) ? this.store.read() : undefined;
  }

  /**
   * The configuration for a program, with the project's defaults, decrypted.
   * @param checked false: whatever the project asks of it. Default true
   * @throws Error that names every key that is missing or of the wrong type
   */
  async config({ checked = true } = {}): Promise<StackConfig> {
    const config = this.file.config(this.project.name);
    const manager = Object.values(config).some(containsSecure) ? await this.secretsManager() : undefined;
    const crypter = () => manager ?? unreachable();
    return resolveConfig(this.project, this.reference.name, config, crypter, { checked });
  }

  /**
   * The state with its secrets open, to be worked on and saved with the stack file's key.
   * @throws UnreadableStateError, SnapshotIntegrityError, PassphraseError
   */
  async openState(): Promise<OpenState> {
    const stored = await this.store.read();
    const manager = await this.secretsManager();
    const secrets = new EncryptedSecrets(manager);
    const snapshot =
      stored === undefined
        ? emptySnapshot()
        : sound(decodeDeployment(stored.deployment, await this.reader(stored.deployment, manager, secrets)));
    return { snapshot, save: this.saver(secrets, manager) };
  }

  /**
   * The state with its secrets open, to look at: nothing is written, not even a key where there is none yet.
   * @throws as {@link Stack.openState}
   */
  async lookAtState(): Promise<Snapshot> {
    if ((await this.#salt()) !== undefined) return (await this.openState()).snapshot;
    return (await this.openStateWithoutSecrets()).snapshot;
  }

  /**
   * Reads the secrets of a deployment of this stack, whichever key they were encrypted with.
   * @param secrets the form for `manager`'s key: it learns the ciphertexts that may stay
   */
  async reader(
    deployment: Deployment,
    manager: SecretsManager,
    secrets: SecretForm = new EncryptedSecrets(manager),
  ): Promise<SecretForm> {
    const salt = stateSalt(deployment, this.qualifiedName);
    if (salt === undefined || salt === manager.state.salt) return secrets;
    return new EncryptedSecrets(await openPassphraseManager(readPassphrase(this.#env), salt));
  }

  /**
   * The state with its secrets left closed: what is around them can be read and edited without a passphrase.
   * @throws UnreadableStateError, SnapshotIntegrityError
   */
  async openStateWithoutSecrets(): Promise<OpenState> {
    const stored = await this.store.read();
    const secrets = new UnopenedSecrets();
    const snapshot =
      stored === undefined ? emptySnapshot() : sound(decodeDeployment(stored.deployment, secrets));
    return { snapshot, save: this.saver(secrets, stored?.deployment.secrets_providers) };
  }

  /** Writes snapshots as this stack's state, with secrets in the form given. */
  saver(secrets: SecretForm, secretsProvider: DeploymentHeader["secretsProvider"]): SaveSnapshot {
    const text = new DeploymentText(secrets);
    return (snapshot) =>
      this.store.write(text.checkpoint(this.qualifiedName, snapshot, { time: new Date(), secretsProvider }));
  }

  /** Puts an empty state where there is none: what `stack init` leaves. */
  async create(): Promise<void> {
    await this.saver(new UnopenedSecrets(), await this.secretsManager())(emptySnapshot());
  }
}

function unreachable(): never {
  throw new Error("a configuration value is encrypted that was not a moment ago");
}

function emptySnapshot(): Snapshot {
  return { resources: [], pendingOperations: [] };
}

function sound(snapshot: Snapshot): Snapshot {
  verifyIntegrity(snapshot);
  return snapshot;
}

/** @throws Error when the state's secrets are kept in a way this engine does not know */
function stateSalt({ secrets_providers: provider }: Deployment, stack: string): string | undefined {
  if (provider === undefined) return undefined;
  const salt = provider.state?.salt;
  if (provider.type === "passphrase" && typeof salt === "string") return salt;
  throw new Error(
    `the secrets of ${stack} are kept by "${provider.type}", which this engine does not support (it knows "passphrase"): use the Pulumi CLI`,
  );
}

/**
 * The stack a command means, which must exist and be of the project at hand.
 * @param named as given by `--stack`; default: the selected one
 * @throws StackNotFoundError, NoStackSelectedError
 */
export async function openStack(workspace: Workspace, named?: string, configFile?: string): Promise<Stack> {
  const stack = stackToCreate(workspace, await chooseStack(workspace, named), configFile);
  if (!(await stack.store.exists())) throw new StackNotFoundError(stack.reference);
  return stack;
}

/** As {@link openStack}, for a stack that need not exist yet. */
export function stackToCreate(workspace: Workspace, reference: StackReference, configFile?: string): Stack {
  const project = requireProject(workspace);
  if (reference.project !== project.name) {
    throw new Error(
      `the stack ${qualifiedName(reference)} is of another project than ${project.file} (${project.name}): run in its folder`,
    );
  }
  const file = loadStackFile(project, reference.name, workspace.cwd, configFile);
  return new Stack(project, workspace.backend.stack(reference), file, workspace.env);
}

/**
 * The outputs of any stack of the backend, for a StackReference. A stack that was never updated has none.
 * @param name `<stack>` of the project at hand, or `organization/<project>/<stack>`
 * @throws StackNotFoundError; an Error that names the stack when it has secrets that the passphrase in hand does not open:
 * never an empty or partial result
 */
export async function stackOutputs(workspace: Workspace, name: string): Promise<PropertyMap> {
  const reference = parseStackReference(name, workspace.project?.name);
  const stored = await workspace.backend.stack(reference).read();
  const outputs = stored && rootOutputs(stored.deployment);
  if (stored === undefined || outputs === undefined) return {};
  // Only what is encrypted needs the other stack's passphrase.
  if (!JSON.stringify(outputs).includes(signatures.secret))
    return fromStored(outputs, new UnopenedSecrets(), name);
  try {
    const salt = stateSalt(stored.deployment, qualifiedName(reference)) ?? "";
    const manager = await openPassphraseManager(readPassphrase(workspace.env), salt);
    return fromStored(outputs, new EncryptedSecrets(manager), name);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(
      `the outputs of ${qualifiedName(reference)} hold secrets that cannot be decrypted: ${reason}`,
      { cause },
    );
  }
}

/** The stored outputs of the resource that stands for the stack. */
export function rootOutputs({ resources }: Deployment) {
  return (resources ?? []).find(({ type, parent }) => type === rootStackType && !parent)?.outputs;
}
