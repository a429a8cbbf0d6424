// The user who is looked at: text profile and what they did.
import {$, keep, make, say} from "./dom.js";
import {ago, has, number, word} from "./words.js";

let person = null;
let readOnly = false;

export function beReadOnly() {
  readOnly = true;
}

export function clear() {
  person = null;
  $("person").hidden = true;
  for (const id of ["profile", "behaviors"]) {
    $(id).replaceChildren();
    $(id).kept?.clear();
  }
}

export function show(now) {
  person = now;
  redraw();
}

export function redraw() {
  if (!person) return;
  $("person").hidden = false;
  say($("revision"), person.revision === 1 ? word("profile.once") : word("profile.revision", {n: number(person.revision)}));
  const lines = (person.profile ?? "").split("\n").filter(line => line !== "");
  say($("profile-empty"), word(person.profile === null ? (readOnly ? "profile.unasked" : "profile.asking") : "profile.none"));
  $("profile-empty").hidden = lines.length > 0;
  showLines(lines);
  $("behaviors-empty").hidden = person.behaviors.length > 0;
  keep($("behaviors"), person.behaviors.slice(0, 8), one => one.event,
    () => make("li", {}, make("span", {class: "verb"}), make("span", {class: "title"}), make("small")),
    (element, one) => {
      say(element.children[0], has("action." + one.action) ? word("action." + one.action) : one.action);
      say(element.children[1], one.title + (one.text ? ": " + one.text : ""));
      say(element.children[2], one.scenario + " · " + ago(one.at));
    });
}

/** A line that was not there before is pointed out; the first time none is. */
function showLines(lines) {
  const first = $("profile").children.length === 0;
  const seen = new Map();
  const keyed = lines.map(text => {
    const n = seen.get(text) ?? 0;
    seen.set(text, n + 1);
    return {text, key: text + "\n" + n};
  });
  const fresh = keep($("profile"), keyed, one => one.key, () => make("li"), (element, one) => say(element, one.text));
  if (!first) fresh.forEach(element => element.classList.add("fresh"));
}
