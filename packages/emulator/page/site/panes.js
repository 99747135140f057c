import { fill, h, to } from "./dom.js";
import { Pager } from "./pager.js";

/** Where one is in each list: it stays there when something is chosen. */
const pagers = new Map();

function pagerOf(key, fetch, onmove) {
  const pager = pagers.get(key) ?? new Pager();
  pagers.set(key, pager);
  return Object.assign(pager, { fetch, onmove });
}

/**
 * A list, and beside it what is chosen in it: the form of most parts of the page.
 * @param part the name of the part, such as `calls`
 * @param place what tells the list from others of the part
 * @param head what stands above both: forms
 * @param fetch gives a page of the list
 * @param draw draws that page
 * @param chosen gives what is to be shown beside the list, when something is chosen
 * @param detail draws it
 */
export function panes({ part, place, all, head = [], fetch, draw, chosen, detail }) {
  const items = h("div", {});
  const article = h("article", {});
  const pager = pagerOf(JSON.stringify([part, place]), fetch, () => void refresh());
  const node = h(
    "div",
    { class: chosen ? "panes chosen" : "panes" },
    h("section", { class: "list", "aria-label": all }, pager.box, items),
    article,
  );
  async function refresh() {
    const [page, one] = await Promise.all([
      pager.load(),
      chosen?.().catch((error) => ({ error: error.message })),
    ]);
    fill(items, page, () => [
      page.items.length > 0 ? draw(page.items) : h("p", { class: "quiet" }, `No ${all.toLowerCase()} yet.`),
      pager.buttons(page),
    ]);
    if (!chosen) return;
    const back = h("p", { class: "back" }, h("a", { href: to(part) }, `Back to ${all.toLowerCase()}`));
    fill(article, one, () => [
      back,
      one.error === undefined ? detail(one) : h("p", { class: "bad" }, one.error),
    ]);
  }
  return { node: h("div", {}, head, node), refresh };
}
