import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { exitCodes } from "../cli/exit.ts";
import { finished, TestProject } from "../testing/project.ts";

const program = `
import { writeFileSync } from "node:fs";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
const { argv, env, execArgv, mainModule } = process;
const config = new pulumi.Config().require("colour");
const told = Object.entries(env).filter(([key]) => /^(PULUMI|TEST)_/.test(key)).sort();
const seen = { args: argv.slice(1), main: mainModule?.filename, told, execArgv, cwd: process.cwd(), config, ahead: "disconnect" in process, connected: process.connected === true, tracing: typeof NodeTracerProvider };
writeFileSync("seen.json", JSON.stringify(seen).replaceAll(/127\\.0\\.0\\.1:\\d+/g, "monitor"));
new Thing("a");`;

function makeProject(text: string): TestProject {
  const project = new TestProject(text);
  onTestFinished(() => project.remove());
  return project;
}

it("is for the program what a process of its own start is", async () => {
  const project = makeProject(program);
  const seen = () => JSON.parse(readFileSync(join(project.folder, "seen.json"), "utf8"));
  await project.engine("stack init dev");
  await project.engine("config set colour red -s dev");
  expect(await project.engine("preview -s dev")).toMatchObject({ code: 0 });
  const own = seen();
  // A command in a process of its own starts the program's ahead.
  expect(await finished(project.start("preview -s dev"))).toMatchObject({ code: 0 });
  expect(own).toMatchObject({
    config: "red",
    cwd: project.folder,
    ahead: false,
    connected: false,
    tracing: "function",
  });
  expect(own.args).toEqual([expect.stringMatching(/cmd.run.index\.js$/)]);
  expect(own.main).toBe(own.args[0]);
  expect(seen()).toEqual({ ...own, ahead: true });
});

it("keeps no command waiting that does not come to run its program", async () => {
  const project = makeProject(program);
  const { code, err } = await finished(project.start("up -s nowhere --yes"));
  expect(code).toBe(exitCodes.stackNotFound);
  expect(err).toContain("there is no stack organization/sample/nowhere");
});

it("compiles nothing anew in later runs, where Node keeps compiled code", async () => {
  const project = makeProject(`new Thing("a");`);
  const env = { NODE_COMPILE_CACHE: join(project.folder, "compiled"), NODE_DEBUG_NATIVE: "COMPILE_CACHE" };
  await project.engine("stack init dev");
  const preview = () => finished(project.start("preview -s dev", env));
  expect((await preview()).err).toContain("writing cache");
  const { code, out, err } = await preview();
  expect(code).toBe(0);
  expect(`${out}${err}`).toContain("was accepted");
  expect(`${out}${err}`).not.toContain("was rejected");
});
