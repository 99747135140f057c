import { hostname } from "node:os";
import type { Command } from "commander";
import { UnopenedSecrets } from "../secrets/forms.ts";
import { decodeDeployment } from "../state/deployment.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn, rootStackType } from "../state/urn.ts";
import type { Stack } from "../workspace/stack.ts";
import { ago, commandStack, type Io, print, printJson, table } from "./io.ts";
import { withJson } from "./options.ts";
import { outputTable, shownOutputs } from "./stack-output.ts";

interface ShowOptions {
  json?: boolean;
  showIds?: boolean;
  showUrns?: boolean;
  showName?: boolean;
  showSecrets?: boolean;
}

/** `stack` by itself: what the stack is made of, and its outputs. */
export function registerStackShow(stack: Command, io: Io): void {
  withJson(stack)
    .option("-i, --show-ids", "with the provider's id of each resource")
    .option("-u, --show-urns", "with the URN of each resource")
    .option("--show-name", "only the stack's name")
    .option("--show-secrets", "secret outputs in plain")
    .action(async (options: ShowOptions, command: Command) => {
      const chosen = await commandStack(io, command);
      if (options.showName) return print(io, chosen.reference.name);
      if (options.json) {
        const outputs = await shownOutputs(io, command, chosen, options.showSecrets === true);
        return printJson(io, { ...(await description(chosen)), outputs });
      }
      const stored = await chosen.store.read();
      print(io, `Current stack is ${chosen.reference.name}:`);
      if (stored === undefined) {
        print(io, "    No updates yet; run `pulumi up`\nCurrent stack resources (0):");
        return print(io, "    No resources currently in this stack");
      }
      const { manifest } = stored.deployment;
      const { resources } = decodeDeployment(stored.deployment, new UnopenedSecrets());
      print(io, `    Last updated: ${ago(new Date(manifest.time))} (${manifest.time})`);
      print(io, `    Pulumi version used: ${manifest.version}`);
      print(io, `Current stack resources (${resources.length}):`);
      if (resources.length === 0) return print(io, "    No resources currently in this stack");
      print(io, tree(resources, options).replaceAll(/^(?=.)/gm, "    "));
      print(io, `\n${outputTable(await shownOutputs(io, command, chosen, options.showSecrets === true))}`);
    });
}

/** What the CLI's JSON says of a stack beside its outputs. */
async function description({ reference, store }: Stack): Promise<object> {
  const { name: stack, project } = reference;
  const about = { project, stack, backend: hostname(), tags: {} };
  const stored = await store.read();
  if (stored === undefined) return { ...about, resources: [] };
  const { time, version: pulumiVersion } = stored.deployment.manifest;
  const { resources } = decodeDeployment(stored.deployment, new UnopenedSecrets());
  return {
    ...about,
    manifest: { time, pulumiVersion },
    resources: resources.map(({ urn, type, id, parent }) => ({
      urn,
      type,
      name: parseUrn(urn).name,
      id,
      parent,
    })),
  };
}

/** Each resource under its parent, the stack on top, the others in the state's order. */
function tree(resources: ResourceState[], options: ShowOptions): string {
  const root = resources.find(({ type, parent }) => type === rootStackType && !parent);
  if (root === undefined)
    return table(
      ["TYPE", "NAME"],
      resources.map((state) => row(state, "")),
    );
  const children = new Map<string, ResourceState[]>();
  const orphans = resources.filter((state) => state !== root && state.parent === undefined);
  // As the CLI: what has no parent comes last.
  for (const state of [...resources.filter(({ parent }) => parent !== undefined), ...orphans]) {
    const parent = state.parent ?? root.urn;
    children.set(parent, [...(children.get(parent) ?? []), state]);
  }
  const lines: { row: string[]; below: string[] }[] = [];
  const seen = new Set<string>();
  const write = (state: ResourceState, indent: string, branch: string): void => {
    const inner = indent + (branch === "" ? "" : branch === "├─ " ? "│  " : "   ");
    // A resource that waits for its deletion has the children of the one in its place.
    const below = seen.has(state.urn) ? [] : (children.get(state.urn) ?? []);
    seen.add(state.urn);
    lines.push({
      row: row(state, indent + branch),
      below: details(state, `${inner}${below.length > 0 ? "│  " : "   "}`, options),
    });
    for (const [index, child] of below.entries()) {
      write(child, inner, index === below.length - 1 ? "└─ " : "├─ ");
    }
  };
  write(root, "", "");
  const [header, ...rows] = table(
    ["TYPE", "NAME"],
    lines.map(({ row }) => row),
  ).split("\n");
  return [header, ...rows.flatMap((text, index) => [text, ...(lines[index]?.below ?? [])])].join("\n");
}

function row({ urn, type }: ResourceState, indent: string): string[] {
  return [`${indent}${type}`, parseUrn(urn).name];
}

function details({ urn, id }: ResourceState, indent: string, { showUrns, showIds }: ShowOptions): string[] {
  return [...(showUrns ? [`${indent}URN: ${urn}`] : []), ...(showIds && id ? [`${indent}ID: ${id}`] : [])];
}
