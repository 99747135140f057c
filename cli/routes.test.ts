import { expect, it } from "vitest";
import { projectWith } from "../bundle/testing.ts";
import { routesFile } from "../systems/router/routes.ts";
import { readRoutes } from "./routes.ts";

it("names the file of the routes, and what is wrong with it", () => {
  const read = (content: unknown) => () => readRoutes(projectWith({ more: { [routesFile]: content } }));
  const say = { type: "say", destination: "Hello" };
  expect(read({ routes: [{ address: "sales", ...say }], default: say })()).toMatchObject({ default: say });
  expect(read("{")).toThrow(`${routesFile}: is not JSON`);
  expect(read({ routes: [{ address: "sales", type: "sing", destination: "x" }], default: say })).toThrow(
    `${routesFile}: routes.0.type: must be `,
  );
  expect(() => readRoutes(projectWith({}))).toThrow(`${routesFile}: is missing; restore it from git`);
});
