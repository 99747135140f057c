#!/usr/bin/env node
import { twilioFromEnvironment } from "@pulumi/twilio/client";
import { Command } from "commander";
import { z } from "zod";
import { stackOutput } from "./pulumi.ts";
import { previousBuilds } from "./rollback.ts";
import { type Builds, StackFile } from "./stack-file.ts";

const reference = z.object({ service: z.string(), build: z.string() });
const sharedSchema = z.object({ dialer: reference, fallback: reference });

const program = new Command("dialer")
  .description("Operates a telephone network that this repository describes.")
  .showHelpAfterError();

program
  .command("promote")
  .description("pin the builds that the owning stack serves now in this stack's file")
  .option("-s, --stack <stack>", "the stack to pin them for", "prod")
  .action(async ({ stack }: { stack: string }) => {
    const file = new StackFile(`Pulumi.${stack}.yaml`);
    const { dialer, fallback } = await sharedOf(file);
    pin(file, stack, { dialer: dialer.build, fallback: fallback.build });
  });

program
  .command("rollback")
  .description("pin the builds that this stack served before the current ones in its file")
  .option("-s, --stack <stack>", "the stack to roll back", "prod")
  .action(async ({ stack }: { stack: string }) => {
    const file = new StackFile(`Pulumi.${stack}.yaml`);
    const { dialer, fallback } = await sharedOf(file);
    const services = { dialer: dialer.service, fallback: fallback.service };
    const environment = z.string().parse(file.setting("environment") ?? stack);
    pin(file, stack, await previousBuilds(twilioFromEnvironment(), services, environment));
  });

/** What the stack that a file refers to shares. */
async function sharedOf(file: StackFile): Promise<z.infer<typeof sharedSchema>> {
  const owner = file.setting("sharedFrom");
  if (typeof owner !== "string") {
    throw new Error(
      `${file.path} has no dialer:sharedFrom: the stack builds for itself, and there is nothing to pin`,
    );
  }
  return sharedSchema.parse(await stackOutput(owner, "shared"));
}

function pin(file: StackFile, stack: string, builds: Builds): void {
  file.pin(builds);
  process.stdout.write(
    `${file.path}: dialer ${builds.dialer}, fallback ${builds.fallback}\n` +
      `Nothing has changed on Twilio yet. See what would: npm run pulumi -- preview -s ${stack}\n`,
  );
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`dialer: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
