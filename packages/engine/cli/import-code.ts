import { z } from "zod";
import { packageOf, parseProviderReference } from "../deploy/urn.ts";
import { isObject } from "../property/secret.ts";
import { Archive, Asset, type PropertyMap, type PropertyValue, Secret } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn, rootStackType } from "../state/urn.ts";

/** The parts of a package's schema that code for its resources is made from. */
const packageSchema = z.object({
  meta: z.object({ moduleFormat: z.string().optional() }).optional(),
  language: z.object({ nodejs: z.object({ packageName: z.string().optional() }).optional() }).optional(),
  resources: z
    .record(z.string(), z.object({ inputProperties: z.record(z.string(), z.unknown()).optional() }))
    .default({}),
});

export type PackageSchema = z.infer<typeof packageSchema>;

/** @throws Error when the text is not a schema */
export function parseSchema(text: string): PackageSchema {
  return packageSchema.parse(JSON.parse(text));
}

/**
 * TypeScript that declares imported resources. A secret is not written into it but read from the configuration.
 * @param schemas by package; without one, all that was read of a resource is declared
 * @param names what code calls a resource, by URN
 */
export function importCode(
  resources: ResourceState[],
  schemas: ReadonlyMap<string, PackageSchema>,
  names: ReadonlyMap<string, string>,
): string {
  const writer = new CodeWriter(schemas, names);
  const declarations = resources.map((state) => writer.declare(state));
  const packages = [...new Set(resources.filter(({ custom }) => custom).map(({ type }) => packageOf(type)))];
  const imports = packages.sort().map((name) => {
    const npm = schemas.get(name)?.language?.nodejs?.packageName ?? `@pulumi/${name}`;
    return `import * as ${identifier(name)} from ${JSON.stringify(npm)};`;
  });
  const config = writer.usesConfig ? ["const config = new pulumi.Config();", ""] : [];
  return ['import * as pulumi from "@pulumi/pulumi";', ...imports, "", ...config, ...declarations, ""].join(
    "\n",
  );
}

class CodeWriter {
  readonly #schemas: ReadonlyMap<string, PackageSchema>;
  readonly #names: ReadonlyMap<string, string>;
  usesConfig = false;

  constructor(schemas: ReadonlyMap<string, PackageSchema>, names: ReadonlyMap<string, string>) {
    this.#schemas = schemas;
    this.#names = names;
  }

  declare(state: ResourceState): string {
    const { type, name } = parseUrn(state.urn);
    const variable = this.#variable(state.urn);
    const options = this.#options(state);
    if (!state.custom) {
      const tail = options === "" ? "" : `, {}, ${options}`;
      return `const ${variable} = new pulumi.ComponentResource(${JSON.stringify(type)}, ${JSON.stringify(name)}${tail});`;
    }
    const schema = this.#schemas.get(packageOf(type));
    const known = schema?.resources[type]?.inputProperties;
    const inputs = Object.entries(state.inputs)
      .filter(
        ([key, value]) =>
          value !== null && key !== "__defaults" && (known === undefined || Object.hasOwn(known, key)),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const args = this.#object(inputs, "", variable);
    const tail = options === "" ? "" : `, ${options}`;
    return `const ${variable} = new ${className(type, schema)}(${JSON.stringify(name)}, ${args}${tail});`;
  }

  #options({ parent, provider, protect }: ResourceState): string {
    const options: string[] = [];
    if (parent !== undefined && parseUrn(parent).type !== rootStackType)
      options.push(`parent: ${this.#variable(parent)}`);
    if (provider !== undefined) {
      const { urn } = parseProviderReference(provider);
      if (!/^default(_|$)/.test(parseUrn(urn).name)) options.push(`provider: ${this.#variable(urn)}`);
    }
    if (protect) options.push("protect: true");
    return options.length === 0 ? "" : `{\n${options.map((option) => `    ${option},\n`).join("")}}`;
  }

  #variable(urn: string): string {
    return identifier(this.#names.get(urn) ?? parseUrn(urn).name);
  }

  #value(value: PropertyValue, indent: string, path: string): string {
    if (value instanceof Secret) {
      this.usesConfig = true;
      return `config.requireSecret(${JSON.stringify(path)})`;
    }
    if (Array.isArray(value)) {
      const parts = value.map(
        (part, index) => `${indent}    ${this.#value(part, `${indent}    `, `${path}${index}`)},\n`,
      );
      return parts.length === 0 ? "[]" : `[\n${parts.join("")}${indent}]`;
    }
    if (value instanceof Asset || value instanceof Archive) return assetCode(value);
    if (isObject(value)) return this.#object(Object.entries(value), indent, path);
    return JSON.stringify(value);
  }

  #object(entries: [string, PropertyMap[string]][], indent: string, path: string): string {
    if (entries.length === 0) return "{}";
    const lines = entries.map(([key, value]) => {
      const label = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
      const inside = `${path}${key[0]?.toUpperCase() ?? ""}${key.slice(1)}`;
      return `${indent}    ${label}: ${this.#value(value, `${indent}    `, inside)},\n`;
    });
    return `{\n${lines.join("")}${indent}}`;
  }
}

/** `twilio.sip.Domain` of `twilio:sip:Domain`. @param schema says which part of a token is the module */
function className(type: string, schema: PackageSchema | undefined): string {
  const [packageName = "", module = "", name = ""] = type.split(":");
  const format = new RegExp(`^${schema?.meta?.moduleFormat ?? "(.*)"}$`);
  const path = format.exec(module)?.[1] ?? module;
  const parts = path.split("/").filter((part) => part !== "index" && part !== "");
  return [identifier(packageName), ...parts.map(identifier), name].join(".");
}

function assetCode(value: Asset | Archive): string {
  const kind = value instanceof Asset ? "asset" : "archive";
  const { source } = value;
  if ("path" in source) {
    const name = kind === "asset" ? "FileAsset" : "FileArchive";
    return `new pulumi.asset.${name}(${JSON.stringify(source.path)})`;
  }
  if ("text" in source) return `new pulumi.asset.StringAsset(${JSON.stringify(source.text)})`;
  if ("uri" in source) {
    const name = kind === "asset" ? "RemoteAsset" : "RemoteArchive";
    return `new pulumi.asset.${name}(${JSON.stringify(source.uri)})`;
  }
  const parts = Object.entries(source.assets).map(
    ([name, part]) => `${JSON.stringify(name)}: ${assetCode(part)}`,
  );
  return `new pulumi.asset.AssetArchive({ ${parts.join(", ")} })`;
}

/** A name as code may have it: `my-phone` becomes `myPhone`. */
function identifier(name: string): string {
  const camel = name.replaceAll(
    /[^A-Za-z0-9_$]+(.)?/g,
    (_, next: string | undefined) => next?.toUpperCase() ?? "",
  );
  return /^\d/.test(camel) || camel === "" ? `_${camel}` : camel;
}
