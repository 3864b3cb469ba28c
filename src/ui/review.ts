/**
 * Review by keyboard in the article reader: one key decides and goes on. Clicking selects and never decides. The page
 * works without this script, deciding on a record's own page; keys and labels come from the page's panel of keys.
 */

import { byId, listenToKeys } from "./keys.ts";
import { type Decision, openEditor, openNoter } from "./review-dialogs.ts";

const cards = byId<HTMLOListElement>("cards");
const tools = byId("tools");
const message = byId("message");

/** What was decided here, the last last, so that undo knows what it undoes. */
const decided: string[] = [];
let selected: HTMLLIElement | null = null;
let isBusy = false;
/** Of a team's readers, who look and do not decide. */
const isReadOnly = tools.dataset["readOnly"] !== undefined;

/** Marks by the number of a mention, looked up once: a page may hold thousands. */
let marks = new Map<string, HTMLElement[]>();

function gatherMarks(): void {
  marks = new Map();
  for (const mark of document.querySelectorAll<HTMLElement>("#text mark[data-m]")) {
    for (const number of (mark.dataset["m"] ?? "").split(" ")) {
      const list = marks.get(number);
      if (list === undefined) marks.set(number, [mark]);
      else list.push(mark);
    }
  }
}

const marksOf = (card: HTMLElement): readonly HTMLElement[] => marks.get(card.dataset["m"] ?? "") ?? [];
const boxOf = (card: HTMLElement) => card.querySelector<HTMLInputElement>("input[name=id]");
const listCards = (): HTMLLIElement[] => [...cards.children] as HTMLLIElement[];

function select(card: HTMLLIElement | null, scrolls = true): void {
  if (selected !== null) {
    selected.classList.remove("selected");
    selected.removeAttribute("aria-current");
    for (const mark of marksOf(selected)) mark.classList.remove("selected");
  }
  selected = card;
  rememberSelected();
  byId("text").classList.toggle("has-selection", card !== null);
  if (card === null) return;
  card.classList.add("selected");
  card.setAttribute("aria-current", "true");
  const [first] = marksOf(card);
  for (const mark of marksOf(card)) mark.classList.add("selected");
  if (!scrolls) return;
  first?.closest("details")?.setAttribute("open", "");
  const isNarrow = window.matchMedia("(max-width: 56rem)").matches;
  if (!isNarrow) first?.scrollIntoView({ block: "center" });
  const link = card.querySelector<HTMLElement>("a.kind");
  card.scrollIntoView({ block: isNarrow ? "center" : "nearest" });
  link?.focus({ preventScroll: true });
}

/** Milliseconds after which the address follows: whoever holds a key down passes many records. */
const settleMs = 150;
let settling: number | undefined;

/** Keeps the selected record in the address, so that reloading and sending it lead back to it. */
function rememberSelected(): void {
  window.clearTimeout(settling);
  settling = window.setTimeout(() => {
    const { pathname, search } = window.location;
    const mention = selected === null ? "" : `#${selected.id.replace(/^card-/, "")}`;
    window.history.replaceState(null, "", pathname + search + mention);
  }, settleMs);
}

function step(by: 1 | -1): void {
  const all = listCards();
  const at = selected === null ? (by === 1 ? -1 : all.length) : all.indexOf(selected);
  const next = all[at + by];
  if (next !== undefined) select(next);
  else say(by === 1 ? "That was the last record here." : "This is the first record.");
}

function say(text: string | null): void {
  message.hidden = text === null;
  message.textContent = text ?? "";
}

interface Answer {
  readonly ok: boolean;
  readonly record?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly message: string };
}

