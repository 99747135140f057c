import type { Stack } from "../workspace/stack.ts";
import { selectedStack, selectStack, type Workspace } from "../workspace/workspace.ts";

export interface RemoveStackOptions {
  /** True: keep `Pulumi.<stack>.yaml`. */
  preserveConfig?: boolean;
  /** True: the backups of its state go, too. */
  removeBackups?: boolean;
}

/** Removes a stack with its history and its file; it is not the selected one any more. Its lock is the caller's. */
export async function removeStack(
  workspace: Workspace,
  stack: Stack,
  { preserveConfig = false, removeBackups }: RemoveStackOptions = {},
): Promise<void> {
  await stack.store.remove({ backups: removeBackups });
  if (!preserveConfig) await stack.file.remove();
  if ((await selectedStack(workspace)) === stack.qualifiedName) await selectStack(workspace, undefined);
}
