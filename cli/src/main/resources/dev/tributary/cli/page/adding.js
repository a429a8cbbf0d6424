// Adding an item or a scenario by typing.
import {$, keep, make, say} from "./dom.js";
import {number, word} from "./words.js";
import {post} from "./server.js";

const PATIENCE_MS = 60_000;
const pending = new Map();
const early = new Map();
/** What each form has to say: a function, so that it can be said again in another language. */
const messages = new Map();
/** The newest submission of each form: what comes of an earlier one is not told as this one's. */
const newest = new Map();
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
  const mine = begin("item");
  const user = userNow();
  const scenario = $("item-scenario").value;
  const title = $("item-text").value;
  const busy = working($("item-form"));
  tell(mine, () => word("item.sending"));
  try {
    await send(title, scenario, user, result => tell(mine, found(result, scenario, user)));
    $("item-text").value = "";
  } catch (error) {
    fail(mine, error, $("item-text"));
  } finally {
    busy.end();
  }
}

/** How to say what became of an item; null: nothing, for a minute. */
function found(result, scenario, user) {
  if (!result) return () => word("item.notFound");
  const {refusal, ms, rank, shown} = result;
  if (refusal) return () => word("item.refused", {why: refusal});
  const key = rank === 0 ? "item.beyond" : rank <= shown ? "item.found" : "item.below";
  return () => word(key, {ms: number(ms), rank: number(rank), shown: number(shown), scenario, user});
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
  const mine = begin("scenario");
  const user = userNow();
  const id = $("scenario-id").value.trim();
  const items = $("scenario-items").value.split("\n").map(line => line.trim()).filter(line => line !== "");
  const busy = working($("scenario-form"));
  const begun = performance.now();
  tell(mine, () => word("scenario.working"));
  try {
    const language = /\p{Script=Han}/u.test($("scenario-text").value) ? "zh" : "en";
    await post("/api/scenarios", {user, id, description: $("scenario-text").value, language});
    const seconds = (performance.now() - begun) / 1000;
    for (const field of ["scenario-id", "scenario-text"]) $(field).value = "";
    const results = [];
    tell(mine, () => word("scenario.done", {scenario: id, s: number(seconds, 1)}) + became(results, items.length));
    await sendAll(mine, items, id, user, result => {
      results.push(result);
      redraw();
    });
  } catch (error) {
    fail(mine, error, $("scenario-id"));
  } finally {
    busy.end();
  }
}

/** The scenario is there by now: an item that cannot be sent takes nothing back, and its line stays in the field. */
async function sendAll(submission, titles, scenario, user, done) {
  const unsent = [];
  for (const title of titles) {
    try {
      await send(title, scenario, user, done);
    } catch (error) {
      unsent.push({title, why: error.message});
    }
  }
  $("scenario-items").value = unsent.map(one => one.title).join("\n");
  if (unsent.length > 0) {
    complain(submission, word("scenario.unsent", {n: number(unsent.length), all: number(titles.length), why: unsent[0].why}),
      $("scenario-items"));
  }
}

/** What became of a scenario's first items so far. */
function became(results, all) {
  const there = results.filter(result => result && !result.refusal);
  const refused = results.filter(result => result?.refusal);
  const lost = results.filter(result => !result);
  const count = some => ({n: number(some.length), all: number(all)});
  let text = "";
  if (there.length > 0) text += " " + word("scenario.found", {...count(there), ms: number(there.at(-1).ms)});
  if (refused.length > 0) text += " " + word("scenario.refused", {...count(refused), why: refused[0].refusal});
  if (lost.length > 0) text += " " + word("scenario.notFound", count(lost));
  return text;
}

function working(form) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  return {end: () => { button.disabled = false; }};
}

function begin(name) {
  const submission = {name};
  newest.set(name, submission);
  clearMessages(name);
  return submission;
}

const isNewest = submission => newest.get(submission.name) === submission;

function tell(submission, message) {
  if (!isNewest(submission)) return;
  messages.set(submission.name, message);
  say($(submission.name + "-done"), message());
}

function clearMessages(name) {
  messages.delete(name);
  say($(name + "-error"), "");
  say($(name + "-done"), "");
}

/** Nothing came of the submission. */
function fail(submission, error, field) {
  if (!isNewest(submission)) return;
  clearMessages(submission.name);
  complain(submission, error.message, field);
}

function complain(submission, text, field) {
  if (!isNewest(submission)) return;
  say($(submission.name + "-error"), text);
  field.focus();
}
