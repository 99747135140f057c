import { h } from "./dom.js";

/**
 * A form that does something when it is sent, and says how it went where screen readers hear it.
 * @param {(values: Record<string, string>, form: HTMLFormElement) => unknown} send gives what is said when it went well
 */
export function form({ title, button, fields, send, open = false }) {
  const said = h("p", { role: "status", class: "said" });
  const element = h(
    "form",
    {
      async onsubmit(event) {
        event.preventDefault();
        said.className = "said";
        said.replaceChildren("…");
        try {
          const values = Object.fromEntries(
            [...new FormData(element)].filter(([, value]) => typeof value === "string"),
          );
          said.replaceChildren((await send(values, element)) ?? "Done.");
        } catch (error) {
          said.className = "said bad";
          said.replaceChildren(error.message);
        }
      },
    },
    h("div", { class: "fields" }, fields),
    h("div", { class: "send" }, h("button", { type: "submit", class: "main" }, button), said),
  );
  return h("details", { class: "form", open }, h("summary", {}, title), element);
}

/** An input for a text. */
export const input = (name, attributes = {}) =>
  h("input", { name, type: "text", autocomplete: "off", spellcheck: "false", ...attributes });

/** One of several; pairs of value and label, or values. */
export const choice = (name, options) =>
  h(
    "select",
    { name },
    options.map((option) => {
      const [value, label = value] = [option].flat();
      return h("option", { value }, label);
    }),
  );

/** Suggestions that an input takes by `list`. */
export function suggestions(id, values) {
  const element = document.getElementById(id) ?? document.body.appendChild(h("datalist", { id }));
  element.replaceChildren(...values.map((value) => h("option", { value })));
}
