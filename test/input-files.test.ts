import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
beforeEach(async () => {
  network = await TestNetwork.start();
  await network.pulumi("stack", "init", "stage");
});
afterEach(() => network.close());

/** Runs an `up` that must be refused before anything is asked of Twilio. */
async function refusedBeforeAnyRequest(): Promise<string> {
  let said = "";
  const requests = await network.requestsDuring(async () => {
    said = await network.refused("up", "-s", "stage", "--yes");
  });
  expect(requests).toEqual([]);
  return said;
}

test("wrong client entries stop the up before any request, all of them at once, with the place of each", async () => {
  network.edit("assets/dialer/clients.json", (text) =>
    text.replace('"emergency": "relay",', "").replace('"+15035550102"', '"503 555 0102"'),
  );
  const said = await refusedBeforeAnyRequest();
  expect(said).toMatch(/clients\.json.*clients\.roamer\.emergency/);
  expect(said).toMatch(/clients\.json.*clients\.workshop\.callerId/);
  expect(said, "told without the program's own stack").not.toMatch(/^\s+at /m);
});

test("a file that is no JSON is named with the line at which it breaks", async () => {
  network.edit("assets/dialer/clients.json", (text) => text.replace('"main": {', '"main": {{'));
  expect(await refusedBeforeAnyRequest()).toMatch(/clients\.json.*(line 3|:3)/);
});

test("a variable that nobody knows, or that has a wrong value, is named", async () => {
  const file = join(network.workspace.directory, ".env.stage");
  writeFileSync(file, "ALERT_NUMBERS=5035550190\nALERT_WEBHOK_URL=https://example.org/\n");
  const said = await refusedBeforeAnyRequest();
  expect(said).toMatch(/\.env\.stage.*ALERT_NUMBERS/);
  expect(said).toMatch(/\.env\.stage.*ALERT_WEBHOK_URL/);
});

test("a wrong or missing setting of the stack is named with its file", async () => {
  network.edit("Pulumi.stage.yaml", (text) =>
    text.replace(/dialer:trunkHost: .*/, "dialer:sharedFrom: ''\n  dialer:otherCountries: [gb]"),
  );
  const said = await refusedBeforeAnyRequest();
  expect(said).toMatch(/Pulumi\.stage\.yaml: dialer:trunkHost: is missing; it must be a text/);
  expect(said).toMatch(/Pulumi\.stage\.yaml: dialer:sharedFrom: must be the name of a stack/);
  expect(said).toMatch(/Pulumi\.stage\.yaml: dialer:otherCountries\.0: must be two upper-case letters/);
});
