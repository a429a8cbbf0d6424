// The flow: stages, figures, what is wrong.
import {$, keep, make, say} from "./dom.js";
import {ago, duration, number, word} from "./words.js";

const STAGES = ["source", "relate", "profile", "encode", "interest", "retrieve", "rank", "sink"];
const SPARK_SECONDS = 60;
const BEHIND_MS = 2000;
const MANY_WAITING = 1000;
const history = {behaviors: [], lists: []};
let last = null;
let connected = true;

export const current = () => last;

export function isConnected(yes) {
  connected = yes;
  showTrouble();
}

export function show(flow) {
  last = flow;
  connected = true;
  remember("behaviors", flow.behaviors);
  remember("lists", flow.lists);
  redraw();
}

export function redraw() {
  if (!last) return showTrouble();
  showStages();
  showFigures();
  showRefusals();
  showTrouble();
}

function remember(name, value) {
  history[name].push(value);
  if (history[name].length > SPARK_SECONDS) history[name].shift();
}

function showStages() {
  const known = Object.keys(last.stages).length > 0;
  // without Flink the two ends are known from the topics
  const rates = known ? last.stages : {source: last.behaviors, sink: last.lists};
  keep($("stages"), STAGES, stage => stage,
    stage => make("li", {}, make("strong", {}, stage), make("span", {class: "what"}), make("span", {class: "rate"})),
    (element, stage) => {
      const rate = rates[stage];
      say(element.children[1], word("stage." + stage));
      say(element.children[2], rate === undefined ? "–" : word("perSecond", {n: number(rate, rate < 10 ? 1 : 0)}));
      element.classList.toggle("runs", rate > 0);
    });
  const asked = ["no-flink", "no-job"].includes(last.stageTrouble);
  say($("stage-hint"), known ? "" : word(asked ? "flow." + last.stageTrouble : "flow.hint"));
  $("stage-hint").hidden = known;
}

function showFigures() {
  const rate = n => word("perSecond", {n: number(n, n < 10 ? 1 : 0)});
  const figures = [
    ["behaviors", rate(last.behaviors), word("figure.total", {n: number(last.totalBehaviors)}), history.behaviors],
    ["lists", rate(last.lists), word("figure.total", {n: number(last.totalLists)}), history.lists],
    ["delay", last.p50 < 0 ? "–" : word("figure.ms", {ms: number(last.p50)}), last.p50 < 0 ? "" : word("figure.p99", {ms: number(last.p99)})],
    ["items", last.items < 0 ? "–" : number(last.items), last.items < 0 ? "" : word("figure.findable")],
    ["deadLetters", rate(last.deadLetters), word("figure.total", {n: number(last.totalDeadLetters)})],
  ];
  if (last.waiting > 0) figures[0][2] = word("figure.waiting", {n: number(last.waiting)});
  keep($("figures"), figures, figure => figure[0],
    figure => make("div", {class: "figure of-" + figure[0]}, make("dt"), make("dd", {class: "value"}), make("dd", {class: "more"}),
      figure[3] ? spark() : null),
    (element, [name, value, more, values]) => {
      say(element.children[0], word("figure." + name));
      say(element.children[1], value);
      say(element.children[2], more);
      if (values) drawSpark(element.children[3], values);
    });
  document.querySelector(".figure.of-deadLetters").classList.toggle("bad", last.deadLetters > 0);
}

const SVG = "http://www.w3.org/2000/svg";

function spark() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 60 16");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "polyline"));
  const box = make("dd", {class: "spark"});
  box.append(svg);
  return box;
}

function drawSpark(box, values) {
  const most = Math.max(1, ...values);
  const points = values.map((value, i) => `${60 - values.length + i + 1},${15 - (value / most) * 14}`);
  box.querySelector("polyline").setAttribute("points", points.join(" "));
}

function showRefusals() {
  $("refusals").hidden = last.refusals.length === 0;
  keep($("refusals").querySelector("ul"), last.refusals, one => one.topic + one.at + one.message,
    () => make("li", {}, make("strong"), make("span"), make("small")),
    (element, one) => {
      say(element.children[0], one.reason);
      say(element.children[1], one.message);
      say(element.children[2], one.topic + ", " + ago(one.at));
    });
}

/** The one thing that is most wrong, in the pill and, where it must be known, in the banner. */
function showTrouble() {
  const [kind, status, banner] = trouble();
  $("status").className = "status " + kind;
  say($("status"), status);
  say($("banner"), banner);
  $("banner").className = "banner " + kind;
  $("banner").hidden = banner === "";
}

function trouble() {
  if (!connected) return ["bad", word("status.cut"), word("banner.cut")];
  if (!last || last.trouble === "connecting") return ["wait", word("status.connecting"), ""];
  if (last.trouble) return ["bad", word(last.trouble === "gone" ? "status.gone" : "status.connecting"), word("banner." + last.trouble)];
  if (last.stageTrouble === "ended") return ["bad", word("status.ended"), word("banner.ended")];
  if (last.stageTrouble === "restarting") return ["wait", word("status.restarting"), word("banner.restarting")];
  if (last.silentMs > 0) return ["wait", word("status.behind", {time: duration(last.silentMs)}), word("banner.behind", {time: duration(last.silentMs)})];
  if (last.p50 > BEHIND_MS) return ["wait", word("status.behind", {time: duration(last.p50)}), word("banner.slow", {time: duration(last.p50)})];
  if (last.waiting > MANY_WAITING) return ["wait", word("status.behind", {time: number(last.waiting)}), word("banner.waiting", {count: number(last.waiting)})];
  return ["good", word("status.live"), ""];
}
