#!/usr/bin/env node
import { twilioFromEnvironment } from "@pulumi/twilio/client";
import { Command } from "commander";
import { z } from "zod";
import { addMenus } from "./menus.ts";
import { addMessages } from "./messages.ts";
import { stackOutput } from "./pulumi.ts";
import { previousBuilds } from "./rollback.ts";
import { addRoutes } from "./routes.ts";
import { type Builds, StackFile } from "./stack-file.ts";
import { addTrace } from "./trace.ts";

const reference = z.object({ service: z.string(), build: z.string() });
const sharedSchema = z.object({ services: z.record(z.string(), reference) });

const program = new Command("dialer")
  .description("Operates a telephone network that this repository describes.")
  .showHelpAfterError();

program
  .command("promote")
  .description("pin the builds that the owning stack serves now in this stack's file")
  .option("-s, --stack <stack>", "the stack to pin them for", "prod")
  .action(async ({ stack }: { stack: string }) => {
    const file = new StackFile(`Pulumi.${stack}.yaml`);
    const services = Object.entries(await sharedServicesOf(file));
    pin(file, stack, Object.fromEntries(services.map(([name, { build }]) => [name, build])));
  });

program
  .command("rollback")
  .description("pin the builds that this stack served before the current ones in its file")
  .option("-s, --stack <stack>", "the stack to roll back", "prod")
  .action(async ({ stack }: { stack: string }) => {
    const file = new StackFile(`Pulumi.${stack}.yaml`);
    const { dialer, ...beside } = await sharedServicesOf(file);
    if (!dialer) throw new Error("the stack that shares has no service dialer: bring it up first");
    const environment = z.string().parse(file.setting("environment") ?? stack);
    const others = Object.entries(beside).map(([name, { service }]) => [name, service]);
    const services = { dialer: dialer.service, beside: Object.fromEntries(others) };
    pin(file, stack, await previousBuilds(twilioFromEnvironment(), services, environment));
  });

addMenus(program);
addMessages(program);
addRoutes(program);
addTrace(program);

/** The services that the stack shares to which a file refers, by name. */
async function sharedServicesOf(file: StackFile) {
  const owner = file.setting("sharedFrom");
  if (typeof owner !== "string") {
    throw new Error(
      `${file.path} has no dialer:sharedFrom: the stack builds for itself, and there is nothing to pin`,
    );
  }
  return sharedSchema.parse(await stackOutput(owner, "shared")).services;
}

function pin(file: StackFile, stack: string, builds: Builds): void {
  file.pin(builds);
  const pinned = Object.entries(builds).map(([service, build]) => `${service} ${build}`);
  process.stdout.write(
    `${file.path}: ${pinned.join(", ")}\n` +
      `Nothing has changed on Twilio yet. See what would: npm run pulumi -- preview -s ${stack}\n`,
  );
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`dialer: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
