import { get, post } from "./api.js";
import { suggest } from "./calls.js";
import { field, fill, h, table } from "./dom.js";
import { form, input } from "./form.js";

const example = "answers after 3 rings, presses 1";

/** SIP phones that are registered, people outside, and what both do when they are called. */
export function phones({ account }) {
  const shown = h("div", {});
  void suggest(account);
  const register = form({
    title: "Register a SIP phone",
    button: "Register",
    open: true,
    fields: [
      field("User", input("username", { required: true, list: "sip-users" })),
      field("Domain", input("domain", { required: true, list: "sip-domains" })),
      field("What it does when called", input("script", { placeholder: "answers after 2 rings" })),
    ],
    async send({ script, ...phone }) {
      const { address } = await post("phones", { ...phone, ...(script === "" ? {} : { script }) });
      return `${address} is registered.`;
    },
  });
  const party = form({
    title: "Say what somebody outside does",
    button: "Set",
    open: true,
    fields: [
      field(
        "Address",
        input("address", { required: true, placeholder: "+15035550199" }),
        "+15035550199, sip:user@host, sip:host or client:name",
      ),
      field(
        "Script",
        input("script", { required: true, placeholder: example }),
        "busy, no-answer, failed, answers after 3 rings, presses 1 2#, says operator, leaves a message of 12 s, is a machine, hangs up after 20 s",
      ),
    ],
    async send(values) {
      const { address } = await post("parties", values);
      return `${address} does so from now on.`;
    },
  });
  return {
    node: h("div", {}, h("div", { class: "cards" }, register, party), shown),
    async refresh() {
      fill(shown, await Promise.all([get("phones"), get("parties")]), ([registered, parties]) => [
        h("h2", {}, "Registered phones and browsers"),
        registered.length === 0
          ? none()
          : table(
              "Registered phones",
              ["Address", "Contact", "When called"],
              registered.map(({ address, contact, script }) => [address, contact, does(script)]),
            ),
        h("h2", {}, "People outside"),
        Object.keys(parties).length === 0
          ? none()
          : table(
              "People outside",
              ["Address", "When called"],
              Object.entries(parties).map(([address, script]) => [address, does(script)]),
            ),
      ]);
    },
  };
}

const none = () => h("p", { class: "quiet" }, "None yet.");

/** A script in words. */
function does(script) {
  if (!script) return "answers";
  const { outcome, rings, inputs, isMachine, hangsUpAfter } = script;
  return [
    rings > 0 ? `${outcome} after ${rings} rings` : outcome,
    isMachine && "is a machine",
    ...inputs.map(({ press, say, message }) =>
      press ? `presses ${press}` : say ? `says ${say}` : `leaves a message of ${message} s`,
    ),
    hangsUpAfter !== undefined && `hangs up after ${hangsUpAfter} s`,
  ]
    .filter(Boolean)
    .join(", ");
}
