import { afterAll, beforeAll, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
});
afterAll(() => network.close());

const writes = (requests: string[]) => requests.filter((request) => !request.startsWith("GET "));

test("a preview of what has not changed sends no request", async () => {
  for (const stack of ["stage", "prod"]) {
    const preview = () => network.pulumi("preview", "-s", stack, "--expect-no-changes");
    expect(await network.requestsDuring(preview)).toEqual([]);
  }
});

test("an up of what has not changed writes nothing", async () => {
  for (const stack of ["stage", "prod"]) {
    const requests = await network.requestsDuring(() =>
      network.pulumi("up", "-s", stack, "--yes", "--skip-preview"),
    );
    expect(writes(requests)).toEqual([]);
  }
});

test("one changed function is one upload, one build and one deployment on stage, and one deployment on prod", async () => {
  network.edit("functions/dialer/sip-incoming.protected.ts", (text) => `${text}\nconsole.log("changed");\n`);

  const stage = writes(
    await network.requestsDuring(() => network.pulumi("up", "-s", "stage", "--yes", "--skip-preview")),
  );
  expect(stage.map((request) => request.replace(/[A-Z]{2}[0-9a-f]{32}/g, "SID"))).toEqual([
    "POST /v1/Services/SID/Functions/SID/Versions",
    "POST /v1/Services/SID/Builds",
    "POST /v1/Services/SID/Environments/SID/Deployments",
  ]);

  const prod = writes(
    await network.requestsDuring(() => network.pulumi("up", "-s", "prod", "--yes", "--skip-preview")),
  );
  expect(prod.map((request) => request.replace(/[A-Z]{2}[0-9a-f]{32}/g, "SID"))).toEqual([
    "POST /v1/Services/SID/Environments/SID/Deployments",
  ]);
  expect(await network.output("prod", "build")).toBe(await network.output("stage", "build"));
});
