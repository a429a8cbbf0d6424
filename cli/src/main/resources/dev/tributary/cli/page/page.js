// The page: brings its parts together, and follows one user.
import {$, keep, make, memory, say} from "./dom.js";
import {has, load, number, onChange, toggle, word} from "./words.js";
import {Events, get, post} from "./server.js";
import * as flow from "./flow.js";
import * as lists from "./lists.js";
import * as person from "./person.js";
import * as adding from "./adding.js";

const ACTIONS = ["view", "like", "save", "purchase", "read", "watch", "book", "follow"];
const THEMES = ["auto", "light", "dark"];
let user = "";
let readOnly = false;
let chosen = false;
/** What was done here last, and the lists that answered it. */
let deed = null;
const early = [];

const events = new Events({
  flow: now => {
    flow.show(now);
    if (!user && now.active.length > 0 && !chosen) follow(now.active[0].id);
    showActive(now.active);
    lists.expect(user ? now.scenarios : []);
    adding.offer(now.scenarios);
    showEmpty();
    person.redraw();
  },
  person: now => { if (user && now.id === user) person.show(now); },
  list: list => {
    if (list.user !== user) return;
    lists.show(list);
    showEmpty();
  },
  measured: result => {
    if (adding.measured(result)) return;
    if (deed?.event === result.event) answered(result);
    else if (deed && !deed.event) early.push(result);
  },
  connected: flow.isConnected,
});

function follow(id) {
  user = id;
  deed = null;
  person.clear();
  lists.clear();
  showLooks();
  if (user) history.replaceState(null, "", "#" + encodeURIComponent(user));
  events.follow(user);
}

function choose(id) {
  chosen = true;
  follow(id);
}

function becomeNew() {
  choose("you-" + crypto.getRandomValues(new Uint16Array(1))[0].toString(36));
  $("lists").focus();
}

async function act({scenario, item, causedBy}) {
  const begun = performance.now();
  const mine = {event: null, scenario, title: item.title, action: $("action").value, begun, lists: [], failure: null};
  deed = mine;
  early.length = 0;
  lists.forgetTimes();
  showAnswer();
  try {
    const {event} = await post("/api/behaviors", {user, scenario, item: item.id, action: mine.action, causedBy});
    mine.event = event;
    if (deed === mine) early.splice(0).filter(result => result.event === event).forEach(answered);
  } catch (error) {
    if (deed === mine) failed(() => error.message);
  }
}

function answered(result) {
  if (result.refusal) {
    failed(() => word("item.refused", {why: result.refusal}));
    return;
  }
  deed.lists.push(result);
  deed.screen ??= performance.now() - deed.begun;
  lists.measured(result.scenario, result.ms);
  showAnswer();
  $("answer").dataset.ms = String(Math.round(deed.lists[0].ms));
}

/** @param why a function, so that it can be said again in another language */
function failed(why) {
  deed.failure = why;
  showAnswer();
}

function showAnswer() {
  const failure = deed?.failure ?? null;
  const came = failure === null && deed?.lists.length > 0;
  $("answer").classList.toggle("told", deed !== null);
  $("answer").classList.toggle("came", came);
  $("answer").classList.toggle("failed", failure !== null);
  say($("answer"), failure ? failure() : came ? cameText() : deed ? word("answer.sent", wording(deed))
    : word(readOnly ? "answer.readOnly" : "answer.hint"));
}

function cameText() {
  const parts = deed.lists.map(one => word("answer.list", {scenario: one.scenario, ms: number(one.ms)}));
  return word("answer.came", {...wording(deed), lists: parts.join(" · ")}) + " (" + word("answer.screen", {ms: number(deed.screen)}) + ")";
}

const wording = ({action, title, scenario}) => ({action: has("action." + action) ? word("action." + action) : action, title, scenario});

