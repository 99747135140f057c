import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import type { SystemName } from "../bundle/services.ts";
import { findPulumi } from "../scripts/pulumi.ts";

const systems = z.record(z.string(), z.unknown());

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
    const hint = /does not have output/.test(said)
      ? `; bring it up first: npm run pulumi -- up -s ${stack}`
      : "";
    throw new Error(`cannot read the output "${name}" of stack ${stack}: ${said}${hint}`);
  }
}

/**
 * What a stack tells of a system beside its phones.
 * @throws where there is no such stack, or none of the system on it
 */
export async function systemOutput(stack: string, name: SystemName): Promise<unknown> {
  const found = systems.parse(await stackOutput(stack, "systems"))[name];
  if (found !== undefined) return found;
  throw new Error(
    `stack ${stack} has no ${name}: name it in dialer:systems of Pulumi.${stack}.yaml, and bring the stack up`,
  );
}
