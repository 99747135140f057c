import { get, whereIs } from "./api.js";
import { badge, h, resourceDetails, table, time, to } from "./dom.js";
import { panes } from "./panes.js";

/** Services, what their environments serve, the code of it, and what it has logged. */
export function functions({ account, query: { sid } }) {
  const place = { account, kind: "serverless/Services" };
  return panes({
    part: "functions",
    place,
    all: "Services",
    fetch: (query) => get("resources", { ...whereIs(place), ...query }),
    draw: (items) =>
      table(
        "Services",
        ["Service", "Made"],
        items.map(({ key, created, properties }) => [
          h("a", { href: to("functions", { sid: key }) }, properties.unique_name ?? key),
          time(created),
        ]),
        { current: items.findIndex(({ key }) => key === sid) },
      ),
    chosen: sid && (() => service(place, sid)),
    detail: ({ resource: { properties }, environments }) => [
      h("h2", { tabindex: -1 }, properties.friendly_name),
      environments.length === 0 && h("p", { class: "quiet" }, "It has no environment."),
      environments.map(environment),
      resourceDetails(properties),
    ],
  });
}

async function service(place, sid) {
  const parents = { service_sid: sid };
  const kind = (name) => ({ account: place.account, kind: `serverless/Services/${name}`, parents });
  const [resource, { items }] = await Promise.all([
    get("resource", whereIs({ ...place, key: sid })),
    get("resources", whereIs(kind("Environments"))),
  ]);
  const environments = await Promise.all(
    items.map(async (one) => {
      const build = one.properties.build_sid;
      const under = { ...parents, environment_sid: one.key };
      const logs = await get("resources", whereIs({ ...kind("Environments/Logs"), parents: under }));
      const variables = await get(
        "resources",
        whereIs({ ...kind("Environments/Variables"), parents: under }),
      );
      const served = build
        ? await get("resource", whereIs({ ...kind("Builds"), key: build })).catch(() => undefined)
        : undefined;
      return { ...one, served, logs: logs.items, variables: variables.items };
    }),
  );
  return { resource, environments };
}

function environment({ account, key, parents, properties, served, logs, variables }) {
  const { domain_name: domain, unique_name: name } = properties;
  const versions = (what) =>
    (served?.properties[`${what}_versions`] ?? []).map((one) =>
      version(account, parents.service_sid, what, domain, one),
    );
  return h(
    "section",
    { class: "card" },
    h("h3", {}, name),
    h("p", {}, h("code", {}, domain)),
    served
      ? h("div", { class: "versions" }, versions("function"), versions("asset"))
      : h("p", { class: "quiet" }, "Nothing is deployed here."),
    variables.length > 0 &&
      h(
        "p",
        {},
        "Variables: ",
        variables.map((one) => [h("code", {}, one.properties.key), " "]),
      ),
    h("h4", {}, "Log"),
    logs.length === 0
      ? h("p", { class: "quiet" }, "Nothing was logged.")
      : h(
          "ol",
          { class: "log", tabindex: 0, "aria-label": `Log of ${domain}` },
          logs.map(({ created, properties: { level, message } }) =>
            h("li", {}, time(created), " ", badge(level), " ", message),
          ),
        ),
    h(
      "p",
      {},
      h(
        "a",
        {
          href: to("resources", {
            kind: "serverless/Services/Environments",
            parents: JSON.stringify(parents),
            key,
          }),
        },
        "All about this environment",
      ),
    ),
  );
}

/** A function or asset that is served; its code is read when it is opened. */
function version(account, service_sid, what, domain, { sid, path, visibility, [`${what}_sid`]: owner }) {
  const kind = `serverless/Services/${what === "function" ? "Functions" : "Assets"}/Versions`;
  const place = { account, kind, parents: { service_sid, [`${what}_sid`]: owner }, key: sid };
  const text = h("pre", { tabindex: 0, "aria-label": `Content of ${path}` });
  return h(
    "details",
    {
      "data-key": sid,
      async ontoggle({ target }) {
        if (!target.open || text.textContent !== "") return;
        const { contentType, base64 = "" } = await get("content", whereIs(place));
        text.textContent = textOf(base64) ?? contentType;
      },
    },
    h("summary", {}, h("strong", {}, path), h("small", {}, ` ${what}, ${visibility}`)),
    visibility === "public" &&
      h("p", {}, h("a", { href: `/${domain}${path}`, target: "_blank", rel: "noopener" }, "Ask for it")),
    text,
  );
}

/** What is text, as text. */
function textOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
