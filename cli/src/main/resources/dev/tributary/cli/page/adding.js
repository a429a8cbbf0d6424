// Adding an item or a scenario by typing.
import {$, keep, make, say} from "./dom.js";
import {number, word} from "./words.js";
import {post} from "./server.js";

const PATIENCE_MS = 60_000;
const pending = new Map();
const early = new Map();
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
  say(item.out, result.refusal
    ? word("item.refused", {why: result.refusal})
    : word(result.rank > 0 ? "item.found" : "item.beyond", {ms: number(result.ms), rank: number(result.rank), scenario: item.scenario, user: item.user}));
  return true;
}

async function addItem() {
  clearMessages("item");
  const user = userNow();
  const scenario = $("item-scenario").value;
  const title = $("item-text").value;
  const busy = working($("item-form"));
  try {
    await send(title, scenario, user, $("item-done"));
    $("item-text").value = "";
  } catch (error) {
    fail("item", error, $("item-text"));
  } finally {
    busy.end();
  }
}

async function send(title, scenario, user, out) {
  const {item} = await post("/api/items", {user, scenario, title});
  say(out, word("item.sending"));
  const timer = setTimeout(() => {
    pending.delete(item);
    say(out, word("item.notFound"));
  }, PATIENCE_MS);
  pending.set(item, {scenario, user, out, timer});
  if (early.has(item)) measured(early.get(item));
}

async function addScenario() {
  clearMessages("scenario");
  const user = userNow();
  const id = $("scenario-id").value.trim();
  const items = $("scenario-items").value.split("\n").map(line => line.trim()).filter(line => line !== "");
  const busy = working($("scenario-form"));
  const begun = performance.now();
  say($("scenario-done"), word("scenario.working"));
  try {
    const language = /\p{Script=Han}/u.test($("scenario-text").value) ? "zh" : "en";
    await post("/api/scenarios", {user, id, description: $("scenario-text").value, language});
    say($("scenario-done"), word("scenario.done", {scenario: id, s: number((performance.now() - begun) / 1000, 1)}));
    for (const title of items) await send(title, id, user, $("item-done"));
    for (const field of ["scenario-id", "scenario-text", "scenario-items"]) $(field).value = "";
  } catch (error) {
    say($("scenario-done"), "");
    fail("scenario", error, $("scenario-id"));
  } finally {
    busy.end();
  }
}

function working(form) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  return {end: () => { button.disabled = false; }};
}

function clearMessages(name) {
  say($(name + "-error"), "");
  say($(name + "-done"), "");
}

function fail(name, error, field) {
  say($(name + "-error"), error.message);
  field.focus();
}

