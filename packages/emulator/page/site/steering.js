import { get, post, remove } from "./api.js";
import { field, fill, h, table } from "./dom.js";
import { choice, form, input } from "./form.js";

/** Faults, time and state. */
export function steering({ moved }) {
  const rules = h("div", {});
  async function refresh() {
    fill(rules, await get("faults"), (faults) => [
      faults.length === 0
        ? h("p", { class: "quiet" }, "No rule: nothing goes wrong.")
        : table(
            "Fault rules",
            ["Rule", "Requests hit", ""],
            faults.map(({ id, hits, ...rule }) => [
              said(rule),
              hits,
              h(
                "button",
                {
                  type: "button",
                  "aria-label": `Remove rule ${id}`,
                  onclick: () => remove("faults", { id }).then(refresh),
                },
                "Remove",
              ),
            ]),
          ),
    ]);
  }
  return {
    node: h(
      "div",
      {},
      h("h2", {}, "What goes wrong"),
      fault(refresh),
      rules,
      h("h2", {}, "Time"),
      clock(moved),
      h("h2", {}, "State"),
      state(moved),
    ),
    refresh,
  };
}

/** A rule in words, defaults left out. */
const said = ({ effect, skip, probability, headers, lag, ...rule }) =>
  [
    ...Object.entries(rule).map(([name, value]) => `${name} ${value}`),
    effect && "takes effect",
    skip > 0 && `skip ${skip}`,
    probability < 1 && `probability ${probability}`,
    headers && Object.keys(headers).length > 0 && JSON.stringify(headers),
    lag && `lag ${JSON.stringify(lag)}`,
  ]
    .filter(Boolean)
    .join(", ");

const number = (name, attributes = {}) => input(name, { type: "number", min: 0, ...attributes });

const fault = (refresh) =>
  form({
    title: "Add a rule",
    button: "Add",
    open: true,
    fields: [
      field("Method", choice("method", [["", "any"], "GET", "POST", "DELETE"])),
      field(
        "Route",
        input("route", { placeholder: "api.twilio.com/.*Calls" }),
        "a regular expression over host and path",
      ),
      field("Status", number("status", { min: 400, max: 599 })),
      field("Code", number("code"), "Twilio's, in place of a status"),
      field("Delay, ms", number("delayMs")),
      field(
        "Drop",
        choice("drop", [
          ["", "no"],
          ["before", "before it took effect"],
          ["after", "after it took effect"],
        ]),
      ),
      field(
        "With a status",
        choice("effect", [
          ["", "has no effect"],
          ["yes", "takes effect all the same"],
        ]),
      ),
      field("Let through first", number("skip")),
      field("Count", number("count", { min: 1 }), "all when empty"),
      field("Probability", number("probability", { max: 1, step: "any" }), "drawn from the seed"),
    ],
    async send({ method, route, drop, effect, ...numbers }) {
      const given = Object.entries({ method, route, drop }).filter(([, value]) => value !== "");
      const counted = Object.entries(numbers).flatMap(([name, value]) =>
        value === "" ? [] : [[name, Number(value)]],
      );
      const { id } = await post("faults", {
        ...Object.fromEntries([...given, ...counted]),
        effect: effect === "yes",
      });
      await refresh();
      return `Rule ${id} stands.`;
    },
  });

const clock = (moved) =>
  form({
    title: "Move the clock forward",
    button: "Move",
    open: true,
    fields: [
      field("By", input("advance", { required: true, placeholder: "10s" }), "500ms, 10s, 5m, 2h or 1d"),
    ],
    async send({ advance }) {
      const { time } = await post("clock", { advance });
      await moved();
      return `It is ${time}.`;
    },
  });

function state(moved) {
  const file = h("input", { type: "file", name: "state", accept: "application/json,.json", required: true });
  const said = h("p", { role: "status", class: "said" });
  const save = async () => {
    const text = JSON.stringify(await get("state"));
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    h("a", { href, download: "emulator.json" }).click();
    URL.revokeObjectURL(href);
  };
  const reset = async () => {
    if (!confirm("Forget everything but the account?")) return;
    await post("reset");
    await moved();
    said.replaceChildren("Everything is forgotten.");
  };
  return [
    h(
      "p",
      {},
      h("button", { type: "button", onclick: save }, "Export"),
      " ",
      h("button", { type: "button", onclick: reset }, "Reset"),
      h("small", {}, " An export holds tokens and passwords in plain."),
    ),
    said,
    form({
      title: "Import",
      button: "Import",
      fields: [field("An export, in place of everything", file)],
      async send() {
        await post("state", JSON.parse(await file.files[0].text()));
        await moved();
        return "Taken on.";
      },
    }),
  ];
}
