import type { Json } from "../store/index.ts";
import type { Alert } from "../voice/alerts.ts";
import type { WebAnswer } from "../voice/network.ts";
import { escapeXml } from "../voice/twiml/element.ts";

/** What a widget works with. */
export interface Work {
  /** The text of a property, with its variables filled in; empty when there is none. */
  text(property: string): string;
  /** A property as it stands in the definition. */
  property(name: string): unknown;
  /** Fills variables in. */
  render(text: string): string;
  /** Whether somebody calls or writes. */
  kind: "call" | "message";
  /** Where TwiML is to come back to: the flow, at this widget, with what has happened. */
  address(event?: string): string;
  /** Keeps what `{{widgets.<name>.*}}` gives. */
  keep(values: Record<string, Json>): void;
  /** Sets `{{flow.variables.*}}`. */
  setVariable(name: string, value: string): void;
  /** Sends a text to whoever calls or writes, or to somebody else; gives whether it went out. */
  send(body: string, to: string, from: string): boolean;
  /** Asks a web server, as Studio does. */
  ask(request: {
    method: "GET" | "POST";
    url: string;
    body: string;
    contentType: string;
  }): Promise<WebAnswer>;
  alert(alert: Alert): void;
}

/** What follows: TwiML that comes first, and an event to go on with; without one the flow waits to be asked again. */
export interface Step {
  twiml?: string;
  event?: string;
}

/** A kind of widget: what it does when the flow comes to it, and what it makes of what has happened since. */
export interface Widget {
  enter(work: Work): Step | Promise<Step>;
  resume?(params: Readonly<Record<string, string>>, work: Work): Step;
}

const attributes = (values: Record<string, unknown>) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");

const spoken = (work: Work) => {
  const say = work.text("say");
  const { voice, language, loop } = {
    voice: work.text("voice"),
    language: work.text("language"),
    loop: work.property("loop"),
  };
  if (say !== "") return `<Say${attributes({ voice, language, loop })}>${escapeXml(say)}</Say>`;
  const play = work.text("play");
  return play === "" ? "" : `<Play${attributes({ loop })}>${escapeXml(play)}</Play>`;
};

const sayPlay: Widget = { enter: (work) => ({ twiml: spoken(work), event: "audioComplete" }) };

const gather: Widget = {
  enter(work) {
    const how = attributes({
      action: work.address(),
      input: "dtmf speech",
      timeout: work.property("timeout"),
      finishOnKey: work.property("finish_on_key"),
      numDigits: work.property("number_of_digits"),
      speechTimeout: work.text("speech_timeout"),
      language: work.text("gather_language"),
      hints: work.text("hints"),
    });
    return {
      twiml: `<Gather${how}>${spoken(work)}</Gather><Redirect>${escapeXml(work.address("timeout"))}</Redirect>`,
    };
  },
  resume({ Digits, SpeechResult, FlowEvent }, work) {
    if (FlowEvent === "timeout") return { event: "timeout" };
    work.keep({
      ...(Digits === undefined ? {} : { Digits }),
      ...(SpeechResult === undefined ? {} : { SpeechResult }),
    });
    return { event: SpeechResult === undefined ? "keypress" : "speech" };
  },
};

const split: Widget = {
  // Which of its transitions holds is seen where they are: in the run.
  enter: (work) => ({ event: work.text("input") === "" ? "noMatch" : "match" }),
};

const nouns: Record<string, string> = {
  number: "Number",
  sip: "Sip",
  client: "Client",
  conference: "Conference",
  sim: "Sim",
};

const connectCallTo: Widget = {
  enter(work) {
    const noun = nouns[work.text("noun")] ?? "Number";
    const to = work.text(noun === "Sip" ? "sip_endpoint" : "to");
    const how = attributes({
      action: work.address(),
      callerId: work.text("caller_id"),
      timeout: work.property("timeout"),
      timeLimit: work.property("time_limit"),
      record: work.property("record") === true ? "true" : undefined,
    });
    return { twiml: `<Dial${how}><${noun}>${escapeXml(to)}</${noun}></Dial>` };
  },
  resume(params, work) {
    const { DialCallStatus = "", DialCallSid = "" } = params;
    work.keep({ DialCallStatus, DialCallSid });
    return { event: "callCompleted" };
  },
};

