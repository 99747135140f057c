import { get } from "./api.js";
import { calls } from "./calls.js";
import { h, to } from "./dom.js";
import { functions } from "./functions.js";
import { messages } from "./messages.js";
import { phones } from "./phones.js";
import { requests } from "./requests.js";
import { resources } from "./resources.js";
import { steering } from "./steering.js";

/** The parts of the page: each gives a node, and refreshes what it shows when something has changed. */
const parts = { calls, messages, requests, functions, resources, phones, steering };
const names = {
  calls: "Calls",
  messages: "Messages",
  requests: "Requests",
  functions: "Functions",
  resources: "Resources",
  phones: "Phones",
  steering: "Steering",
};

/** How often the page asks whether something has changed, in milliseconds. */
const interval = 700;

const byId = (id) => document.getElementById(id);
const account = byId("account");
let refresh = async () => {};
let revision;

let shown = {};
let turns = 0;

/** Shows the part that the address names, once it is complete; its forms stay as they are while one looks around in it. */
async function show() {
  const turn = ++turns;
  const [name = "", query = ""] = location.hash.slice(1).split("?");
  const part = Object.hasOwn(parts, name) ? name : "calls";
  const chosen = Object.fromEntries(new URLSearchParams(query));
  const view = parts[part]({ account: account.value, query: chosen, moved: restart });
  await view.refresh();
  if (turn !== turns) return;
  refresh = view.refresh;
  const isSame = shown.part === part;
  if (isSame && shown.account === account.value) keepForms(view.node);
  shown = { part, account: account.value };
  document.title = `${names[part]} · Emulator`;
  byId("main").replaceChildren(h("h1", {}, names[part]), view.node);
  for (const link of byId("parts").querySelectorAll("a")) {
    if (link.hash === to(part)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const detail = Object.keys(chosen).length > 0 ? byId("main").querySelector("article h2") : null;
  if (detail) detail.focus({ preventScroll: matchMedia("(min-width: 900px)").matches });
  else if (!isSame || document.activeElement === document.body) byId("main").focus({ preventScroll: true });
}

function keepForms(node) {
  const fresh = node.querySelectorAll("details.form");
  for (const [index, form] of byId("main").querySelectorAll("details.form").entries())
    fresh[index]?.replaceWith(form);
}

async function loadAccounts() {
  const accounts = await get("accounts");
  const wanted = account.value;
  account.replaceChildren(
    ...accounts.map(({ sid, name }) =>
      h("option", { value: sid, selected: sid === wanted }, `${name} (${sid.slice(0, 8)}…)`),
    ),
  );
}

/** Begins anew: what was there may have gone. */
async function restart() {
  await loadAccounts();
  await look();
}

async function look() {
  try {
    const { time, revision: now } = await get("changes");
    byId("time").textContent = `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
    byId("time").dateTime = time;
    if (byId("connection").textContent !== "") byId("connection").textContent = "";
    if (now === revision) return;
    revision = now;
    if (account.options.length === 0) await loadAccounts();
    await refresh();
  } catch {
    lost();
  }
}

function lost() {
  if (byId("connection").textContent === "") byId("connection").textContent = "The emulator does not answer.";
}

async function watch() {
  if (!document.hidden) await look();
  setTimeout(watch, interval);
}

byId("parts").append(
  h(
    "ul",
    {},
    Object.entries(names).map(([id, label]) => h("li", {}, h("a", { href: to(id) }, label))),
  ),
);
await loadAccounts();
account.onchange = () => show().catch(lost);
addEventListener("hashchange", () => show().catch(lost));
await show();
await watch();
