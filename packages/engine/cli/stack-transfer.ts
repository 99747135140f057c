import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { parseJson } from "../backend/stack-store.ts";
import { EncryptedSecrets, plainSecrets } from "../secrets/forms.ts";
import {
  decodeDeployment,
  encodeDeployment,
  parseDeployment,
  parseState,
  versioned,
} from "../state/deployment.ts";
import { verifyIntegrity } from "../state/integrity.ts";
import type { Snapshot } from "../state/resource.ts";
import { parseUrn } from "../state/urn.ts";
import type { Stack } from "../workspace/stack.ts";
import {
  commandStack,
  flags,
  type GlobalOptions,
  type Io,
  print,
  readInput,
  whileLocked,
  workingFolder,
} from "./io.ts";

/** `stack export` and `stack import`: the state as a file. */
export function registerStackTransferCommands(stack: Command, io: Io): void {
  stack
    .command("export")
    .description("write the stack's state")
    .option("--file <file>", "to a file; default: standard output")
    .option("--show-secrets", "with secrets in plain")
    .action(async (_: unknown, command: Command) => {
      const options = flags<{ file?: string; showSecrets?: boolean }>(command);
      const chosen = await commandStack(io, command);
      const text = JSON.stringify(await exported(chosen, options.showSecrets ?? false), null, 4);
      if (options.file === undefined) return print(io, text);
      const file = resolve(workingFolder(io, command.optsWithGlobals<GlobalOptions>()), options.file);
      await writeFile(file, `${text}\n`, { mode: 0o600 });
    });
  stack
    .command("import")
    .description("replace the stack's state by an exported one")
    .option("--file <file>", "from a file; default: standard input")
    .option("-f, --force", "even if it is another stack's, or not sound")
    .action(async (options: { file?: string; force?: boolean }, command: Command) => {
      const chosen = await commandStack(io, command);
      const file =
        options.file && resolve(workingFolder(io, command.optsWithGlobals<GlobalOptions>()), options.file);
      const text = file ? await readFile(file, "utf8") : await readInput(io);
      await importState(chosen, text, file || "standard input", options.force ?? false, io);
      print(io, "Import complete.");
    });
}

async function exported(stack: Stack, showSecrets: boolean): Promise<object> {
  const stored = await stack.store.read();
  if (stored === undefined) return { version: 3, deployment: {} };
  if (!showSecrets) return stored;
  const manager = await stack.secretsManager();
  const snapshot = decodeDeployment(stored.deployment, await stack.reader(stored.deployment, manager));
  const { manifest, secrets_providers } = stored.deployment;
  const opened = encodeDeployment(snapshot, plainSecrets, { time: new Date(manifest.time) });
  return { ...stored, deployment: { ...opened, manifest, secrets_providers } };
}

const exportFile = versioned.extend({ deployment: z.unknown() });

async function importState(
  stack: Stack,
  text: string,
  source: string,
  force: boolean,
  io: Io,
): Promise<void> {
  const { deployment: raw, ...version } = parseState(exportFile, parseJson(text, source), source);
  const deployment = parseDeployment(raw, version, source);
  const manager = await stack.secretsManager();
  const secrets = new EncryptedSecrets(manager);
  const snapshot = decodeDeployment(deployment, await stack.reader(deployment, manager, secrets));
  if (!force) refuseUnfit(stack, snapshot);
  for (const { resource, type } of snapshot.pendingOperations) {
    io.stderr.write(`warning: the pending operation "${type}" of ${resource.urn} is left out\n`);
  }
  await whileLocked(io, stack, () =>
    stack.saver(secrets, manager)({ resources: snapshot.resources, pendingOperations: [] }),
  );
}

/** @throws Error that names every resource of another stack, SnapshotIntegrityError */
function refuseUnfit(stack: Stack, snapshot: Snapshot): void {
  const { project, name } = stack.reference;
  const foreign = snapshot.resources.filter(({ urn }) => {
    const parts = parseUrn(urn);
    return parts.stack !== name || parts.project !== project;
  });
  if (foreign.length > 0) {
    const list = foreign.map(({ urn }) => `  ${urn}`).join("\n");
    throw new Error(
      `these resources are of another stack than ${stack.qualifiedName}:\n${list}\nPass --force to import them all the same.`,
    );
  }
  verifyIntegrity(snapshot);
}
