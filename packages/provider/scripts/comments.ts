import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The doc comments of the SDK, by resource or function and by property. */
export interface Comments {
  /** What a class, function or constant says of itself. */
  of(module: string, name: string): string;
  /** What each of its properties says. */
  properties(module: string, name: string, group: "inputs" | "outputs"): ReadonlyMap<string, string>;
}

/** Reads doc comments with the compiler, which follows them through spreads and imports. */
export function readComments(): Comments {
  const entry = fileURLToPath(new URL("../index.ts", import.meta.url));
  const provider = fileURLToPath(new URL("../provider.ts", import.meta.url));
  const program = ts.createProgram([entry, provider], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ["node"],
  });
  const checker = program.getTypeChecker();

  const exportsOf = (symbol: ts.Symbol) => checker.getExportsOfModule(resolve(symbol));
  const resolve = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const text = (symbol: ts.Symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/(\S)\n(?=\S)/g, "$1 ");
  const find = (symbols: ts.Symbol[], name: string): ts.Symbol => {
    const found = symbols.find((symbol) => symbol.name === name);
    if (found === undefined) throw new Error(`${name} is not exported`);
    return resolve(found);
  };
  const file = (path: string): ts.Symbol => {
    const source = program.getSourceFile(path);
    const symbol = source && checker.getSymbolAtLocation(source);
    if (symbol === undefined) throw new Error(`${path} is not a module`);
    return symbol;
  };
  const symbolOf = (module: string, name: string): ts.Symbol =>
    module === "provider"
      ? find(exportsOf(file(provider)), name)
      : find(exportsOf(find(exportsOf(file(entry)), module)), name);
  const typeOf = (symbol: ts.Symbol, property: string): ts.Type => {
    const type = checker.getTypeOfSymbol(symbol);
    const member = type.getProperty(property);
    if (member === undefined) throw new Error(`${symbol.name} has no ${property}`);
    return checker.getTypeOfSymbol(member);
  };

  return {
    of: (module, name) => text(symbolOf(module, name)),
    properties(module, name, group) {
      const symbol = symbolOf(module, name);
      const shape =
        module === "provider"
          ? checker.getTypeOfSymbol(symbol)
          : checker.getTypeOfSymbol(
              typeOf(symbol, "declaration").getProperty(group) ?? fail(`${name} has no ${group}`),
            );
      return new Map(shape.getProperties().map((property) => [property.name, text(property)]));
    },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
