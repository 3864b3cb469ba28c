/** The page on which an article is tried: hands the text to the worker and shows what it read, as text nodes. */
import { readRoles } from "../model/article.ts";
import type { Reading } from "../model/reading.ts";
import {
  type Cast,
  castOf,
  describeCondition,
  describeEvent,
  describeStatement,
  listRecords,
  type ReadingRecord,
  type Tellers,
  tellersOf,
} from "../render/describe.ts";
import { segmentsOf } from "../render/segments.ts";
import type { TryAnswer, TryRequest } from "./try-worker.ts";

const form = document.getElementById("try") as HTMLFormElement;
const state = document.getElementById("try-state") as HTMLElement;
const result = document.getElementById("try-result") as HTMLElement;
const assets = form.dataset["assets"] ?? "";

let worker: Worker | null = null;

function hire(): Worker {
  if (worker !== null) return worker;
  worker = new Worker(`${assets}try-worker.js`, { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<TryAnswer>) => receive(event.data));
  worker.addEventListener("error", () => say("The engine could not be started in this browser."));
  ask({ assets, text: null, published: null });
  say("Loading the engine…");
  return worker;
}

function ask(request: TryRequest): void {
  worker?.postMessage(request);
}

function say(text: string): void {
  state.textContent = text;
}

function receive(answer: TryAnswer): void {
  if (answer.kind === "ready") say("The engine is ready.");
  else if (answer.kind === "failed") say(`That could not be read: ${answer.message}`);
  else {
    const { reading, ms } = answer;
    const n = reading.statements.length + reading.events.length + reading.conditions.length;
    say(`${n} ${n === 1 ? "record" : "records"} in ${ms} ms, read here.`);
    show(reading);
  }
}

form.addEventListener("focusin", () => void hire());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  hire();
  const fields = new FormData(form);
  const date = String(fields.get("date") ?? "");
  say("Reading…");
  ask({ assets, text: String(fields.get("text") ?? ""), published: date === "" ? null : date });
});

function element(name: string, classes: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (classes !== "") made.className = classes;
  made.append(...children);
  return made;
}

/** Words of a record to highlight. */
function spansOf(entry: ReadingRecord): readonly { readonly start: number; readonly end: number }[] {
  if (entry.kind === "statement") return entry.record.content;
  if (entry.kind === "event") return [entry.record];
  return [entry.record.outcome, entry.record.requirement];
}

function classesOf(entry: ReadingRecord): string {
  const isOpen =
    entry.kind === "event" && entry.record.status !== "occurred" && entry.record.status !== "ongoing";
  return isOpen ? "event open" : entry.kind;
}

function show(reading: Reading): void {
  const records = listRecords(reading);
  const points = Array.from(reading.article.text);
  const spans = records.flatMap((entry, i) =>
    spansOf(entry).map(({ start, end }) => ({ start, end, label: String(i) })),
  );
  const text = element("div", "text");
  for (const block of reading.article.blocks) {
    const inside = spans.filter(({ start, end }) => start < block.end && block.start < end);
    const words = segmentsOf(block.start, block.end, inside).map(({ start, end, labels }) => {
      const piece = points.slice(start, end).join("");
      if (labels.length === 0) return piece;
      const classes = new Set(
        labels.flatMap((label) => classesOf(records[Number(label)] as ReadingRecord).split(" ")),
      );
      return element("mark", [...classes].join(" "), piece);
    });
    if (readRoles.has(block.role)) {
      text.append(
        element(block.role === "headline" ? "h2" : "p", block.role === "body" ? "" : block.role, ...words),
      );
    } else text.append(element("p", "caption", `${block.role}: `, ...words));
  }
  const cast = castOf(reading);
  const tellers = tellersOf(reading);
  const cards = element("ol", "cards", ...records.map((entry) => cardOf(cast, tellers, entry, points)));
  result.replaceChildren(text, element("section", "beside", cards));
}

function cardOf(cast: Cast, tellers: Tellers, entry: ReadingRecord, points: readonly string[]): HTMLElement {
  const sentence =
    entry.kind === "statement"
      ? describeStatement(cast, entry.record)
      : entry.kind === "event"
        ? `${describeEvent(cast, entry.record)} · ${entry.record.status}`
        : describeCondition(cast, tellers, entry.record);
  const words = spansOf(entry).map(({ start, end }) => points.slice(start, end).join(""));
  return element(
    "li",
    classesOf(entry),
    element("p", "", element("span", "kind", entry.kind.charAt(0).toUpperCase() + entry.kind.slice(1))),
    element("p", "", sentence),
    element("p", "words", `“${words.join("” … “")}”`),
  );
}
