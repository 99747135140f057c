import type * as pulumi from "@pulumi/pulumi";
import { describe, expectTypeOf, it } from "vitest";
import { numbers, type serverless, sip } from "./index.ts";

type ArgsOf<C extends abstract new (...args: never[]) => unknown> = ConstructorParameters<C>[1];

describe("the types of the SDK", () => {
  it("takes inputs at every depth", () => {
    expectTypeOf<ArgsOf<typeof sip.Domain>["domainName"]>().toEqualTypeOf<pulumi.Input<string>>();
    expectTypeOf<pulumi.Output<string>[]>().toExtend<ArgsOf<typeof serverless.Build>["functionVersions"]>();
    expectTypeOf<{ name: pulumi.Output<string>; version: string }[]>().toExtend<
      ArgsOf<typeof serverless.Build>["dependencies"]
    >();
    expectTypeOf<pulumi.asset.FileAsset>().toExtend<ArgsOf<typeof serverless.Function>["content"]>();
  });

  it("demands what has no default and no more", () => {
    expectTypeOf<{ domainName: string }>().toExtend<ArgsOf<typeof sip.Domain>>();
    expectTypeOf<{ friendlyName: string }>().not.toExtend<ArgsOf<typeof sip.Domain>>();
    expectTypeOf<{ domainName: string; voiceMethod: "PUT" }>().not.toExtend<ArgsOf<typeof sip.Domain>>();
  });

  it("gives outputs, with what has a default always there", () => {
    expectTypeOf<sip.Domain["sid"]>().toEqualTypeOf<pulumi.Output<string>>();
    expectTypeOf<sip.Domain["voiceMethod"]>().toEqualTypeOf<pulumi.Output<"GET" | "POST">>();
    expectTypeOf<sip.Domain["voiceUrl"]>().toEqualTypeOf<pulumi.Output<string | undefined>>();
    expectTypeOf<sip.Credential["password"]>().toEqualTypeOf<pulumi.Output<string>>();
    expectTypeOf<serverless.Function["content"]>().toEqualTypeOf<pulumi.Output<pulumi.asset.Asset>>();
  });

  it("keeps the class a type, a resource, and a getter of its own kind", () => {
    expectTypeOf<sip.Domain>().toExtend<pulumi.CustomResource>();
    expectTypeOf(() => sip.Domain.get("a", "SD1")).returns.toEqualTypeOf<sip.Domain>();
  });

  it("types functions", () => {
    expectTypeOf(numbers.getAvailablePhoneNumbers).parameter(0).toExtend<{ areaCode?: number }>();
    expectTypeOf<
      Awaited<ReturnType<typeof numbers.getAvailablePhoneNumbers>>["phoneNumbers"][number]["voice"]
    >().toBeBoolean();
  });
});
