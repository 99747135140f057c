import { CustomResource } from "@pulumi/pulumi/resource.js";
import { expect, it } from "vitest";
import { testStack } from "../index.ts";

/** What the SDK makes of a dynamic resource: its provider's code is one of its inputs. */
class Dynamic extends CustomResource {
  constructor(name: string, args: Record<string, unknown>) {
    const code = `
      const create = async ({ text }) => ({ id: "made", outs: { loud: text.toUpperCase() } });
      const update = async (id, olds, { text }) => ({ outs: { loud: text.toUpperCase() } });
      exports.handler = () => ({ create, update });`;
    super("pulumi-nodejs:dynamic:Resource", name, { __provider: code, loud: undefined, ...args });
  }
}

it("makes, changes and deletes dynamic resources with the plugin that the SDK brings", async () => {
  let text = "one";
  const stack = testStack({ program: () => new Dynamic("a", { text }) });
  await stack.up();
  expect(stack.resource("a")).toMatchObject({ id: "made", outputs: { loud: "ONE" } });
  text = "two";
  expect((await stack.up()).changes).toEqual({ same: 1, update: 1 });
  expect(stack.resource("a").outputs.loud).toBe("TWO");
  await stack.destroy();
  expect(stack.resources).toEqual([]);
});
