/**
 * What the program uses of Pulumi's SDK, by the modules that hold it. The SDK's main module loads the automation API, npm's
 * resolver of packages and the TypeScript compiler, too: nothing that a program here needs, and a good part of every start.
 */
export * as asset from "@pulumi/pulumi/asset/index.js";
export * from "@pulumi/pulumi/config.js";
export * from "@pulumi/pulumi/errors.js";
export * from "@pulumi/pulumi/metadata.js";
export * from "@pulumi/pulumi/output.js";
export * from "@pulumi/pulumi/resource.js";
export * from "@pulumi/pulumi/stackReference.js";
