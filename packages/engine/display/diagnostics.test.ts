import { describe, expect, it } from "vitest";
import { golden, plain } from "../testing/display.ts";
import { type Diagnostic, formatDiagnostics } from "./diagnostics.ts";

const urn = (name: string) => `urn:pulumi:stage::dialer::twilio:sip:Domain::${name}`;
const report = (severity: Diagnostic["severity"], message: string, name?: string): Diagnostic => ({
  kind: "diagnostic",
  severity,
  message,
  urn: name && urn(name),
});
const options = { paint: plain, failed: new Map([[urn("a"), "update" as const]]) };

describe("diagnostics", () => {
  it("name the resources and what failed, say each thing once, and end with the errors", () => {
    const reports = [
      report("error", "Twilio refused it (code 21232)\nChoose another domainName.", "a"),
      report("warning", "old", "a"),
      report("error", "Twilio refused it (code 21232)\nChoose another domainName.", "a"),
      report("warning", "old", "b"),
      report("warning", "old", "a"),
      report("info", "nobody in particular"),
    ];
    expect(formatDiagnostics(reports, options).join("\n")).toBe(
      golden(`
Diagnostics:
  info
    nobody in particular
  warning twilio:sip:Domain a
  warning twilio:sip:Domain b
    old
  error twilio:sip:Domain a: updating failed
    Twilio refused it (code 21232)
    Choose another domainName.
`),
    );
  });

  it("are broken between words on a terminal, but never an address or an indented line", () => {
    const url = `https://www.twilio.com/docs/errors/${"2".repeat(40)}`;
    const message = `one two three four five six seven ${url}\n  pulumi state unprotect 'urn:pulumi:stage' -s stage`;
    expect(formatDiagnostics([report("error", message)], { ...options, width: 30 }).slice(2)).toEqual([
      "    one two three four five",
      "    six seven",
      `    ${url}`,
      "      pulumi state unprotect 'urn:pulumi:stage' -s stage",
    ]);
  });

  it("stay whole where they go to a file", () => {
    const long = "word ".repeat(100).trim();
    expect(formatDiagnostics([report("error", long)], options)).toContain(`    ${long}`);
  });
});
