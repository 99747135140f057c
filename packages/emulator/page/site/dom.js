/**
 * An element. Texts become text nodes, whatever is in them: nothing from outside is ever read as HTML.
 * @param {string} name
 * @param {Record<string, unknown>} [attributes] `on...` are listeners; what is undefined or false is left out
 * @param {...unknown} children elements, texts, lists of them; undefined, null and false are left out
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat(9).filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

const shown = new WeakMap();

/** Shows data in a container, unless they are what it shows already: what is open stays open, the focus stays where it is. */
export function fill(container, data, draw) {
  const now = JSON.stringify(data);
  if (shown.get(container) === now) return;
  shown.set(container, now);
  const open = new Map(
    [...container.querySelectorAll("details[data-key]")].map((one) => [one.dataset.key, one.open]),
  );
  const focused = container.contains(document.activeElement) ? markOf(document.activeElement) : undefined;
  container.replaceChildren(...[draw(data)].flat(9).filter(Boolean));
  for (const one of container.querySelectorAll("details[data-key]"))
    one.open = open.get(one.dataset.key) ?? one.open;
  if (focused === undefined) return;
  for (const one of container.querySelectorAll("a, button, summary, input, [tabindex]"))
    if (markOf(one) === focused) return one.focus();
}

/** What tells an element from its neighbours when they are drawn again. */
const markOf = (element) =>
  `${element.tagName} ${element.parentElement?.dataset.key ?? element.getAttribute("href") ?? element.getAttribute("aria-label") ?? element.textContent}`;

/** A link to a place on the page, such as `#calls?sid=CA...`. */
export const to = (part, query = {}) => {
  const told = Object.entries(query).filter(([, value]) => value !== undefined);
  return told.length === 0 ? `#${part}` : `#${part}?${new URLSearchParams(told)}`;
};

/** A table; columns are headings, rows are lists of cells. */
export function table(caption, columns, rows, { current = -1 } = {}) {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: "hidden" }, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          columns.map((column) => h("th", { scope: "col" }, column)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((cells, index) =>
          h(
            "tr",
            { "aria-current": index === current && "true" },
            cells.map((cell) => h("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** Names and values; what is no text is written as JSON. */
export const list = (values) =>
  h(
    "dl",
    {},
    Object.entries(values).map(([name, value]) => [h("dt", {}, name), h("dd", {}, written(value))]),
  );

/** All of a resource as the API tells it, folded up. */
export const resourceDetails = (properties) =>
  h(
    "details",
    { "data-key": "properties" },
    h("summary", {}, `The resource ${properties.sid}`),
    list(properties),
  );

function written(value) {
  if (value === null || value === undefined || value === "")
    return h("span", { class: "quiet" }, value === "" ? "empty" : "none");
  return typeof value === "object" ? h("pre", {}, JSON.stringify(value, null, 2)) : String(value);
}

let fields = 0;

/** An input with its name above it, and below it what may be written there. */
export function field(label, control, hint) {
  control.id = `field-${++fields}`;
  if (hint) control.setAttribute("aria-describedby", `${control.id}-hint`);
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    control,
    hint && h("small", { id: `${control.id}-hint` }, hint),
  );
}

/** A word about how something stands, in the colour of it. */
export const badge = (word) => h("span", { class: `badge ${toneOf(word)}` }, String(word));

function toneOf(word) {
  if (/^(2\d\d|completed|delivered|received|sent|active|INFO)$/.test(word)) return "good";
  if (/^(in-progress|ringing|queued|accepted|building|sending|WARN|3\d\d)$/.test(word)) return "going";
  if (/^(0|[45]\d\d|busy|failed|no-answer|canceled|undelivered|error|ERROR)$/.test(word)) return "bad";
  return "";
}

/** A time of day, with its date for whoever hovers. */
export const time = (at) => {
  const date = new Date(at);
  return h(
    "time",
    { datetime: date.toISOString(), title: date.toISOString() },
    date.toISOString().slice(11, 19),
  );
};
