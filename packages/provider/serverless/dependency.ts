import { z } from "zod";

/** An npm package, as builds name it. */
export const dependency = z
  .object({
    name: z.string().min(1).describe("The name of the npm package."),
    version: z.string().min(1).describe("The version of the npm package."),
  })
  .meta({ title: "Dependency", description: "An npm package that the functions of a build may require." });
