/** What programs in tests use of the SDK: its main module, which loads compilers and npm, too, is most of a program's start. */
export * from "@pulumi/pulumi/config.js";
export * from "@pulumi/pulumi/output.js";
export * from "@pulumi/pulumi/resource.js";