function showActive(active) {
  // what somebody is about to press must not move away
  if ($("active").matches(":hover, :focus-within") && $("active").children.length > 0) return;
  $("active-empty").hidden = active.length > 0;
  keep($("active"), active, one => one.id,
    one => {
      const button = make("button", {type: "button", class: "chip"}, make("strong"), make("span"));
      button.addEventListener("click", () => choose(one.id));
      return make("li", {}, button);
    },
    (li, one) => {
      const [name, what] = li.firstElementChild.children;
      say(name, one.id);
      say(what, one.newest.title);
      li.firstElementChild.setAttribute("aria-pressed", String(one.id === user));
    });
}

function showEmpty() {
  const nobody = !user;
  $("empty").hidden = !nobody;
  say($("empty-title"), word("empty.title"));
  say($("empty-text"), word(readOnly ? "empty.readOnly" : "empty.text"));
  $("empty-new").hidden = readOnly;
}

function showLooks() {
  say($("lists-title"), user ? word("lists.title", {user}) : word("lists.nobody"));
  const theme = THEMES.includes(memory.get("theme")) ? memory.get("theme") : "auto";
  document.documentElement.dataset.theme = theme;
  say($("theme"), word("theme." + theme));
  $("theme").setAttribute("aria-label", word("theme.label", {now: word("theme." + theme)}));
  keep($("action"), ACTIONS, id => id, id => make("option", {value: id}), (option, id) => say(option, word("action." + id)));
  showAnswer();
  $("answer").hidden = !user;
  $("action").closest("label").hidden = readOnly || !user;
}

function nextTheme() {
  const now = document.documentElement.dataset.theme;
  memory.set("theme", THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
  showLooks();
}

async function suggest() {
  const {users} = await get("/api/users?like=" + encodeURIComponent($("user-input").value.trim()));
  keep($("user-ids"), users, id => id, id => make("option", {value: id}), () => {});
}

// Keyboard

const SHORTCUTS = {
  "/": () => $("user-input").focus(),
  n: () => { if (!readOnly) becomeNew(); },
  i: () => $("item-text").focus(),
  s: () => $("scenario-id").focus(),
  l: toggle,
  t: nextTheme,
  "?": () => $("keys-dialog").showModal(),
};

function shortcut(event) {
  const typing = event.target.matches("input, textarea, select") || $("keys-dialog").open;
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !$("keys-on").checked) return;
  const digit = /^[1-9]$/.test(event.key);
  if (!digit && !SHORTCUTS[event.key]) return;
  event.preventDefault();
  if (digit) lists.focusList(Number(event.key) - 1);
  else SHORTCUTS[event.key]();
}

async function begin() {
  await load();
  const start = await get("/api/start");
  readOnly = start.readOnly;
  $("read-only").hidden = !readOnly;
  $("new-user").hidden = readOnly;
  if (readOnly) person.beReadOnly();
  lists.start(act, !readOnly);
  adding.start(() => user, start.canAddScenarios, readOnly);
  $("keys-on").checked = memory.get("keys") !== "off";
  $("keys-on").addEventListener("change", () => memory.set("keys", $("keys-on").checked ? "on" : "off"));
  $("language").addEventListener("click", toggle);
  $("theme").addEventListener("click", nextTheme);
  $("keys").addEventListener("click", SHORTCUTS["?"]);
  $("new-user").addEventListener("click", becomeNew);
  $("empty-new").addEventListener("click", becomeNew);
  $("user-input").addEventListener("input", suggest);
  $("user-form").addEventListener("submit", event => {
    event.preventDefault();
    const id = $("user-input").value.trim();
    if (id) choose(id);
  });
  document.addEventListener("keydown", shortcut);
  onChange(() => { showLooks(); showEmpty(); flow.redraw(); lists.redraw(); person.redraw(); adding.redraw(); });
  addEventListener("hashchange", () => { if (named() && named() !== user) choose(named()); });
  flow.redraw();
  if (named()) choose(named());
  else follow("");
  showEmpty();
}

function named() {
  try { return decodeURIComponent(location.hash.slice(1)).slice(0, 200); } catch { return ""; }
}

begin();
