import { inspect, isDeepStrictEqual } from "node:util";
import pulumi from "@pulumi/pulumi";
import { Secret } from "../property/value.ts";
import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

/** A transform that says that it was there, after those before it. */
const mark =
  (by: string): pulumi.ResourceTransform =>
  async ({ props, opts }) => ({ props: { ...props, marks: `${props.marks ?? ""}${by}` }, opts });

const inOrder = () => {
  const group = new Group("group", { transforms: [mark("group ")] });
  const a = new Thing("a", {}, { parent: group, transforms: [mark("own ")] });
  const b = new Thing("b", {}, { parent: group });
  return { a: a["marks" as keyof Thing], b: b["marks" as keyof Thing] };
};

const ofStack = () => {
  pulumi.runtime.registerResourceTransform(async ({ type, props, opts }) => {
    if (type !== "test:index:Thing") return undefined;
    return { props: { ...props, colour: "blue" }, opts: pulumi.mergeOptions(opts, { protect: true }) };
  });
  const a = new Thing("a", { colour: "red" });
  new Thing("b", { of: a.ref, password: pulumi.secret("hidden"), deep: { list: [1, pulumi.secret(2)] } });
};

const moved = () => {
  const a = new Thing("a");
  const b = new Thing("b");
  const swap: pulumi.ResourceTransform = async ({ props, opts }) => ({
    props: { to: props.of },
    opts: pulumi.mergeOptions(opts, { dependsOn: [b], ignoreChanges: ["size"] }),
  });
  new Thing("c", { of: a.ref }, { transforms: [swap] });
};

const failing = () =>
  new Thing(
    "a",
    {},
    {
      transforms: [
        async () => {
          throw new Error("not today");
        },
      ],
    },
  );

const urn = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

export default {
  steps: [
    { program: inOrder, expected: { create: 4 } },
    { program: inOrder, expected: { same: 4 } },
    {
      program: ofStack,
      state: { a: { protect: true }, b: { protect: true, dependencies: [urn("a")] } },
      check: ({ stack }) => {
        const { deep } = stack.resource("b").inputs;
        // What stands beside a secret is none.
        if (isDeepStrictEqual(deep, { list: [1, new Secret(2)] })) return;
        throw new Error(`a secret moved: ${inspect(deep)}`);
      },
    },
    { program: () => new Thing("a", { colour: "blue" }, { protect: false }), fails: "it is protected" },
    {
      program: () => {
        new Thing("a", { colour: "blue" });
        new Thing("b", {});
      },
      expected: { same: 2, update: 1 },
      state: { a: { protect: false } },
    },
    {
      program: moved,
      state: {
        c: {
          dependencies: [urn("a"), urn("b")],
          // The SDK does not say of a transformed property what it depends on.
          propertyDependencies: { to: [] },
          ignoreChanges: ["size"],
        },
      },
    },
    { program: failing, fails: "a transform of a failed" },
  ],
} satisfies Case;
