// Talks to the server: posts acts, follows events.
import {has, word} from "./words.js";

const token = document.querySelector('meta[name="tributary-token"]').content;

/** Posts an act. Throws an Error whose message is meant for the person. */
export async function post(path, fields) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: {"Content-Type": "application/json", "X-Tributary-Token": token},
      body: JSON.stringify(fields),
    });
  } catch {
    throw new Error(word("error.cut"));
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    const key = "error." + body.error;
    throw new Error(has(key) ? word(key, body) : word("error.other", {about: body.message ?? response.status}));
  }
  return body;
}

export async function get(path) {
  return (await fetch(path)).json();
}

/** Follows one user, or nobody; a new call ends the one before. */
export class Events {
  constructor(handlers) {
    this.handlers = handlers;
  }

  follow(user) {
    this.source?.close();
    clearTimeout(this.again);
    const source = new EventSource("/api/events?user=" + encodeURIComponent(user));
    this.source = source;
    for (const name of ["flow", "person", "list", "measured"]) {
      source.addEventListener(name, event => this.handlers[name](JSON.parse(event.data)));
    }
    source.onopen = () => this.handlers.connected(true);
    source.onerror = () => {
      this.handlers.connected(false);
      // after an answer that is no stream the browser gives up: begin again
      if (source.readyState === EventSource.CLOSED) this.again = setTimeout(() => this.follow(user), 2000);
    };
  }
}
