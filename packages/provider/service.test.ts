import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testStack } from "@dialer/engine";
import pulumi from "@pulumi/pulumi";
import { expect, it, onTestFinished } from "vitest";
import * as twilio from "./index.ts";
import { service } from "./service.ts";
import { makeWorld } from "./testing/world.ts";

it("takes account and files from where it is hosted, whatever the working folder is", async () => {
  const { emulator, twilio: client } = await makeWorld();
  const folder = mkdtempSync(join(tmpdir(), "provider-hosted-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "hello.js"), "exports.handler = (context, event, callback) => callback();");
  const hosted = service({ folder, env: emulator.env });
  onTestFinished(() => hosted.close());
  const stack = testStack({ root: folder, providers: { twilio: hosted } });
  const program = () => {
    const { sid } = new twilio.serverless.Service("hello", { uniqueName: "hello", friendlyName: "hello" });
    new twilio.serverless.Function("hello", {
      serviceSid: sid,
      path: "/hello",
      visibility: "public",
      content: new pulumi.asset.FileAsset("hello.js"),
    });
  };
  await stack.up({ program });
  const [made] = await client.serverless.v1.services.list();
  expect(made?.accountSid).toBe(emulator.accountSid);
  expect((await stack.preview({ program })).changes).toEqual({ same: 3 });
});
