import { badge, h, list } from "./dom.js";

/** What a call went through, from top to bottom, with the TwiML of each step. */
export const traceOf = (trace) =>
  h(
    "ol",
    { class: "trace" },
    trace.steps.map((step, index) => stepOf(step, trace, index)),
  );

function stepOf(step, trace, index) {
  const line = (...words) =>
    h(
      "li",
      { class: step.kind },
      h("span", { class: "at" }, clock(step.at)),
      h("span", { class: "mark" }),
      h("div", {}, words),
    );
  switch (step.kind) {
    case "webhook":
      return line(webhook(step, `${trace.sid} ${index}`));
    case "verb":
      return line(h("code", {}, tag(step)));
    case "heard":
      return line(
        `heard ${step.by === "say" || step.by === "voice" ? `“${step.text}”` : step.text}`,
        h("small", {}, `, ${step.seconds} s`),
      );
    case "did":
      return line(h("strong", {}, `${step.did} ${step.text}`.trim()));
    case "status":
      return line(badge(step.status), step.sipResponse !== undefined && ` SIP ${step.sipResponse}`);
    case "dial":
      return line(step.legs.map((sid) => leg(trace.legs.find((one) => one.sid === sid))));
    case "alert":
      return line(h("strong", {}, step.code), ` ${step.text}`);
  }
}

function webhook(step, key) {
  const path = step.url.replace(/^https?:\/\/[^/]+/, "").split("?")[0] || "/";
  return h(
    "details",
    { "data-key": key, open: step.purpose !== "status-callback" && step.answer !== undefined },
    h(
      "summary",
      {},
      h("strong", {}, `${step.method} ${path}`),
      ` ${step.purpose} `,
      badge(step.status ?? "no answer"),
    ),
    h("p", { class: "quiet url" }, step.url),
    step.error && h("p", { class: "bad" }, step.error),
    step.answer && h("pre", { class: "twiml" }, indented(step.answer)),
    h(
      "details",
      { "data-key": `${key} parameters` },
      h("summary", {}, `${Object.keys(step.params).length} parameters`),
      list(step.params),
    ),
  );
}

function leg(one) {
  if (!one) return undefined;
  const { to, callerId, status, duration, ended, kind, emergency, screening, inbound, sipHeaders } = one;
  return h(
    "div",
    { class: "leg" },
    h(
      "p",
      {},
      `${kind} `,
      h("strong", {}, to),
      callerId && ` as ${callerId} `,
      badge(status),
      ` ${duration} s, ${ended}`,
    ),
    emergency &&
      h(
        "p",
        { class: "bad" },
        `${emergency.number} from ${emergency.callingNumber}: ${emergency.address ?? "no registered address"}${emergency.charge > 0 ? `, $${emergency.charge}` : ""}`,
      ),
    sipHeaders && list(sipHeaders),
    screening && [h("p", { class: "quiet" }, "The called party alone:"), traceOf(screening)],
    inbound && [h("p", { class: "quiet" }, "The call at that number:"), traceOf(inbound)],
  );
}

const tag = ({ verb, attributes }) =>
  `<${[verb, ...Object.entries(attributes).map(([name, value]) => `${name}="${value}"`)].join(" ")}>`;

const clock = (at) => `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`;

/** TwiML with a line for each element; what is no XML stays as it is. */
function indented(text) {
  const { documentElement: root } = new DOMParser().parseFromString(text, "text/xml");
  if (root.querySelector("parsererror") || root.localName === "parsererror") return text;
  return lines(root, "").join("\n");
}

function lines(element, margin) {
  const begin = [
    element.nodeName,
    ...[...element.attributes].map(({ name, value }) => `${name}="${value}"`),
  ].join(" ");
  const inside = element.textContent.trim();
  if (element.children.length > 0)
    return [
      `${margin}<${begin}>`,
      ...[...element.childNodes].flatMap((node) => inner(node, `${margin}  `)),
      `${margin}</${element.nodeName}>`,
    ];
  return [inside === "" ? `${margin}<${begin}/>` : `${margin}<${begin}>${inside}</${element.nodeName}>`];
}

function inner(node, margin) {
  if (node.nodeType === Node.ELEMENT_NODE) return lines(node, margin);
  const text = node.textContent.trim();
  return text === "" ? [] : [margin + text];
}
