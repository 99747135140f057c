import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Declaration } from "../declare/resource.ts";
import { resources } from "../resources.ts";
import type { buildSchema } from "./build-schema.ts";

type Schema = ReturnType<typeof buildSchema>;
type Properties = Schema["resources"][string]["inputProperties"];
type PropertySpec = Properties[string];

/** Makes the pages of `docs/provider`, by path, from the schema, the declarations and the examples. Throws where an example is missing. */
export function buildDocs(schema: Schema): Map<string, string> {
  const pages = new Map<string, string>();
  for (const { token, declaration } of resources) {
    const spec = schema.resources[token];
    if (spec !== undefined) pages.set(`${pathOf(token)}.md`, resourcePage(token, declaration, spec, schema));
  }
  for (const [token, spec] of Object.entries(schema.functions)) {
    pages.set(`${pathOf(token)}.md`, functionPage(token, spec, schema));
  }
  pages.set("README.md", index(schema));
  return pages;
}

/** `twilio:sip:CredentialList` stands in `sip/credential-list`, as its declaration does. */
function pathOf(token: string): string {
  const [, module, name = ""] = token.split(":");
  return `${module}/${name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase()}`;
}

const nameOf = (token: string) => token.split(":").slice(1).join(".");

function resourcePage(
  token: string,
  declaration: Declaration,
  spec: Schema["resources"][string],
  { types }: Schema,
): string {
  const { inputProperties, properties, requiredInputs } = spec;
  const outputs = Object.entries(properties).filter(([name]) => name in declaration.outputs);
  return page([
    `# ${nameOf(token)}`,
    textOf(spec.description),
    example(token),
    "## Inputs",
    inputTable(inputProperties, requiredInputs, types),
    "## Outputs",
    "Beside the inputs, and `id`:",
    table(
      ["name", "type", "what it is"],
      outputs.map((one) => outputRow(one, types)),
    ),
    "## How it changes",
    list([replacements(declaration), clash(declaration), adoption(declaration), ...unseen(declaration)]),
    "## Import",
    fenced("sh", `pulumi import ${token} <name> ${declaration.id.map((part) => `<${part}>`).join("/")}`),
  ]);
}

function functionPage(token: string, spec: Schema["functions"][string], { types }: Schema): string {
  const { inputs, outputs } = spec;
  return page([
    `# ${nameOf(token)}`,
    textOf(spec.description),
    example(token),
    "## Arguments",
    inputTable(inputs.properties, inputs.required ?? [], types),
    "## Result",
    table(
      ["name", "type", "what it is"],
      Object.entries(outputs.properties).map((one) => outputRow(one, types)),
    ),
    `\`${nameOf(token)}.output(...)\` takes outputs of resources as arguments and gives an output.`,
  ]);
}

function index({ resources: all, functions, config }: Schema): string {
  const rows = (tokens: string[], described: Record<string, { description: string }>) =>
    table(
      ["", "what it is"],
      tokens
        .toSorted()
        .map((token) => [
          `[${nameOf(token)}](${pathOf(token)}.md)`,
          firstSentence(described[token]?.description ?? ""),
        ]),
    );
  return page([
    "# The Twilio provider",
    "Made from the declarations in `packages/provider` by `npm run schemas`: change those, not these pages. How the provider behaves is in its " +
      "[README](../../packages/provider/README.md).",
    "## Resources",
    rows(Object.keys(all), all),
    "## Functions",
    rows(Object.keys(functions), functions),
    "## Configuration",
    "`pulumi config set twilio:<name> <value>`, with `--secret` for what is marked so; or the arguments of `new twilio.Provider(...)`.",
    inputTable(config.variables, [], {}),
  ]);
}

/** The example of a resource or function, which the compiler checks. */
function example(token: string): string {
  const file = new URL(`../examples/${pathOf(token)}.ts`, import.meta.url);
  if (!existsSync(file)) throw new Error(`${token} has no example: write ${fileURLToPath(file)}`);
  return fenced("ts", readFileSync(file, "utf8").trimEnd());
}

