// The words of the page: one dictionary a language, the same keys in each.
import {$, memory, say} from "./dom.js";

const LANGUAGES = ["en", "zh"];
const dictionaries = {};
const listeners = [];
let language = LANGUAGES.includes(memory.get("language")) ? memory.get("language") : document.documentElement.lang;

export const locale = () => (language === "zh" ? "zh-CN" : "en");

export async function load() {
  await Promise.all(LANGUAGES.map(async one => { dictionaries[one] = await (await fetch(one + ".json")).json(); }));
  apply();
}

export function word(key, values = {}) {
  const text = dictionaries[language]?.[key] ?? dictionaries.en?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

export const has = key => key in (dictionaries.en ?? {});

export function onChange(listener) {
  listeners.push(listener);
}

export function toggle() {
  language = LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length];
  memory.set("language", language);
  apply();
}

function apply() {
  document.documentElement.lang = locale();
  for (const element of document.querySelectorAll("[data-word]")) say(element, word(element.dataset.word));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = word(element.dataset.placeholder);
  say($("language"), word("language.other"));
  $("language").setAttribute("aria-label", word("language.label"));
  $("language").lang = language === "en" ? "zh-CN" : "en";
  listeners.forEach(listener => listener());
}

export const number = (n, digits = 0) =>
  Number(n).toLocaleString(locale(), {minimumFractionDigits: digits, maximumFractionDigits: digits});

export function duration(ms) {
  if (ms < 1000) return word("time.ms", {n: number(ms)});
  if (ms < 120_000) return word("time.s", {n: number(ms / 1000, ms < 10_000 ? 1 : 0)});
  return word("time.m", {n: number(ms / 60_000)});
}

export function ago(at) {
  const seconds = Math.max(0, (Date.now() - at) / 1000);
  if (seconds < 3) return word("ago.now");
  if (seconds < 60) return word("ago.s", {n: number(seconds)});
  if (seconds < 3600) return word("ago.m", {n: number(Math.floor(seconds / 60))});
  return word("ago.h", {n: number(Math.floor(seconds / 3600))});
}
