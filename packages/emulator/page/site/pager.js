import { h } from "./dom.js";

/**
 * Where one is in a list that is looked at page by page, and searched. Whoever shows the list sets `fetch`, which gets
 * `before` and `search` and gives `items` and `before`, and `onmove`.
 */
export class Pager {
  /** Where the pages before this one began. */
  #passed = [];
  #before = undefined;
  #search = "";

  constructor() {
    this.box = h("input", {
      type: "search",
      placeholder: "Search",
      "aria-label": "Search",
      oninput: () => {
        this.#search = this.box.value;
        this.#passed = [];
        this.#before = undefined;
        this.onmove();
      },
    });
  }

  load() {
    return this.fetch({ before: this.#before, search: this.#search });
  }

  /** Buttons to the pages beside the one that is shown; none when there is but one. */
  buttons({ before }) {
    if (before === undefined && this.#passed.length === 0) return undefined;
    const newer = () => this.#go(this.#passed.pop());
    const older = () => {
      this.#passed.push(this.#before);
      this.#go(before);
    };
    return h(
      "p",
      { class: "pages" },
      h("button", { type: "button", onclick: newer, disabled: this.#passed.length === 0 }, "Newer"),
      h("span", {}, `page ${this.#passed.length + 1}`),
      h("button", { type: "button", onclick: older, disabled: before === undefined }, "Older"),
    );
  }

  #go(before) {
    this.#before = before;
    this.onmove();
  }
}
