import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { readSettings, type Settings } from "../../bundle/settings.ts";
import { dialRulesOf, directoryOf, emergencyPlanOf, menusOf } from "../../dialplan/derive.ts";
import type { EmergencyPlan } from "../../dialplan/emergency.ts";
import type { MenuView } from "../../dialplan/menu-step.ts";
import type { OutgoingView } from "../../dialplan/outgoing.ts";
import { InvalidNetwork } from "../../dialplan/problems.ts";
import { type DialVariables, dialVariablesOf } from "../../dialplan/variables.ts";
import { StackFile } from "../stack-file.ts";

/** All that answers to calls follow from, but for the environment that takes them. */
export interface Version extends Pick<OutgoingView, "directory" | "rules">, Pick<MenuView, "menus"> {
  emergencyPlan: EmergencyPlan;
  /** The variables of each environment that has a stack file, by its name. */
  environments: Record<string, DialVariables>;
}

/**
 * The network as it is written down in a folder, as its functions would know it.
 * @throws {InvalidNetwork} with every problem of the files
 */
export function readVersion(root: string): Version {
  const { settings, problems } = readSettings(root);
  if (!settings) throw new InvalidNetwork(problems);
  return versionOf(settings, environmentsIn(root));
}

/** What functions know of these settings. */
export function versionOf(
  { clients, dialPlan, menus }: Settings,
  environments: Version["environments"],
): Version {
  return {
    directory: directoryOf(clients, menus),
    menus: menusOf(menus, dialPlan),
    rules: dialRulesOf(dialPlan),
    emergencyPlan: emergencyPlanOf(clients),
    environments,
  };
}

const stackFile = /^Pulumi\.(.+)\.yaml$/;
const said = z.object({
  network: z.string(),
  environment: z.string(),
  trunkHost: z.string(),
  trunkRegion: z.string().optional(),
});

/** What the stack files of a folder say of where calls go. */
function environmentsIn(root: string): Version["environments"] {
  const files = readdirSync(root).flatMap((file) => {
    const stack = stackFile.exec(file)?.[1];
    return stack === undefined ? [] : [{ file, stack }];
  });
  const network = defaultNetwork(root);
  const all = files.map(({ file, stack }) => {
    const settings = new StackFile(join(root, file));
    const places = said.safeParse({
      network: settings.setting("network") ?? network,
      environment: settings.setting("environment") ?? stack,
      trunkHost: settings.setting("trunkHost"),
      trunkRegion: settings.setting("trunkRegion"),
    });
    if (!places.success) {
      const missing = places.error.issues.map(({ path }) => `dialer:${path.join(".")}`).join(", ");
      throw new Error(`${file}: ${missing}: must be a text`);
    }
    return [places.data.environment, dialVariablesOf(places.data)] as const;
  });
  return Object.fromEntries(all);
}

/** The name of the network that the project gives to stacks that say none. */
function defaultNetwork(root: string): unknown {
  const project = parseDocument(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  return project.getIn(["config", "network", "default"]);
}
