import type { Command } from "commander";
import { readSettings } from "../bundle/settings.ts";
import { menuDiagram } from "../dialplan/menu-diagram.ts";
import { InvalidNetwork } from "../dialplan/problems.ts";

/** Adds `dialer menus`, which draws the menus. */
export function addMenus(program: Command): void {
  program
    .command("menus")
    .description("print the menus as a diagram (Mermaid), or what is wrong with them")
    .action(() => {
      const { settings, problems } = readSettings(".");
      if (!settings) throw new InvalidNetwork(problems);
      process.stdout.write(menuDiagram(settings.menus, settings.clients));
    });
}
