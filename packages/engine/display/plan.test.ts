import pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { testStack } from "../index.ts";
import { doneSteps, plain } from "../testing/display.ts";
import { TestProvider } from "../testing/provider.ts";
import { Group, Thing } from "../testing/resource.ts";
import { formatPlan } from "./plan.ts";

const options = { paint: plain, showSecrets: false, details: false, showSames: false };

class IncomingPhoneNumber extends pulumi.CustomResource {
  constructor(name: string, args: Record<string, unknown>, options?: pulumi.CustomResourceOptions) {
    super("twilio:numbers:IncomingPhoneNumber", name, args, options);
  }
}

function makeStack(program: () => unknown) {
  const provider = new TestProvider();
  const { service } = provider;
  return { provider, stack: testStack({ program, providers: { test: { service }, twilio: { service } } }) };
}

async function planOf(before: () => unknown, after: () => unknown, details = false): Promise<string> {
  const { stack } = makeStack(before);
  await stack.up();
  return formatPlan(doneSteps(await stack.preview({ program: after })), { ...options, details }).join("\n");
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

  it("lists siblings by name, numbers in names as numbers", async () => {
    const program = () => {
      for (const number of [10, 9, 101]) new Thing(`phone-${number}`);
    };
    expect((await planOf(() => {}, program)).match(/phone-\d+/g)).toEqual([
      "phone-9",
      "phone-10",
      "phone-101",
    ]);
  });

  it("says that nothing is to be done by showing nothing", async () => {
    const program = () => new Thing("a");
    expect(await planOf(program, program)).toBe("");
  });

  it("shows protection that comes or goes, though the resource stays as it is", async () => {
    const program = (protect: boolean) => () => new Thing("a", {}, { protect });
    expect(await planOf(program(true), program(false))).toContain("test:index:Thing a (no longer protected)");
  });

  it("shows the original that an interrupted replacement has left", async () => {
    const program = (key: string) => () => new Thing("a", { key });
    const { provider, stack } = makeStack(program("1"));
    await stack.up();
    provider.fault = (method) => method === "Delete";
    await stack.up({ program: program("2"), expectFailure: true });
    const preview = await stack.preview({ program: program("2") });
    expect(formatPlan(doneSteps(preview), options)).toEqual([
      "   pulumi:pulumi:Stack project-stack",
      "--   test:index:Thing a delete as replaced",
    ]);
  });
});

describe("a plan with --diff", () => {
  const before = () => new Thing("changed", { key: "1", long: "x".repeat(100) });
  const after = () => {
    const changed = new Thing("changed", { key: "2", long: "y".repeat(100) });
    const args = { list: ["x".repeat(60), { y: "y".repeat(60) }], password: pulumi.secret("canary") };
    new Thing("made", args, { dependsOn: changed });
  };

  it("shows all properties of what is made, at full length, on as many lines as they need", async () => {
    expect(await planOf(before, after, true)).toBe(
      [
        "   pulumi:pulumi:Stack project-stack",
        "+-   test:index:Thing changed replace",
        '        ~ key: "1" => "2"  (replaces)',
        `        ~ long: "${"x".repeat(100)}" => "${"y".repeat(100)}"`,
        " +   test:index:Thing made create",
        "        + list: [",
        `            "${"x".repeat(60)}"`,
        `            { y: "${"y".repeat(60)}" }`,
        "          ]",
        "        + password: [secret]",
      ].join("\n"),
    );
  });

  it("shows less without", async () => {
    const plan = await planOf(before, after);
    expect(plan).toContain("test:index:Thing made create");
    expect(plan).not.toContain("list");
    expect(plan).not.toContain("x".repeat(100));
  });
});

describe("what would be lost", () => {
  it("is loud: a number that would be released, and for a protected resource what protects it and how to go on", async () => {
    const before = () => {
      const group = new Group("group", { protect: true });
      new Thing("inherits", {}, { parent: group });
      new Thing("protected", {}, { protect: true });
      new IncomingPhoneNumber("bought", { phoneNumber: "+15035550100" });
      new IncomingPhoneNumber("adopted", { phoneNumber: "+15035550101", adopted: true });
      new IncomingPhoneNumber("retained", { phoneNumber: "+15035550102" }, { retainOnDelete: true });
    };
    const { stack } = makeStack(before);
    await stack.up();
    const preview = await stack.preview({ program: () => {}, expectFailure: true });
    const urn = "urn:pulumi:stack::project::test:index:";
    const lines = formatPlan(doneSteps(preview), options);
    const under = (name: string) => {
      const at = lines.findIndex((line) => line.includes(` ${name} delete`));
      const end = lines.findIndex((line, index) => index > at && / - /.test(line));
      return lines.slice(at + 1, end === -1 ? undefined : end).map((line) => line.trim());
    };
    expect(under("inherits")).toEqual([
      "! PROTECTED, as its parent test:index:Group group is: it does not go before this is run:",
      `!   pulumi state unprotect '${urn}Group$test:index:Thing::inherits' -s stack`,
    ]);
    expect(under("protected")).toEqual([
      "! PROTECTED: it does not go before this is run:",
      `!   pulumi state unprotect '${urn}Thing::protected' -s stack`,
    ]);
    expect(under("bought")).toEqual([
      '! RELEASES "+15035550100": Twilio may give the number to somebody else, and nobody can promise to get it back',
    ]);
    expect(under("adopted")).toEqual([]);
    expect(under("retained")).toEqual([]);
    expect(lines.join("\n")).toContain("adopted delete (left as it is: it was adopted)");
    expect(lines.join("\n")).toContain("retained delete (left as it is: retainOnDelete)");
  });
});
