// The lists of all scenarios: drawn in place, changes pointed out, moved through with the arrow keys.
import {$, calm, keep, make, say} from "./dom.js";
import {number, word} from "./words.js";

const POINTED_OUT_MS = 6000;
const shown = new Map();
let scenarios = [];
let act = () => {};
let canAct = true;

export function start(onAct, mayAct) {
  act = onAct;
  canAct = mayAct;
  $("lists").addEventListener("keydown", move);
}

export function clear() {
  shown.clear();
  $("lists").replaceChildren();
  $("lists").kept?.clear();
  redraw();
}

/** Scenarios whose lists are expected. */
export function expect(ids) {
  if (ids.join() === scenarios.join()) return;
  scenarios = ids;
  redraw();
}

export const scenariosNow = () => [...new Set([...scenarios, ...shown.keys()])].sort();

export function show(list) {
  const before = shown.get(list.scenario);
  const ranks = before ? new Map(before.list.items.map(item => [item.id, item.rank])) : null;
  const until = performance.now() + POINTED_OUT_MS;
  const moves = new Map();
  if (ranks) {
    for (const item of list.items) {
      const rank = ranks.get(item.id);
      if (rank === undefined) moves.set(item.id, "new");
      else if (rank !== item.rank) moves.set(item.id, rank - item.rank);
    }
  }
  // what was pointed out a moment ago stays so if this list says nothing newer
  const here = new Set(list.items.map(item => item.id));
  for (const [id, old] of before?.moves ?? []) {
    if (here.has(id) && !moves.has(id) && before.until > performance.now()) moves.set(id, old);
  }
  shown.set(list.scenario, {list, moves, until: moves.size > 0 ? until : 0, ms: before?.ms});
  if (moves.size > 0) setTimeout(calmDown, POINTED_OUT_MS + 50);
  redraw();
}

export function measured(scenario, ms) {
  const one = shown.get(scenario);
  if (one) {
    one.ms = ms;
    one.msUntil = performance.now() + POINTED_OUT_MS;
    redraw();
    setTimeout(calmDown, POINTED_OUT_MS + 50);
  }
}

/** No list bears a time any more: a new act has begun. */
export function forgetTimes() {
  shown.forEach(one => { one.ms = undefined; });
}

function calmDown() {
  const now = performance.now();
  for (const one of shown.values()) {
    if (one.until <= now) one.moves = new Map();
  }
  redraw();
}

export function redraw() {
  const focused = document.activeElement?.closest?.(".item");
  const place = focused && {list: focused.closest(".list"), id: focused.dataset.item, index: indexOf(focused)};
  const tops = calm.matches ? null : positions();
  keep($("lists"), scenariosNow(), id => id, createList, updateList);
  if (tops) slide(tops);
  if (place && document.activeElement !== focused) refocus(place);
}

function createList(scenario) {
  const id = "list-" + [...scenario].map(c => c.codePointAt(0).toString(36)).join("-");
  return make("section", {class: "card list", "aria-labelledby": id},
    make("header", {}, make("h3", {id}, scenario), make("span", {class: "note"})),
    make("ol"),
    make("p", {class: "hint"}),
    unfold());
}

/** On a narrow screen a list begins short. */
function unfold() {
  const button = make("button", {type: "button", class: "quiet unfold"});
  button.addEventListener("click", () => {
    const section = button.closest(".list");
    section.classList.add("open");
    focusItem(buttons(section)[5]);
  });
  return button;
}

function updateList(section, scenario) {
  const one = shown.get(scenario);
  const items = one?.list.items ?? [];
  const [header, ol, hint, more] = section.children;
  const note = header.children[1];
  const timed = one?.ms !== undefined;
  note.classList.toggle("timed", timed);
  say(note, timed ? word("list.ms", {ms: number(one.ms)})
    : one?.list.degraded ? word("list.degraded", {why: one.list.degraded})
    : one?.moves.size > 0 ? word("list.updated", {n: one.moves.size}) : "");
  section.classList.toggle("changed", one?.moves.size > 0);
  hint.hidden = items.length > 0;
  more.hidden = items.length < 6;
  say(more, word("list.all", {n: items.length}));
  say(hint, word(one ? "list.empty" : "list.waiting"));
  keep(ol, items, item => item.id, item => createItem(section, scenario, item), (element, item) => updateItem(element, item, one));
  makeReachable(ol);
}

