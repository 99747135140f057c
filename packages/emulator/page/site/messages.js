import { get, post, whereIs } from "./api.js";
import { suggest } from "./calls.js";
import { badge, field, h, resourceDetails, table, time, to } from "./dom.js";
import { form, input } from "./form.js";
import { panes } from "./panes.js";
import { traceOf } from "./trace.js";

/** Messages with their media, and a telephone to write one. */
export function messages({ account, query: { sid } }) {
  const place = { account, kind: "api/Messages" };
  return panes({
    part: "messages",
    place,
    all: "Messages",
    head: writer(account),
    fetch: (query) => get("resources", { ...whereIs(place), ...query }),
    draw: (items) =>
      table(
        "Messages",
        ["Time", "Message", "Status"],
        items.map(({ key, created, properties: { from, to: person, status, body } }) => [
          h("a", { href: to("messages", { sid: key }) }, time(created)),
          [h("small", {}, `${from} to ${person}`), h("span", { class: "clip" }, body)],
          badge(status),
        ]),
        { current: items.findIndex(({ key }) => key === sid) },
      ),
    chosen: sid && (() => chosen(place, sid)),
    detail: ({ resource: { properties }, media, trace }) => [
      h("h2", { tabindex: -1 }, `${properties.from} to ${properties.to}`),
      h("p", {}, badge(properties.status), ` ${properties.direction}`),
      h("blockquote", {}, properties.body),
      media.map(shown),
      trace && [
        h("h3", {}, "What came of it"),
        traceOf({ ...trace, legs: [] }),
        h(
          "ul",
          { class: "replies" },
          trace.replies.map((reply) =>
            h(
              "li",
              {},
              h("a", { href: to("messages", { sid: reply.sid }) }, `to ${reply.to}`),
              h("blockquote", {}, reply.body),
            ),
          ),
        ),
      ],
      resourceDetails(properties),
    ],
  });
}

async function chosen(place, sid) {
  const resource = await get("resource", whereIs({ ...place, key: sid }));
  const { trace } = await get("messages", { sid });
  const [under] = resource.under;
  const { items } = under ? await get("resources", whereIs({ ...place, ...under })) : { items: [] };
  const media = await Promise.all(items.map((one) => get("content", whereIs(one))));
  return { resource, trace, media };
}

function shown({ contentType, base64 }) {
  if (base64 === undefined) return h("p", { class: "quiet" }, `${contentType}: lies elsewhere`);
  const src = `data:${contentType};base64,${base64}`;
  if (contentType.startsWith("image/"))
    return h("img", { src, alt: `${contentType} of the message`, class: "medium" });
  if (contentType.startsWith("audio/")) return h("audio", { src, controls: true });
  if (contentType.startsWith("video/")) return h("video", { src, controls: true, class: "medium" });
  return h("p", {}, h("a", { href: src, download: "medium" }, contentType));
}

function writer(account) {
  const media = h("input", {
    type: "file",
    name: "media",
    multiple: true,
    accept: "image/*,audio/*,video/*",
  });
  void suggest(account);
  return form({
    title: "Write a message to a number",
    button: "Send",
    open: true,
    fields: [
      field("From", input("from", { type: "tel", value: "+15035550111" })),
      field("To", input("to", { required: true, type: "tel", list: "own-numbers" })),
      field("Text", h("textarea", { name: "body", rows: 2 })),
      field("Media", media),
    ],
    async send({ from, to: number, body }) {
      const mediaUrls = await Promise.all([...media.files].map(dataUrl));
      const trace = await post("messages", { from, to: number, body, mediaUrls });
      media.value = "";
      location.hash = to("messages", { sid: trace.sid });
      return `${trace.replies.length} ${trace.replies.length === 1 ? "reply" : "replies"}`;
    },
  });
}

const dataUrl = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
