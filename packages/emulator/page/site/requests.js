import { get } from "./api.js";
import { badge, h, list, table, time, to } from "./dom.js";
import { panes } from "./panes.js";

/** Requests to the API with their parameters. */
export function requests({ query: { id } }) {
  return panes({
    part: "requests",
    all: "Requests",
    fetch: (query) => get("journal", query),
    draw: (items) =>
      table(
        "Requests",
        ["Time", "Method", "Path", "Status"],
        items.map((entry) => [
          h("a", { href: to("requests", { id: entry.id }) }, time(entry.time)),
          entry.method,
          h("span", { class: "path", title: entry.path }, h("small", {}, entry.host), short(entry.path)),
          [badge(entry.status), entry.code && ` ${entry.code}`],
        ]),
        { current: items.findIndex((entry) => String(entry.id) === id) },
      ),
    chosen: id && (() => chosen(Number(id))),
    detail: ({ method, host, path, status, code, time: at, query, parameters }) => [
      h("h2", { tabindex: -1 }, `${method} ${path}`),
      h("p", {}, badge(status), ` ${host}, `, new Date(at).toISOString()),
      code && h("p", {}, "Twilio's error ", h("strong", {}, code)),
      h("h3", {}, "Parameters"),
      Object.keys(parameters).length > 0
        ? list(parameters)
        : h("p", { class: "quiet" }, "None, or refused before they were read."),
      Object.keys(query).length > 0 && [h("h3", {}, "Query, as it was sent"), list(query)],
    ],
  });
}

/** A path with its account left out and its SIDs cut short. */
const short = (path) =>
  path.replace(/^\/2010-04-01\/Accounts\/[^/]+\//, "…/").replace(/([A-Z]{2}[0-9a-f]{4})[0-9a-f]{28}/g, "$1…");

async function chosen(id) {
  const { items } = await get("journal", { before: id + 1 });
  const [entry] = items;
  if (entry?.id !== id) throw new Error("This request is not kept any more.");
  return entry;
}
