import { afterAll, beforeAll, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
/** What the first up of each stack sent. */
const first: Record<string, string[]> = {};
beforeAll(async () => {
  network = await TestNetwork.start();
  for (const stack of ["stage", "prod"]) {
    first[stack] = await network.requestsDuring(() => network.up(stack));
  }
});
afterAll(() => network.close());

/** The end of a path that names one thing, not a list. */
const ofOne = /\/[A-Z]{2}[0-9a-f]{32}(\.json)?$/;

const writes = (requests: string[]) => requests.filter((request) => !request.startsWith("GET "));

test("a first up lists once what may exist already, and asks for nothing else but how builds and registrations stand", () => {
  for (const requests of Object.values(first)) {
    const reads = requests.filter((request) => request.startsWith("GET "));
    const lists = reads.filter((request) => !ofOne.test(request));
    expect(lists).toEqual([...new Set(lists)]);
    const others = reads.filter((request) => ofOne.test(request));
    expect(others.filter((request) => !/\/(Builds|IncomingPhoneNumbers)\//.test(request))).toEqual([]);
  }
  // What is inside of what was made just now cannot exist already.
  const inside = first.stage?.filter((request) =>
    /^GET .*\/(Services|CredentialLists|Domains)\//.test(request),
  );
  expect(inside?.filter((request) => !ofOne.test(request))).toEqual([]);
});

test("a look for drift reads each list once, and nothing one by one", async () => {
  for (const stack of ["stage", "prod"]) {
    const requests = await network.requestsDuring(() =>
      network.pulumi("refresh", "-s", stack, "--preview-only", "--expect-no-changes"),
    );
    expect(requests.filter((request) => !request.startsWith("GET ") || ofOne.test(request))).toEqual([]);
    expect(requests).toEqual([...new Set(requests)]);
  }
});

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
    "POST serverless-upload.twilio.com/v1/Services/SID/Functions/SID/Versions",
    "POST serverless.twilio.com/v1/Services/SID/Builds",
    "POST serverless.twilio.com/v1/Services/SID/Environments/SID/Deployments",
  ]);

  const prod = writes(
    await network.requestsDuring(() => network.pulumi("up", "-s", "prod", "--yes", "--skip-preview")),
  );
  expect(prod.map((request) => request.replace(/[A-Z]{2}[0-9a-f]{32}/g, "SID"))).toEqual([
    "POST serverless.twilio.com/v1/Services/SID/Environments/SID/Deployments",
  ]);
  expect(await network.output("prod", "build")).toBe(await network.output("stage", "build"));
});

test("a destroy deletes no variable, mapping or deployment: they go with their environment or domain", async () => {
  const requests = await network.requestsDuring(() =>
    network.pulumi("destroy", "-s", "stage", "--yes", "--skip-preview", "--exclude-protected"),
  );
  const deleted = requests.filter((request) => request.startsWith("DELETE "));
  const kinds = new Set(deleted.map((request) => request.split("/").at(-2)));
  expect([...kinds].sort()).toEqual([
    "Addresses",
    "Credentials",
    "Domains",
    "Environments",
    "Services",
    "Sinks",
    "Subscriptions",
  ]);
});
