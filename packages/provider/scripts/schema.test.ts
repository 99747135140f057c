import { expect, it } from "vitest";
import schema from "../schema.json" with { type: "json" };
import { buildSchema } from "./build-schema.ts";

it("is up to date: npm run schema -w @pulumi/twilio", () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(buildSchema())));
});
