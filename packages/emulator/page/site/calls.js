import { get, post, whereIs } from "./api.js";
import { badge, field, h, resourceDetails, table, time, to } from "./dom.js";
import { choice, form, input, suggestions } from "./form.js";
import { panes } from "./panes.js";
import { traceOf } from "./trace.js";

/** Live and past calls, and a telephone to place one. */
export function calls({ account, query: { sid } }) {
  const place = { account, kind: "api/Calls" };
  return panes({
    part: "calls",
    place,
    all: "Calls",
    head: dialler(account),
    fetch: (query) => get("resources", { ...whereIs(place), ...query }),
    draw: (items) =>
      table(
        "Calls",
        ["Time", "From", "To", "Status"],
        items.map(({ key, created, properties: { from, to: called, status } }) => [
          h("a", { href: to("calls", { sid: key }) }, time(created)),
          short(from),
          short(called),
          badge(status),
        ]),
        { current: items.findIndex(({ key }) => key === sid) },
      ),
    chosen: sid && (() => chosen(place, sid)),
    detail: ({ resource: { properties }, trace }) => [
      h("h2", { tabindex: -1 }, `${short(properties.from)} to ${short(properties.to)}`),
      h(
        "p",
        {},
        badge(properties.status),
        ` ${properties.direction}`,
        trace?.ended && `, ${trace.duration} s: ${trace.ended}`,
      ),
      trace ? traceOf(trace) : legNote(properties),
      resourceDetails(properties),
    ],
  });
}

async function chosen(place, sid) {
  const resource = await get("resource", whereIs({ ...place, key: sid }));
  // Not every call has one of its own: legs are told in the call that dialled them.
  const { trace } = await get("calls", { sid });
  return { resource, trace };
}

const legNote = ({ parent_call_sid: parent }) =>
  parent
    ? h("p", {}, "A leg of another call: ", h("a", { href: to("calls", { sid: parent }) }, "its steps"))
    : h("p", { class: "quiet" }, "Its steps are not kept any more.");

const short = (address) => String(address ?? "").replace(/^sip:(.+)\.sip\.twilio\.com$/, "$1");

function dialler(account) {
  const number = field("Number", input("number", { type: "tel", value: "+15035550111" }));
  const phone = h(
    "div",
    { class: "fields", hidden: true },
    field("SIP user", input("sip", { list: "sip-users" })),
    field("SIP domain", input("domain", { list: "sip-domains" })),
  );
  const from = choice("from", [
    ["number", "a telephone outside"],
    ["sip", "a SIP phone of a domain"],
  ]);
  from.onchange = () => {
    number.hidden = from.value !== "number";
    phone.hidden = from.value !== "sip";
  };
  void suggest(account);
  return form({
    title: "Place a call",
    button: "Call",
    open: true,
    fields: [
      field("From", from),
      number,
      phone,
      field("To", input("to", { required: true, list: "own-numbers" })),
      field("What the caller does", input("script", { placeholder: "presses 1, hangs up after 20 s" })),
    ],
    async send({ from, number, sip, domain, to: called, script }) {
      const caller = from === "number" ? number : { sip, domain };
      const trace = await post("calls", { from: caller, to: called, ...(script === "" ? {} : { script }) });
      location.hash = to("calls", { sid: trace.sid });
      return `${trace.status}: ${trace.ended}`;
    },
  });
}

/** Fills the lists from which numbers and phones are taken. */
export async function suggest(account) {
  const some = async (kind, property) => {
    const { items } = await get("resources", { account, kind });
    return items.map(({ properties }) => properties[property]);
  };
  suggestions("own-numbers", await some("api/IncomingPhoneNumbers", "phone_number"));
  suggestions("sip-domains", await some("api/SIP/Domains", "domain_name"));
  suggestions("sip-users", [...new Set(await some("api/SIP/CredentialLists/Credentials", "username"))]);
}
