import pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { testStack } from "../index.ts";
import { TestProvider } from "../testing/provider.ts";
import { Group, Thing } from "../testing/resource.ts";
import { type DoneStep, formatPlan } from "./plan.ts";

const options = {
  paint: (_: unknown, text: string) => text,
  showSecrets: false,
  details: false,
  showSames: false,
};

async function planOf(before: () => unknown, after: () => unknown, details = false): Promise<string> {
  const stack = testStack({ program: before, providers: { test: { service: new TestProvider().service } } });
  await stack.up();
  const { events } = await stack.preview({ program: after });
  const done = events.flatMap((event): DoneStep[] => (event.kind === "finished" ? [event] : []));
  return formatPlan(done, { ...options, details }).join("\n");
}

describe("a plan", () => {
  it("shows each changed property from and to, nested ones by their path, secrets hidden", async () => {
    const program = (size: number, password: string) => () => {
      const group = new Group("group");
      new Thing("same", {}, { parent: group });
      new Thing("a", { tags: { size }, password: pulumi.secret(password) }, { parent: group });
    };
    expect(await planOf(program(1, "one"), program(2, "two"))).toBe(
      [
        "   pulumi:pulumi:Stack project-stack",
        "     test:index:Group group",
        " ~     test:index:Thing a update",
        "          ~ password: [secret] => [secret]",
        "          ~ tags.size: 1 => 2",
      ].join("\n"),
    );
  });

  it("marks what a replacement is for, and shows what is not known yet", async () => {
    const program = (key: string) => () => new Thing("b", { of: new Thing("a", { key }).ref });
    const plan = await planOf(program("1"), program("2"));
    expect(plan).toContain('~ key: "1" => "2"  (replaces)');
    expect(plan).toMatch(/~ of: "id-a-[^"]+" => \[unknown\]/);
  });

  it("says that nothing is to be done by showing nothing", async () => {
    const program = () => new Thing("a");
    expect(await planOf(program, program)).toBe("");
  });
});
