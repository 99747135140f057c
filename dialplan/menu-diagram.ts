import type { ClientsFile } from "./clients.ts";
import { incomingContext } from "./decision.ts";
import { keysOf, placesOf } from "./menu-tree.ts";
import type { Destination, MenusFile } from "./menus.ts";

/**
 * The menus as a diagram for people. {@link https://mermaid.js.org/syntax/flowchart.html}
 * @returns Mermaid, to be pasted into any Markdown
 */
export function menuDiagram({ contexts, operator }: MenusFile, { clients, main }: ClientsFile): string {
  const lines = new Set<string>(["flowchart LR"]);
  const called = Object.entries(clients).filter(([, { context }]) => Object.hasOwn(contexts, context));
  for (const [extension, { context }] of called)
    lines.add(`  phone_${id(extension)}([${extension}]) -- "#" --> ${id(context)}`);
  if (Object.hasOwn(contexts, incomingContext))
    lines.add(`  outside([${main.number}]) --> ${id(incomingContext)}`);

  for (const [name, context] of Object.entries(contexts)) {
    const { before, parent, nextContext } = context;
    const kind = before ? `<br>${Object.keys(before).join()} first` : "";
    lines.add(`  ${id(name)}["${name}${kind}"]`);
    if (nextContext !== undefined) lines.add(`  ${id(name)} --> ${id(nextContext)}`);
    if (parent !== undefined) lines.add(`  ${id(name)} -. "#" .-> ${id(parent)}`);
    for (const [key, { to }] of keysOf(context))
      for (const node of nodesOf(to)) lines.add(`  ${id(name)} -- "${key}" --> ${node}`);
  }
  if (operator)
    lines.add(
      `  operator_queue -- "after ${operator.timeout} s" --> ${nodeOf({ message: operator.message })}`,
    );
  return `${[...lines].join("\n")}\n`;
}

function nodesOf(destination: Destination): string[] {
  return placesOf(destination).map(nodeOf);
}

function nodeOf(place: ReturnType<typeof placesOf>[number]): string {
  if (place === "operator") return "operator_queue{{operator}}";
  if (place === "dial-tone") return "dial_tone{{dial tone}}";
  if ("context" in place) return id(place.context);
  if ("number" in place) return `number_${id(place.number)}([${place.number}])`;
  if ("extension" in place) return `phone_${id(place.extension)}([${place.extension}])`;
  return `mailbox_${id(place.message)}[(${place.message})]`;
}

/** A name that Mermaid takes for a node: some words of its own (`end`) are none. */
function id(name: string): string {
  return `${name.replace(/\W/g, "_")}_`;
}
