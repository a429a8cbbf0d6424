// Adding an item or a scenario by typing.
import {$, keep, make, say} from "./dom.js";
import {number, word} from "./words.js";
import {post} from "./server.js";
import {lengthOf} from "./lists.js";

const PATIENCE_MS = 60_000;
const pending = new Map();
const early = new Map();
/** What each form has to say: a function, so that it can be said again in another language. */
const messages = new Map();
let userNow = () => "";

export function start(user, canAddScenarios, readOnly) {
  userNow = user;
  $("adding").hidden = readOnly;
  $("scenario-open").hidden = !canAddScenarios;
  $("scenario-closed").hidden = canAddScenarios;
  $("item-form").addEventListener("submit", event => { event.preventDefault(); addItem(); });
  $("scenario-form").addEventListener("submit", event => { event.preventDefault(); addScenario(); });
  for (const id of ["item-form", "scenario-form"]) {
    $(id).addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $(id).requestSubmit();
    });
  }
}

export function offer(scenarios) {
  keep($("item-scenario"), scenarios, id => id, id => make("option", {value: id}, id), () => {});
}

export function redraw() {
  for (const [name, message] of messages) say($(name + "-done"), message());
}

/** Returns whether the result is of an item added here. */
export function measured(result) {
  const item = pending.get(result.event);
  if (!item) {
    early.set(result.event, result);
    setTimeout(() => early.delete(result.event), PATIENCE_MS);
    return false;
  }
  pending.delete(result.event);
  clearTimeout(item.timer);
  item.done(result);
  return true;
}

async function addItem() {
  clearMessages("item");
  const user = userNow();
  const scenario = $("item-scenario").value;
  const title = $("item-text").value;
  const busy = working($("item-form"));
  try {
    await send(title, scenario, user, result => tell("item", () => found(result, scenario, user)));
    $("item-text").value = "";
    if (!messages.has("item")) tell("item", () => word("item.sending"));
  } catch (error) {
    fail("item", error, $("item-text"));
  } finally {
    busy.end();
  }
}

/** What became of an item; null: nothing, for a minute. */
function found(result, scenario, user) {
  if (!result) return word("item.notFound");
  if (result.refusal) return word("item.refused", {why: result.refusal});
  const values = {ms: number(result.ms), rank: number(result.rank), scenario, user};
  const shown = lengthOf(scenario);
  if (result.rank === 0) return word("item.beyond", values);
  return result.rank <= shown ? word("item.found", values) : word("item.below", {...values, shown: number(shown)});
}

async function send(title, scenario, user, done) {
  const {item} = await post("/api/items", {user, scenario, title});
  const timer = setTimeout(() => {
    pending.delete(item);
    done(null);
  }, PATIENCE_MS);
  pending.set(item, {done, timer});
  if (early.has(item)) measured(early.get(item));
}

async function addScenario() {
  clearMessages("scenario");
  const user = userNow();
  const id = $("scenario-id").value.trim();
  const items = $("scenario-items").value.split("\n").map(line => line.trim()).filter(line => line !== "");
  const busy = working($("scenario-form"));
  const begun = performance.now();
  tell("scenario", () => word("scenario.working"));
  try {
    const language = /\p{Script=Han}/u.test($("scenario-text").value) ? "zh" : "en";
    await post("/api/scenarios", {user, id, description: $("scenario-text").value, language});
    const seconds = (performance.now() - begun) / 1000;
    const results = [];
    tell("scenario", () => word("scenario.done", {scenario: id, s: number(seconds, 1)}) + became(results, items.length));
    for (const title of items) {
      await send(title, id, user, result => {
        results.push(result);
        redraw();
      });
    }
    for (const field of ["scenario-id", "scenario-text", "scenario-items"]) $(field).value = "";
  } catch (error) {
    fail("scenario", error, $("scenario-id"));
  } finally {
    busy.end();
  }
}

/** What became of a scenario's first items so far. */
function became(results, all) {
  const there = results.filter(result => result && !result.refusal);
  const refused = results.filter(result => result?.refusal);
  return (there.length === 0 ? "" : " " + word("scenario.found",
      {n: number(there.length), all: number(all), ms: number(there.at(-1).ms)}))
    + (refused.length === 0 ? "" : " " + word("scenario.refused",
      {n: number(refused.length), all: number(all), why: refused[0].refusal}));
}

function working(form) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  return {end: () => { button.disabled = false; }};
}

function tell(name, message) {
  messages.set(name, message);
  say($(name + "-done"), message());
}

function clearMessages(name) {
  messages.delete(name);
  say($(name + "-error"), "");
  say($(name + "-done"), "");
}

function fail(name, error, field) {
  clearMessages(name);
  say($(name + "-error"), error.message);
  field.focus();
}