function inputTable(properties: Properties, required: readonly string[], types: Schema["types"]): string {
  const rows = Object.entries(properties).flatMap(([name, spec]) => [
    [
      `\`${name}\`${required.includes(name) ? " **required**" : ""}`,
      typeOf(spec, types),
      spec.description,
      notes(spec),
    ],
    ...inside(name, spec, types).map(([place, part]) => [
      `\`${place}\``,
      typeOf(part, types),
      part.description,
      notes(part),
    ]),
  ]);
  return rows.length === 0 ? "None." : table(["name", "type", "what it is", "notes"], rows);
}

/** The properties of the object that a property is, or lists, by where they stand. */
function inside(
  name: string,
  { items, $ref }: PropertySpec,
  types: Schema["types"],
): [string, PropertySpec][] {
  const object = types[(items?.$ref ?? $ref ?? "").replace("#/types/", "")];
  const place = items === undefined ? name : `${name}[]`;
  return Object.entries(object?.properties ?? {}).map(([part, spec]) => [`${place}.${part}`, spec]);
}

function notes({ willReplaceOnChanges, secret, default: preset }: PropertySpec): string {
  const said = [
    ...(preset === undefined ? [] : [`default \`${JSON.stringify(preset)}\``]),
    ...(willReplaceOnChanges ? ["a change replaces"] : []),
    ...(secret ? ["secret"] : []),
  ];
  return said.join("; ");
}

const outputRow = ([name, spec]: [string, PropertySpec], types: Schema["types"]) => [
  `\`${name}\``,
  typeOf(spec, types),
  `${spec.description}${spec.secret ? " Secret." : ""}`,
];

/** A type in words; of an object its properties. */
function typeOf(
  { type, items, $ref, additionalProperties }: Partial<PropertySpec>,
  types: Schema["types"],
): string {
  if (items !== undefined) return `list of ${typeOf(items, types)}`;
  if (additionalProperties !== undefined) return "object of any JSON";
  const token = $ref?.replace("#/types/", "") ?? "";
  const object = types[token];
  if (object !== undefined)
    return `object: ${Object.keys(object.properties)
      .map((name) => `\`${name}\``)
      .join(", ")}`;
  if ($ref === "pulumi.json#/Asset") return "asset";
  return type ?? "any JSON";
}

function replacements({ replaceOnChanges, entryByEntry = [] }: Declaration): string {
  const entries =
    entryByEntry.length > 0 ? " So does a change of a parameter that Twilio documents no update of." : "";
  if (replaceOnChanges.length === 0) return `Everything changes in place.${entries}`;
  return `A change of ${names(replaceOnChanges)} makes a new one; everything else changes in place.${entries}`;
}

function clash({ naturalKey, replaceOnChanges }: Declaration): string {
  if (replaceOnChanges.every((name) => naturalKey.includes(name))) return "";
  return `A replacement that keeps ${names(naturalKey)} is made after the old one was deleted.`;
}

function adoption({ inputs, naturalKey }: Declaration): string {
  return "adopt" in inputs
    ? `\`adopt: true\` takes over what exists with the same ${names(naturalKey)}, and a delete then leaves it.`
    : "";
}

function unseen({ writeOnly = [], unmanagedWhenUnset = [], entryByEntry = [] }: Declaration): string[] {
  const left = [...unmanagedWhenUnset, ...entryByEntry];
  return [
    writeOnly.length === 0
      ? "A refresh sees every change."
      : `A refresh cannot see changes of ${names(writeOnly)}: Twilio does not tell ${writeOnly.length > 1 ? "them" : "it"}. An import leaves ${writeOnly.length > 1 ? "them" : "it"} out.`,
    left.length === 0 ? "" : `What is not set of ${names(left)} is left as it is.`,
  ];
}

const names = (all: readonly string[]) => all.map((name) => `\`${name}\``).join(", ");

const firstSentence = (text: string) => /^.*?\.(?=\s|$)/s.exec(text)?.[0].replaceAll("\n", " ") ?? text;

/** A description without what the page says in a place of its own. */
const textOf = (description: string) => description.replace(/\n\n## Import\n[\s\S]*$/, "");

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const list = (items: string[]) =>
  items
    .filter((item) => item !== "")
    .map((item) => `- ${item}`)
    .join("\n");

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

const page = (parts: string[]) => `${parts.join("\n\n")}\n`;
