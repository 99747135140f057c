import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { type TestRun, testStack } from "../index.ts";
import { Secret } from "../property/value.ts";
import { TestProvider } from "../testing/provider.ts";
import { Group, Thing } from "../testing/resource.ts";
import { EventStream } from "./event-stream.ts";
import { PreviewDigest } from "./preview-digest.ts";
import type { Reporter } from "./reporter.ts";

const urn = (rest: string) => `urn:pulumi:stack::project::${rest}`;
const config = {
  "project:colour": { value: "blue", secret: false },
  "project:token": { value: "canary", secret: true },
};

/** What a reporter writes of a run. */
function written(run: TestRun, make: (out: PassThrough) => Reporter): string {
  const out = new PassThrough();
  const reporter = make(out);
  for (const event of run.events) reporter.handle(event);
  reporter.end(run);
  return String(out.read());
}

function program(colour: string, key: string) {
  return () => {
    const group = new Group("group");
    const a = new Thing("a", { colour, password: new Secret("canary").value }, { parent: group });
    new Thing("b", { of: a.ref, key });
    new Thing("c", { name: key });
  };
}

async function twoRuns(): Promise<{ first: TestRun; preview: TestRun }> {
  const provider = new TestProvider();
  const stack = testStack({ providers: { test: { service: provider.service } }, parallel: 1 });
  const first = await stack.up({ program: program("red", "1") });
  return { first, preview: await stack.preview({ program: program("green", "2") }) };
}

interface DigestStep {
  op: string;
  urn: string;
  newState?: { outputs?: object; inputs?: object };
}

describe("a preview as JSON", () => {
  it("has the CLI's form: steps with states, reasons, diagnostics and counts; secrets blinded", async () => {
    const { preview } = await twoRuns();
    const text = written(
      preview,
      (out) => new PreviewDigest({ out, config, showSames: false, suppressOutputs: false }),
    );
    const digest = JSON.parse(text);
    expect(Object.keys(digest)).toEqual(["config", "steps", "duration", "changeSummary"]);
    expect(digest.config).toEqual({ "project:colour": "blue", "project:token": "[secret]" });
    expect(digest.changeSummary).toEqual({ same: 2, update: 1, replace: 2 });
    const steps = digest.steps.map(({ op, urn }: DigestStep) => `${op} ${urn.split("::").at(-1)}`);
    expect(steps.sort()).toEqual(["replace b", "replace c", "same project-stack", "update a"]);
    const find = (name: string) => digest.steps.find((step: DigestStep) => step.urn.endsWith(`::${name}`));
    expect(find("a")).toMatchObject({
      urn: urn("test:index:Group$test:index:Thing::a"),
      diffReasons: ["colour"],
      detailedDiff: null,
      oldState: { inputs: { colour: "red" }, outputs: { password: "[secret]" } },
      newState: { inputs: { colour: "green" } },
    });
    expect(find("b")).toMatchObject({ diffReasons: ["key"], replaceReasons: ["key"] });
    // What was made first is known when the replacement is told; what is deleted first is not there yet.
    expect(find("b").newState.outputs).toMatchObject({ key: "2" });
    expect(find("c").newState.outputs).toBeUndefined();
    expect(find("b").oldState.delete).toBe(true);
    expect(find("c").oldState.pendingReplacement).toBe(true);
  });
});

describe("a run as JSON", () => {
  it("is an event a line, from the prelude to the end", async () => {
    const { first } = await twoRuns();
    const text = written(first, (out) => new EventStream({ out, config, preview: false }));
    const events = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index));
    expect(events[0].preludeEvent.config["project:token"]).toBe("[secret]");
    expect(events.at(-1)).toHaveProperty("cancelEvent");
    expect(events.at(-2).summaryEvent).toMatchObject({
      resourceChanges: { create: 5 },
      isPreview: false,
      result: "succeeded",
    });
    const told = events.flatMap((event) => event.resOutputsEvent?.metadata ?? []);
    expect(told.map(({ op, type }: { op: string; type: string }) => `${op} ${type}`)).toEqual(
      expect.arrayContaining(["create pulumi:pulumi:Stack", "create test:index:Thing"]),
    );
    const a = told.find(({ urn }: DigestStep) => urn.endsWith("::a"));
    expect(a.new.outputs.password).toMatchObject({ ciphertext: "[secret]" });
    expect(a.old).toBeNull();
  });

  it("says of a failure how far it went, and ends with it", async () => {
    const provider = new TestProvider();
    const stack = testStack({ providers: { test: { service: provider.service } }, parallel: 1 });
    const only = (colour: string) => () => {
      new Thing("a", { colour }, { parent: new Group("group") });
    };
    await stack.up({ program: only("red") });
    provider.faults = { "Update a": true };
    const run = await stack.up({ program: only("green"), expectFailure: true });
    const text = written(run, (out) => new EventStream({ out, config, preview: false }));
    const events = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const failed = events.findIndex((event) => event.resOpFailedEvent !== undefined);
    // What became of a refused update nobody knows (2); the stack and its group were done before.
    expect(events[failed].resOpFailedEvent).toMatchObject({ status: 2, steps: 2 });
    expect(events[failed - 1].diagnosticEvent).toMatchObject({ message: "Update of a was refused\n" });
    expect(events.at(-3).diagnosticEvent.message).toBe("update failed\n");
    expect(events.at(-2).summaryEvent).toMatchObject({ maybeCorrupt: true, result: "failed" });
  });

  it("tells of what was replaced that it waits for its deletion", async () => {
    const provider = new TestProvider();
    const stack = testStack({ providers: { test: { service: provider.service } }, parallel: 1 });
    await stack.up({ program: program("red", "1") });
    const run = await stack.up({ program: program("red", "2") });
    const text = written(run, (out) => new EventStream({ out, config, preview: false }));
    const told = text
      .trim()
      .split("\n")
      .flatMap((line) => {
        const { metadata } = JSON.parse(line).resourcePreEvent ?? {};
        return metadata?.urn.endsWith("::b") ? [`${metadata.op} ${metadata.old.delete === true}`] : [];
      });
    expect(told).toEqual(["create-replacement false", "replace true", "delete-replaced true"]);
  });
});
