import { get } from "./api.js";
import { fill, h, list, table, time, to } from "./dom.js";
import { panes } from "./panes.js";

/**
 * Everything stored in an account: kinds, what there is of a kind (`within` a place, or anywhere), and what hangs under
 * the one that is chosen by its `parents` and key.
 */
export function resources({ account, query: { kind, within, parents, key } }) {
  if (kind === undefined) return kinds(account);
  const place = { account, kind, parents: within };
  const { node, refresh } = panes({
    part: "resources",
    place,
    all: "Kinds",
    fetch: (page) => get("resources", { ...place, ...page }),
    draw: (items) =>
      table(
        kind,
        ["Resource", "Made"],
        items.map((one) => [
          [
            h("a", { href: here(one, within), class: "clip" }, nameOf(one.properties) || one.key),
            h("small", { class: "path" }, one.key),
          ],
          time(one.created),
        ]),
        { current: items.findIndex((one) => one.key === key) },
      ),
    chosen: key && (() => get("resource", { account, kind, parents, key })),
    detail: (one) => [
      h("h2", { tabindex: -1 }, nameOf(one.properties) || one.key),
      h("p", { class: "quiet" }, `${one.kind} ${one.key}, changed ${one.updated}`),
      one.under.length > 0 && [
        h("h3", {}, "What hangs under it"),
        h(
          "ul",
          {},
          one.under.map((under) =>
            h(
              "li",
              {},
              h(
                "a",
                { href: to("resources", { kind: under.kind, within: JSON.stringify(under.parents) }) },
                under.kind,
              ),
              ` ${under.count}`,
            ),
          ),
        ),
      ],
      h("h3", {}, "Properties"),
      list(one.properties),
    ],
  });
  return { node: h("div", {}, path(kind, within), node), refresh };
}

function kinds(account) {
  const node = h("div", {});
  return {
    node,
    async refresh() {
      fill(node, await get("kinds", { account }), (found) => [
        table(
          "Kinds of resources",
          ["Kind", "Stored"],
          found.map(({ kind, count }) => [h("a", { href: to("resources", { kind }) }, kind), count]),
        ),
      ]);
    },
  };
}

/** The place as links to what is above. */
const path = (kind, within) =>
  h(
    "p",
    { class: "crumbs" },
    h("a", { href: to("resources") }, "All kinds"),
    " / ",
    h("a", { href: to("resources", { kind }) }, kind),
    within && Object.entries(JSON.parse(within)).map(([name, value]) => ` / ${name} ${value}`),
  );

const here = ({ kind, parents, key }, within) =>
  to("resources", { kind, within, parents: JSON.stringify(parents), key });

const nameOf = ({
  friendly_name,
  unique_name,
  domain_name,
  phone_number,
  username,
  path,
  key,
  body,
  message,
}) =>
  String(
    friendly_name ||
      unique_name ||
      domain_name ||
      phone_number ||
      username ||
      path ||
      key ||
      body ||
      message ||
      "",
  );
