import type { Operation, Route } from "@dialer/openapi";
import { afterAll, describe, expect, test } from "vitest";
import { faultsOf } from "../testing/answers.ts";
import { brokenOf } from "./broken.ts";
import { exceptions, otherRefusals, ownCodes } from "./exceptions.ts";
import { type Ask, Walk } from "./walk.ts";

const methods = ["PATCH", "PUT", "DELETE", "POST", "GET"];

/** What was asked and answered as it should be. */
interface Counts {
  operations: number;
  answered: number;
  rules: number;
  strangers: number;
  methods: number;
  missing: number;
}

/** Holds one operation to its document; gives what is wrong. */
async function hold(walk: Walk, route: Route, operation: Operation, counts: Counts): Promise<string[]> {
  const wrong: string[] = [];
  const { host, id, template } = operation;
  const name = `${host.replace(".twilio.com", "")}/${template.split("/")[1]} ${id}`;
  const valid = walk.valid(route, operation);
  counts.operations++;
  const check = async (what: string, ask: Ask, status: number, code: number, count: keyof Counts) => {
    const answer = await walk.ask(ask, operation);
    if (answer.status === status && answer.body.code === code) counts[count]++;
    else if (!otherRefusals[name]) wrong.push(`${name}: ${what}: ${answer.status} ${answer.body.code}`);
  };

  await check("nobody", { ...valid, as: null }, 401, 20003, "strangers");
  await check("wrong token", { ...valid, as: `${walk.emulator.accountSid}:x` }, 401, 20003, "strangers");
  const method = methods.find((one) => !route.operations.has(one)) ?? "HEAD";
  await check(method, { ...valid, method }, 405, 20004, "methods");
  for (const [parameter, pattern] of operation.patterns) {
    if (pattern.test("nothing")) continue;
    const target = walk.target(route, operation, { [parameter]: "nothing" });
    await check(`${parameter} of another form`, { ...valid, target }, 404, 20404, "missing");
  }
  for (const { parameter, rule, ask } of brokenOf(operation, valid)) {
    const code = ownCodes[`${id} ${parameter} ${rule}`] ?? 20001;
    await check(`${parameter} breaks ${rule}`, ask, 400, code, "rules");
  }

  const answer = await walk.ask(valid, operation);
  const isAnswered = answer.status === operation.success;
  if (isAnswered) counts.answered++;
  if (isAnswered === Object.hasOwn(exceptions, name)) {
    wrong.push(`${name}: ${answer.status} ${JSON.stringify(answer.body)}, which exceptions.ts does not say`);
  }
  if (isAnswered) wrong.push(...faultsOf(operation, answer.body).map((fault) => `${name}: ${fault}`));
  return wrong;
}

/** Walks every operation of some hosts, and prints what was counted. */
export function conformance(what: string, hosts: readonly string[]): void {
  const counts: Counts = { operations: 0, answered: 0, rules: 0, strangers: 0, methods: 0, missing: 0 };
  afterAll(() => {
    const { operations, answered, rules, strangers, methods: others, missing } = counts;
    console.log(
      `${what}: ${operations} operations of ${hosts.length} hosts: ${answered} answered in their shape, ` +
        `${operations - answered} exceptions (exceptions.ts); ${rules} broken rules, ${strangers} strangers, ` +
        `${others} wrong methods, ${missing} wrong addresses refused`,
    );
  });
  describe.each(hosts)("%s", (host) => {
    test("answers each of its operations in its shape, and refuses what breaks a rule of it", async () => {
      const walk = await Walk.open(host);
      const wrong: string[] = [];
      for (const [route, operation] of walk.operations()) {
        wrong.push(...(await hold(walk, route, operation, counts)));
      }
      await walk.close();
      expect(wrong).toEqual([]);
    });
  });
}