async function post(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

/** Sends one thing at a time: the answer tells the revision that the next decision needs. */
async function send(run: () => Promise<void>): Promise<void> {
  if (isBusy || isReadOnly) return;
  isBusy = true;
  try {
    await run();
  } catch {
    say("The server did not answer: is demarche serve still running?");
  } finally {
    isBusy = false;
  }
}

function decide(action: Decision, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  return send(async () => {
    const card = selected;
    if (card === null) {
      step(1);
      return;
    }
    const id = card.dataset["record"] ?? "";
    const revision = Number(card.dataset["revision"]);
    const answer = await post(`/api/v1/records/${id}/reviews`, { action, revision, ...more });
    if (!answer.ok) {
      await renew();
      say(answer.error?.message ?? "That was refused.");
      return;
    }
    decided.push(id);
    show(id, answer.record ?? {});
    say(null);
    step(1);
  });
}

function undo(): Promise<void> {
  return send(async () => {
    const id = decided.pop() ?? selected?.dataset["record"];
    if (id === undefined) {
      say("Nothing was decided here yet.");
      return;
    }
    const seen = listCards().find((it) => it.dataset["record"] === id)?.dataset["revision"];
    const answer = await post(
      `/api/v1/records/${id}/undo${seen === undefined ? "" : `?revision=${seen}`}`,
      {},
    );
    if (!answer.ok) {
      await renew();
      say(answer.error?.message ?? "That was refused.");
      return;
    }
    await renew();
    const card = listCards().find((it) => it.dataset["record"] === id);
    select(card ?? null);
    say("Taken back.");
  });
}

const decisionWords: Readonly<Record<string, string>> = {
  accept: "accepted",
  fix: "corrected",
  reject: "rejected",
};

/** Shows what was decided on every card of the record, without loading anything. */
function show(id: string, record: Readonly<Record<string, unknown>>): void {
  for (const card of listCards()) {
    if (card.dataset["record"] !== id) continue;
    const review = typeof record["review"] === "string" ? record["review"] : "";
    card.dataset["revision"] = String(record["revision"]);
    card.dataset["review"] = review;
    card.querySelector(".decision")?.remove();
    const badge = document.createElement("span");
    badge.className = `decision ${review}`;
    badge.textContent = decisionWords[review] ?? "";
    if (review !== "") card.querySelector("a.kind")?.after(" ", badge);
    for (const mark of marksOf(card)) mark.classList.toggle("rejected", review === "reject");
  }
  count();
}

function count(): void {
  const all = listCards();
  const nDone = all.filter((card) => card.dataset["review"] !== "").length;
  byId("progress").textContent = `${nDone} of ${all.length} reviewed`;
}

/** Takes text and cards anew from the server, where words or types have changed. */
async function renew(): Promise<void> {
  const at = selected?.id;
  const response = await fetch(window.location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const ticked = new Set(listCards().flatMap((card) => (boxOf(card)?.checked ? [boxOf(card)?.value] : [])));
  for (const id of ["text", "cards"]) {
    const fresh = page.getElementById(id);
    if (fresh !== null) byId(id).replaceChildren(...fresh.childNodes);
  }
  for (const box of listCards().map(boxOf)) if (box !== null) box.checked = ticked.has(box.value);
  gatherMarks();
  count();
  selected = null;
  select(at === undefined ? null : (document.getElementById(at) as HTMLLIElement | null));
}

/** Moves an end of the selected words by a word. */
function moveEnd(edge: "start" | "end", by: 1 | -1): Promise<void> {
  return send(async () => {
    if (selected === null) return;
    const mention = selected.id.replace("card-", "");
    const isCondition = selected.classList.contains("condition");
    const response = await fetch(`${window.location.pathname}/mentions/${mention}/span`, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({
        edge,
        by: String(by),
        part: isCondition ? "requirement" : "",
        revision: selected.dataset["revision"] ?? "",
      }),
    });
    if (!response.ok) {
      say(((await response.json()) as Answer).error?.message ?? "That was refused.");
      return;
    }
    decided.push(selected.dataset["record"] ?? "");
    await renew();
    say(null);
  });
}

const actions: Readonly<Record<string, () => unknown>> = {
  next: () => step(1),
  previous: () => step(-1),
  accept: () => decide("accept"),
  reject: () => decide("reject"),
  skip: () => step(1),
  pick: () => {
    const box = selected === null ? null : boxOf(selected);
    if (box === null) step(1);
    else box.checked = !box.checked;
  },
  undo,
  edit: () => !isReadOnly && selected !== null && openEditor(selected, decide),
  note: () => !isReadOnly && selected !== null && openNoter(decide),
  "start-left": () => moveEnd("start", -1),
  "start-right": () => moveEnd("start", 1),
  "end-left": () => moveEnd("end", -1),
  "end-right": () => moveEnd("end", 1),
  article: () => byId("next-article").click(),
  search: () => byId("q").focus(),
  close: () => {
    select(null);
    say(null);
  },
};

tools.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("button[data-action]");
  if (button !== null) void actions[button.dataset["action"] ?? ""]?.();
});

cards.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  const card = target.closest<HTMLLIElement>("li");
  if (card === null || target.closest("a:not(.kind), .pick") !== null) return;
  event.preventDefault();
  select(card);
});

byId("text").addEventListener("click", (event) => {
  const mark = (event.target as HTMLElement).closest<HTMLElement>("mark[data-m]");
  if (mark === null) return;
  const numbers = (mark.dataset["m"] ?? "").split(" ");
  const here = listCards().filter((card) => numbers.includes(card.dataset["m"] ?? ""));
  // A second click on overlapping words goes on to the next of them.
  const at = selected === null ? -1 : here.indexOf(selected);
  select(here[(at + 1) % here.length] ?? null, false);
  selected?.scrollIntoView({ block: "nearest" });
});

listenToKeys(actions);
gatherMarks();
tools.hidden = false;
const hash = window.location.hash.slice(1);
if (hash !== "") select(document.getElementById(`card-${hash}`) as HTMLLIElement | null);