const enqueue: Widget = {
  enter(work) {
    const workflow = work.text("workflow_sid") || work.text("workflow");
    const how = attributes({ action: work.address(), waitUrl: work.text("wait_url"), workflowSid: workflow });
    const task = work.text("task_attributes") || work.text("attributes");
    const inside =
      workflow === "" ? escapeXml(work.text("queue_name")) : `<Task>${escapeXml(task || "{}")}</Task>`;
    return { twiml: `<Enqueue${how}>${inside}</Enqueue>` };
  },
  resume({ QueueResult = "" }, work) {
    work.keep({ QueueResult });
    return {
      event: QueueResult === "error" || QueueResult === "queue-full" ? "failedToEnqueue" : "callComplete",
    };
  },
};

const recordVoicemail: Widget = {
  enter(work) {
    const how = attributes({
      action: work.address(),
      timeout: work.property("timeout"),
      finishOnKey: work.property("finish_on_key"),
      maxLength: work.property("max_length"),
      playBeep: work.text("play_beep"),
      trim: work.text("trim"),
      recordingStatusCallback: work.text("recording_status_callback_url"),
    });
    return { twiml: `<Record${how}/><Redirect>${escapeXml(work.address("noAudio"))}</Redirect>` };
  },
  resume({ FlowEvent, RecordingUrl = "", RecordingSid = "", RecordingDuration = "", Digits }, work) {
    if (FlowEvent === "noAudio") return { event: "noAudio" };
    work.keep({ RecordingUrl, RecordingSid, RecordingDuration });
    return { event: Digits === "hangup" ? "hangup" : "recordingComplete" };
  },
};

const message = (work: Work) => `<Message>${escapeXml(work.text("body"))}</Message>`;

const sendMessage: Widget = {
  enter(work) {
    const sent = work.send(work.text("body"), work.text("to"), work.text("from"));
    if (!sent) work.alert({ code: 81011, detail: "nobody takes the message" });
    return { event: sent ? "sent" : "failed" };
  },
};

const sendAndWait: Widget = {
  enter: (work) => ({ twiml: message(work) }),
  resume(params, work) {
    work.keep({ inbound: params });
    return { event: "incomingMessage" };
  },
};

/** Names with values, as widgets list them: `[{ key, value }]`. */
const pairs = (work: Work, property: string): [string, string][] => {
  const list = work.property(property);
  return (Array.isArray(list) ? list : []).map((one: { key?: unknown; value?: unknown }) => [
    String(one.key ?? ""),
    work.render(String(one.value ?? "")),
  ]);
};

const setVariables: Widget = {
  enter(work) {
    for (const [name, value] of pairs(work, "variables")) work.setVariable(name, value);
    return { event: "next" };
  },
};

const request = (failure: "failed" | "fail", code: 81014 | 81017): Widget => ({
  async enter(work) {
    const method = work.text("method").toUpperCase() === "GET" ? "GET" : "POST";
    const form = new URLSearchParams(pairs(work, "parameters")).toString();
    const url = work.text("url");
    const isQuery = method === "GET" && form !== "";
    const contentType = work.text("content_type") || "application/x-www-form-urlencoded;charset=utf-8";
    try {
      const { status, body } = await work.ask({
        method,
        url: isQuery ? `${url}${url.includes("?") ? "&" : "?"}${form}` : url,
        body: work.text("body") || form,
        contentType,
      });
      work.keep({ body, status_code: status, parsed: parsed(body) });
      if (status < 300) return { event: "success" };
      work.alert({ code, detail: `${url} answered with status ${status}` });
    } catch (error) {
      work.alert({ code, detail: error instanceof Error ? error.message : String(error) });
    }
    return { event: failure };
  },
});

function parsed(body: string): Json {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

const addTwiml: Widget = {
  enter: (work) => ({ twiml: `<Redirect>${escapeXml(work.text("url"))}</Redirect>` }),
  resume: () => ({ event: "return" }),
};

/** The widgets that run here. https://www.twilio.com/docs/studio/widget-library */
export const widgets: Readonly<Record<string, Widget>> = {
  "say-play": sayPlay,
  "gather-input-on-call": gather,
  "split-based-on": split,
  "connect-call-to": connectCallTo,
  "enqueue-call": enqueue,
  "send-to-flex": enqueue,
  "record-voicemail": recordVoicemail,
  "send-message": sendMessage,
  "send-and-wait-for-reply": sendAndWait,
  "set-variables": setVariables,
  "make-http-request": request("failed", 81014),
  "run-function": request("fail", 81017),
  "add-twiml-redirect": addTwiml,
};
