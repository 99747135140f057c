import { Command } from "commander";
import { findPulumi, type PulumiCommand } from "../../scripts/pulumi.ts";
import { type Measured, median } from "../measure.ts";
import { numbers, wholeNumber } from "../options.ts";
import { BenchProject } from "../project.ts";
import { type Cell, printTable } from "../table.ts";

const provider = { name: "test", path: "packages/engine/testing/plugin" };
const resources = new URL("../../packages/engine/testing/resource.ts", import.meta.url).pathname;

/** What was measured of one size: the program alone, and the commands of the engine and, where there is one, the CLI. */
interface Size {
  size: number;
  alone: Measured;
  engine: Steps;
  cli: Steps | undefined;
}

type Steps = Record<"preview" | "up" | "unchanged", Measured>;

/** `npm run bench -- engine`: previews and ups of many resources of a provider that does nothing, and what they cost. */
export async function run(args: string[]): Promise<void> {
  const command = new Command("engine")
    .description("how time and memory of the engine grow with the number of resources")
    .option("--sizes <list>", "numbers of resources", numbers, [10, 100, 1_000, 10_000])
    .option("--runs <count>", "measure each so often and take the middle one", wholeNumber, 1)
    .option("--cli-sizes <list>", "sizes for a real `pulumi`, where there is one", numbers, [10, 100, 1_000])
    .parse(args, { from: "user" });
  const { sizes, runs, cliSizes } = command.opts<{ sizes: number[]; runs: number; cliSizes: number[] }>();
  const found = findPulumi();
  if (!found.real) console.log("There is no `pulumi` on PATH: the engine is not compared with it.");
  const measured: Size[] = [];
  for (const size of sizes) {
    const cli = found.real && cliSizes.includes(size) ? found : undefined;
    measured.push(await measureSize(size, runs, cli));
  }
  print(measured);
}

async function measureSize(size: number, runs: number, cli: PulumiCommand | undefined): Promise<Size> {
  const all: Size[] = [];
  for (let run = 0; run < runs; run++) all.push(await measureOnce(size, cli));
  const middle = (of: (one: Size) => Measured) => median(all.map(of), ({ wall }) => wall);
  const steps = (of: (one: Size) => Steps): Steps => ({
    preview: middle((one) => of(one).preview),
    up: middle((one) => of(one).up),
    unchanged: middle((one) => of(one).unchanged),
  });
  return {
    size,
    alone: middle(({ alone }) => alone),
    engine: steps(({ engine }) => engine),
    cli: cli && steps(({ cli: steps, engine }) => steps ?? engine),
  };
}

async function measureOnce(size: number, cli: PulumiCommand | undefined): Promise<Size> {
  const project = new BenchProject({ program: program(size), provider });
  try {
    const alone = await project.alone();
    const engine = await steps(project);
    return { size, alone, engine, cli: cli && (await steps(project, cli)) };
  } finally {
    project.remove();
  }
}

async function steps(project: BenchProject, pulumi?: PulumiCommand): Promise<Steps> {
  const stack = await project.stack(pulumi);
  return { preview: await stack.preview(), up: await stack.up(), unchanged: await stack.preview() };
}

/** Each resource uses an output of one before it: no wide field of resources that know nothing of one another. */
function program(size: number): string {
  return `import { Thing } from ${JSON.stringify(resources)};
const made = [];
for (let index = 0; index < ${size}; index++) {
  const of = index % 10 === 0 ? undefined : made[index - (index % 10)].ref;
  made.push(new Thing("thing-" + index, { index, text: "thing number " + index, list: ["a", "b", "c"], of }));
}
`;
}

function print(all: Size[]): void {
  const steps = ["preview", "up", "unchanged"] as const;
  const titles = {
    preview: "preview of all new",
    up: "up of all new",
    unchanged: "preview, nothing changed",
  };
  for (const step of steps) {
    const rows = all.map(({ size, alone, engine, cli }): Cell[] => {
      const { wall, usage } = engine[step];
      const pulumi = cli?.[step].wall;
      return [
        size,
        alone.wall,
        wall,
        `${(wall / alone.wall).toFixed(2)} x`,
        (wall / size) * 1000,
        usage.program.seconds,
        usage.engine.seconds,
        usage.provider.seconds,
        usage.engine.megabytes,
        pulumi,
        pulumi && `${(wall / pulumi).toFixed(2)} x`,
      ];
    });
    printTable(titles[step], head, rows);
  }
}

const head = [
  "resources",
  "program alone s",
  "engine s",
  "to alone",
  "ms each",
  "cpu program s",
  "cpu engine s",
  "cpu provider s",
  "engine MB",
  "pulumi s",
  "to pulumi",
];
