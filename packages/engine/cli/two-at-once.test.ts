import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { finished, TestProject } from "../testing/project.ts";

let project: TestProject | undefined;
afterEach(() => project?.remove());

it("of two at once on a stack one works, and the other says who holds it; a dead process's lock is taken away", async () => {
  project = new TestProject('new Thing("a");');
  await project.engine("stack init dev");
  const first = project.start("up -s dev --yes --skip-preview", { TEST_GATE: "a" });
  const result = finished(first);
  while (!isCreating(project)) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const command of ["up -s dev --yes", "destroy -s dev --yes", "state unprotect --all -s dev --yes"]) {
    const { code, err } = await project.engine(command);
    expect(code).toBe(1);
    const holder = `by ${userInfo().username}@${hostname()}, process ${first.pid}, since 2`;
    expect(err).toContain(holder);
    expect(err).toContain("that process lives");
  }
  project.openGate("a");
  expect((await result).code).toBe(0);
  expect(Object.keys(project.world())).toEqual(["id-a-1"]);

  project.write('new Thing("a", { colour: "red" });');
  await project.engine("up -s dev --yes --skip-preview", { TEST_DIES: "Update a" });
  expect(locks(project)).toHaveLength(1);
  const { code, err } = await project.engine("up -s dev --yes --skip-preview");
  expect(err).toMatch(/removed a lock left by .*: that process no longer lives/);
  expect(code).toBe(0);
  expect(locks(project)).toEqual([]);
});

function locks({ folder }: TestProject): string[] {
  return readdirSync(join(folder, "backend", ".pulumi", "locks", "organization", "sample", "dev"));
}

function isCreating(project: TestProject): boolean {
  const file = project.stateFile("dev");
  return existsSync(file) && readFileSync(file, "utf8").includes('"creating"');
}
