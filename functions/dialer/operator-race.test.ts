import { afterEach, describe, expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");
const operator = "+15035550191";
const queue = `QU${"1".repeat(32)}`;
const context = {
  ...{ ENVIRONMENT: "prod", DOMAIN_NAME: "dialer.example", TRUNK_HOST: "trunk.example" },
  ...{ SIP_DOMAIN: "a.sip.twilio.com", SIP_DOMAIN_NONEMERGENCY: "b.sip.twilio.com" },
  ...{ ACCOUNT_SID: "AC1", AUTH_TOKEN: "token" },
};

afterEach(() => {
  vi.restoreAllMocks();
});

interface Waiting {
  /** In the queue of this environment. */
  waiting: number;
  /** In that of another one. */
  elsewhere?: number;
  /** The request after which somebody joins the queue, and the operators are called for them. */
  joinsAfter?: number;
}

/** Twilio with callers who wait and telephones of operators that ring for them. Gives the calls that ring. */
function twilio({ waiting, elsewhere = 0, joinsAfter = -1 }: Waiting): Set<string> {
  const ringing = new Set(["CA1", "CA2"]);
  let requests = 0;
  const join = () => {
    waiting++;
    ringing.add("CA-of-who-joined");
  };
  const answerTo = ({ pathname, searchParams }: URL): object => {
    if (pathname.endsWith("/Queues.json")) {
      const other = { sid: `QU${"2".repeat(32)}`, friendly_name: "operator-stage", current_size: elsewhere };
      return { queues: [{ sid: queue, friendly_name: "operator-prod", current_size: waiting }, other] };
    }
    const [, ended] = /\/Calls\/([\w-]+)\.json$/.exec(pathname) ?? [];
    if (ended !== undefined) ringing.delete(ended);
    const calls = searchParams.get("Status") === "ringing" ? [...ringing] : [];
    return { calls: calls.map((sid) => ({ sid, to: operator, direction: "outbound-api" })) };
  };
  if (joinsAfter === 0) join();
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url) => {
    const answer = answerTo(new URL(String(url)));
    if (++requests === joinsAfter) join();
    return Response.json(answer);
  });
  return ringing;
}

describe.each([
  ["an operator takes the last caller", "/operator-answer", { queue, Digits: "1" }, 1],
  ["the last caller hangs up", "/operator-left", { QueueResult: "hangup", QueueSid: queue }, 0],
])("when %s", (_, path, event, waiting) => {
  it("no telephone rings on", async () => {
    const ringing = twilio({ waiting });
    await run(path, { context, event });
    expect([...ringing]).toEqual([]);
  });

  it("those of all operators ring on while somebody else waits", async () => {
    const ringing = twilio({ waiting: waiting + 1 });
    await run(path, { context, event });
    expect([...ringing]).toEqual(["CA1", "CA2"]);
  });

  it("they ring on while somebody waits in another environment, whose operators they may be", async () => {
    const ringing = twilio({ waiting, elsewhere: 1 });
    await run(path, { context, event });
    expect([...ringing]).toEqual(["CA1", "CA2"]);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    "those that ring for who joins after request %i ring on",
    async (joinsAfter) => {
      const ringing = twilio({ waiting, joinsAfter });
      await run(path, { context, event });
      expect([...ringing]).toContain("CA-of-who-joined");
    },
  );
});
