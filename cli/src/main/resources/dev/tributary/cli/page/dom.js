// Elements are made here and only here; text goes in as text, never as markup.

export const $ = id => document.getElementById(id);

/** make("li", {class: "x", title: "y"}, "text", child, ...) */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Writes only what differs, so that nothing is announced or repainted twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of a parent those of the data, in order, reusing the element of each key.
 * create(datum) makes an element, update(element, datum, index) fills it. Returns the elements that are new.
 */
export function keep(parent, data, keyOf, create, update) {
  const known = parent.kept ?? (parent.kept = new Map());
  const before = new Set(known.keys());
  const fresh = [];
  let next = parent.firstElementChild;
  data.forEach((datum, index) => {
    const key = keyOf(datum);
    before.delete(key);
    let element = known.get(key);
    if (!element) {
      element = create(datum);
      known.set(key, element);
      fresh.push(element);
    }
    update(element, datum, index);
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  });
  for (const key of before) {
    known.get(key).remove();
    known.delete(key);
  }
  return fresh;
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Remembers something between visits, where the browser allows it. */
export const memory = {
  get(key) {
    try { return localStorage.getItem("tributary." + key); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem("tributary." + key, value); } catch { /* a private window */ }
  },
};
