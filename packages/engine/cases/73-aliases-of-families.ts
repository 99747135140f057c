import pulumi from "@pulumi/pulumi";
import { Group, Provider, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

/** All that can be said of a name that was, of parents and of children at once. */
export default {
  steps: [
    {
      program: () => {
        const app = new Group("app");
        const inner = new Group("app-inner", { parent: app });
        const a = new Thing("app-inner-a", {}, { parent: inner });
        new Thing("b", { of: a.ref }, { parent: app });
        const provider = new Provider("app-provider", {}, { parent: app });
        new Thing("c", {}, { provider });
        new Thing("top");
        new Thing("kept", {}, { parent: app });
      },
      expected: { create: 9 },
    },
    {
      // The parent has another name, and so have the children that are called after it; one has a new name of its own, too.
      program: () => {
        const app = new Group("service", { aliases: [{ name: "app" }] });
        const inner = new Group("service-inner", { parent: app });
        const a = new Thing("service-inner-a", {}, { parent: inner });
        new Thing("renamed", { of: a.ref }, { parent: app, aliases: [{ name: "b" }] });
        const provider = new Provider("service-provider", {}, { parent: app });
        new Thing("c", {}, { provider });
        new Thing("below", {}, { parent: app, aliases: [{ parent: pulumi.rootStackResource, name: "top" }] });
        new Thing("kept", {}, { parent: app, aliases: [{ project: "elsewhere", stack: "other" }] });
      },
      expected: { same: 9 },
      calls: [],
    },
    {
      // Children leave the family, and one becomes the child of another child.
      program: () => {
        const app = new Group("service");
        const inner = new Group("inner", {
          aliases: [{ name: "service-inner", parent: app }, { name: "nobody" }],
        });
        const a = new Thing("a", {}, { parent: inner, aliases: [{ name: "service-inner-a" }] });
        new Thing("renamed", { of: a.ref }, { parent: a, aliases: [{ parent: app }] });
        const provider = new Provider(
          "provider",
          {},
          { aliases: [{ name: "service-provider", parent: app }] },
        );
        new Thing("c", {}, { provider });
        new Thing("below", {}, { aliases: [{ parent: app }] });
        new Thing("kept", {}, { parent: app });
      },
      expected: { same: 9 },
      calls: [],
    },
  ],
} satisfies Case;