function createItem(section, scenario, item) {
  const button = make("button", {type: "button", class: "item", tabindex: "-1", "data-item": item.id},
    make("span", {class: "rank"}),
    make("span", {class: "text"}, make("span", {class: "title"}), make("span", {class: "reasons"})),
    make("span", {class: "move", "aria-hidden": "true"}));
  button.addEventListener("click", () => {
    const list = shown.get(scenario)?.list;
    const now = list?.items.find(one => one.id === item.id) ?? item;
    if (canAct) act({scenario, item: now, causedBy: list?.id ?? ""});
  });
  if (!canAct) button.setAttribute("aria-disabled", "true");
  return make("li", {}, button);
}

function updateItem(li, item, one) {
  const button = li.firstElementChild;
  const [rank, text, move] = button.children;
  say(rank, String(item.rank));
  say(text.children[0], item.title);
  keep(text.children[1], item.reasons.map((reason, i) => ({reason, i})), reason => reason.i,
    () => make("span"), (element, reason) => say(element, reason.reason));
  const source = item.sources.map(name => word("source." + name)).join(", ");
  button.title = source;
  const moved = one.moves.get(item.id);
  li.className = moved === undefined ? "" : moved === "new" ? "fresh" : moved > 0 ? "up" : "down";
  say(move, moved === undefined ? "" : moved === "new" ? "✦" : moved > 0 ? "▲" + moved : "▼" + -moved);
}

// Keyboard: one stop of the Tab key a list, arrows inside.

const buttons = section => [...section.querySelectorAll(".item")];
const indexOf = button => buttons(button.closest(".list")).indexOf(button);

function makeReachable(ol) {
  const all = [...ol.querySelectorAll(".item")];
  if (all.length > 0 && !all.some(button => button.tabIndex === 0)) all[0].tabIndex = 0;
}

export function focusItem(button, options) {
  if (!button) return;
  buttons(button.closest(".list")).forEach(one => { one.tabIndex = one === button ? 0 : -1; });
  button.focus(options);
}

export function focusList(index) {
  const section = $("lists").children[index];
  if (section) focusItem(buttons(section).find(one => one.tabIndex === 0) ?? buttons(section)[0]);
}

function move(event) {
  const button = event.target.closest(".item");
  if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
  const section = button.closest(".list");
  const index = indexOf(button);
  const sections = [...$("lists").children];
  const beside = step => {
    for (let i = sections.indexOf(section) + step; i >= 0 && i < sections.length; i += step) {
      const there = buttons(sections[i]);
      if (there.length > 0) return there[Math.min(index, there.length - 1)];
    }
    return null;
  };
  const target = {
    ArrowDown: () => buttons(section)[index + 1],
    ArrowUp: () => buttons(section)[index - 1],
    ArrowRight: () => beside(1),
    ArrowLeft: () => beside(-1),
    Home: () => buttons(section)[0],
    End: () => buttons(section).at(-1),
  }[event.key];
  if (target) {
    event.preventDefault();
    focusItem(target());
  }
}

/**
 * The item that had the focus may have moved or gone: the focus stays with it, or at its place. The page is scrolled after it only when items
 * have slid, and only for those who see the focus.
 */
function refocus({list, id, index}) {
  const there = buttons(list);
  const target = there.find(one => one.dataset.item === id) ?? there[Math.min(index, there.length - 1)];
  if (!target) return;
  focusItem(target, {preventScroll: true});
  const slid = target.parentElement.getAnimations().map(one => one.finished);
  Promise.allSettled(slid).then(() => {
    if (document.activeElement === target && target.matches(":focus-visible")) target.scrollIntoView({block: "nearest"});
  });
}

// Items slide from where they were to where they are.

function positions() {
  return new Map([...$("lists").querySelectorAll("li")].map(li => [li, li.offsetTop]));
}

function slide(tops) {
  for (const [li, top] of tops) {
    const by = li.isConnected ? top - li.offsetTop : 0;
    if (by !== 0) li.animate([{transform: `translateY(${by}px)`}, {transform: "none"}], {duration: 260, easing: "ease-out"});
  }
}
