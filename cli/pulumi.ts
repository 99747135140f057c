import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPulumi } from "../scripts/pulumi.ts";

/**
 * One output of a stack.
 * @throws what Pulumi says when there is no such stack or output
 */
export async function stackOutput(stack: string, name: string): Promise<unknown> {
  const { command, args } = findPulumi();
  const ask = [...args, "stack", "output", name, "--json", "-s", stack];
  try {
    return JSON.parse((await promisify(execFile)(command, ask)).stdout);
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`cannot read the output "${name}" of stack ${stack}: ${said}`);
  }
}
