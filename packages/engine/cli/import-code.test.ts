import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Secret } from "../property/value.ts";
import { newResource } from "../state/new-resource.ts";
import { golden } from "../testing/display.ts";
import { importCode, parseSchema } from "./import-code.ts";

const urn = (rest: string) => `urn:pulumi:dev::sample::${rest}`;
const twilio = parseSchema(readFileSync(new URL("../../provider/schema.json", import.meta.url), "utf8"));

describe("the code for imported resources", () => {
  it("declares what the schema takes, under its parent, and leaves secrets to the configuration", () => {
    const group = urn("dialer:index:Group::my-group");
    const resources = [
      newResource({ urn: group, type: "dialer:index:Group", parent: urn("pulumi:pulumi:Stack::sample-dev") }),
      newResource({
        urn: urn("dialer:index:Group$twilio:sip:Domain::domain"),
        type: "twilio:sip:Domain",
        custom: true,
        parent: group,
        protect: true,
        provider: `${urn("pulumi:providers:twilio::default")}::id`,
        inputs: {
          friendlyName: 'say "hello"',
          domainName: new Secret("example.sip.twilio.com"),
          voiceUrl: null,
          unheardOf: true,
        },
      }),
    ];
    const code = importCode(resources, new Map([["twilio", twilio]]), new Map());
    expect(code.trimEnd()).toBe(
      golden(`
import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";

const config = new pulumi.Config();

const myGroup = new pulumi.ComponentResource("dialer:index:Group", "my-group");
const domain = new twilio.sip.Domain("domain", {
    domainName: config.requireSecret("domainDomainName"),
    friendlyName: "say \\"hello\\"",
}, {
    parent: myGroup,
    protect: true,
});`),
    );
  });
});
