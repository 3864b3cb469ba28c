/**
 * Events against what was judged by hand: PLOVER's gold records, sentences that only tell what was said, and clauses of
 * news labelled with whether the act happened.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { extractFindings, statusAt } from "../../src/extract/extract.ts";
import type { Lexicon } from "../../src/lexicon/lexicon.ts";
import { analyze, type Knowledge } from "../../src/pipeline.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { type Article, sourceOf } from "../../src/model/article.ts";
import type { EventFinding, EventStatus, EventType, Findings, Party } from "../../src/model/finding.ts";
import { sliceSpan } from "../../src/model/span.ts";
import { parseArticle } from "../../src/parse/parse.ts";
import type { View } from "../../src/resolve/register/owners.ts";
import { actorsOfPhrase } from "../../src/resolve/register/phrases.ts";
import { readAmbiguousNames } from "../../src/resolve/register/readings.ts";
import { segmentPhrase } from "../../src/resolve/register/segments.ts";
import { resolveFindings } from "../../src/resolve/resolve.ts";
import { floorOf } from "./floors.ts";
import { givenArticle } from "./given.ts";
import { type CodedEvent, type GoldRecord, loadGold, ploverType, scoreGold } from "./gsr.ts";
import { loadNews, readNews } from "./news.ts";
import type { Row } from "./row.ts";

/** The rows for what is there of `<data>/plover` and `<data>/news`; none when the folder has neither. */
export async function evaluateEvents(data: string): Promise<Row[]> {
  const gold = loadGold(data);
  const knowledge = await loadKnowledge();
  const rows: Row[] = [];
  const row = (measure: string, value: number, note: string): Row => ({
    group: "events",
    measure,
    value,
    floor: floorOf("events", measure),
    note,
  });
  if (gold.length !== 0) {
    const coded = gold.map((it) => codeRecord(knowledge, it.text));
    // Every fourth record is read by nobody who writes frames; the other three are.
    const isUnread = (i: number): boolean => i % 4 === 3;
    const part = (unread: boolean): { gold: GoldRecord[]; coded: CodedEvent[][] } => ({
      gold: gold.filter((_, i) => isUnread(i) === unread),
      coded: coded.filter((_, i) => isUnread(i) === unread),
    });
    for (const [name, records] of [
      ["GSR", { gold, coded }],
      ["GSR read", part(false)],
      ["GSR unread", part(true)],
    ] as const) {
      const scores = scoreGold(records.gold, records.coded);
      const note = `${scores.n} records; what happened, in text order`;
      rows.push(
        row(`${name}: type, first`, scores.type, note),
        row(`${name}: actor F1`, scores.actorF1, note),
        row(`${name}: recipient F1`, scores.recipientF1, note),
        row(
          `${name}: full record F1`,
          scores.fullF1,
          `precision ${scores.fullPrecision.toFixed(1)}, recall ${scores.fullRecall.toFixed(1)}`,
        ),
      );
    }
    rows.push(
      row(
        "sentences without event: none found",
        quietShare(knowledge),
        "per cent of test/cases/extract/said.txt",
      ),
    );
  }
  const model = modelCase(knowledge, data);
  if (model !== null)
    rows.push(
      row("model case: told as done", model.found, `of ${modelEvents.length} of DESIGN.md 1`),
      row("model case: else told as done", -model.wrong, "records of what did not happen, as a debt"),
    );
  const statuses = await scoreStatuses(knowledge, data);
  for (const [name, { right, n }] of statuses)
    rows.push(row(`status right${name}`, (100 * right) / n, `of ${n} clauses of news, labelled`));
  return rows;
}

/** The events of a text that happened, as codes. */
export function codeRecord(knowledge: Knowledge, text: string): CodedEvent[] {
  const findings = findingsOf(knowledge, text);
  // What has happened first; what is to come only where a sentence tells of nothing else.
  const coded = (statuses: readonly EventStatus[]): CodedEvent[] =>
    findings.events.flatMap((it) => {
      const type = statuses.includes(it.status) ? ploverType(it.type, it.status) : null;
      return type === null ? [] : [{ ...codeEvent(knowledge, text, findings, it), type }];
    });
  const done = coded(["occurred", "ongoing"]);
  return 0 < done.length ? done : coded(["planned", "threatened", "negated"]);
}

function findingsOf({ lexicon, engine, attributor, scorer }: Knowledge, text: string): Findings {
  const parse = parseArticle(engine, givenArticle(text));
  return resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse, scorer));
}

/**
 * An event with its parties as countries, by the register and by who the article resolves them to; where neither tells,
 * the one country that the text names.
 */
export function codeEvent(
  { lexicon }: Knowledge,
  text: string,
  { actors }: Findings,
  event: EventFinding,
): CodedEvent {
  const view: View = { day: null, readings: readAmbiguousNames(lexicon, text) };
  const all = countriesNamed(lexicon, text, view);
  const codes = (parties: readonly Party[]): Set<string> => {
    const found = new Set<string>();
    for (const party of parties) {
      const named = actorsOfPhrase(lexicon, sliceSpan(text, party), view).flatMap(
        ({ code, home }) => countryOf(lexicon, code, home) ?? [],
      );
      const code = party.actor === null ? null : (actors[party.actor]?.code ?? null);
      const resolved = code === null ? null : countryOf(lexicon, code, null);
      const within = countriesNamed(lexicon, sliceSpan(text, party), view);
      const only = within.size === 1 ? within : all.size === 1 ? all : [];
      for (const it of 0 < named.length ? named : resolved !== null ? [resolved] : only) found.add(it);
    }
    return found;
  };
  return { type: event.type, actors: codes(event.actors), recipients: codes(event.recipients) };
}

/** The country that gold codes an actor as: a body is of its home, one of states "IGO", armed ones of none "IMG", media are nobody. */
function countryOf(lexicon: Lexicon, code: string | null, home: string | null): string | null {
  const body = code === null ? undefined : lexicon.actors.get(code);
  if (body?.sector === "MED") return null;
  const country = home ?? body?.home ?? (body?.sector === "GOV" ? code : null);
  if (country !== null) return country === "XKX" ? "KOS" : country;
  return body?.sector === "IGO" ? "IGO" : body?.sector === "REB" ? "IMG" : null;
}

/** Countries of the names in a text. */
function countriesNamed(lexicon: Lexicon, text: string, view: View): Set<string> {
  const found = new Set<string>();
  for (const { kind, text: name } of segmentPhrase(lexicon, text)) {
    if (kind !== "name" && kind !== "place") continue;
    const [actor] = actorsOfPhrase(lexicon, name, view);
    const country = actor === undefined ? null : countryOf(lexicon, actor.code, actor.home);
    if (country !== null) found.add(country);
  }
  return found;
}

/** Per cent of sentences that only tell what was said in which no event is found. */
function quietShare(knowledge: Knowledge): number {
  const sentences = readFileSync("test/cases/extract/said.txt", "utf8")
    .split("\n")
    .filter((it) => it !== "" && !it.startsWith("#"));
  const nQuiet = sentences.filter((it) => findingsOf(knowledge, it).events.length === 0).length;
  return (100 * nQuiet) / sentences.length;
}

/** What must be told as done in `seed/article.txt`: type, words of an actor and of a recipient, "" where none is asked for. */
const modelEvents: readonly (readonly [EventType, string, string])[] = [
  ["SANCTION", "Ukraine", "Russia"],
  ["COERCE", "Ukraine", ""],
  ["MOBILIZE", "Ukraine", ""],
  ["SANCTION", "Western countries", "Russian politicians"],
  ["SANCTION", "the United States", "Russian diplomatic missions"],
  ["ASSAULT", "Putin", "Ukraine"],
  ["CONSULT", "", ""],
];

/** How many of them are found, and how much else is told as done; null without the model case. */
function modelCase(knowledge: Knowledge, data: string): { found: number; wrong: number } | null {
  const file = path.join(data, "seed", "article.txt");
  if (!existsSync(file)) return null;
  const { events } = analyze(knowledge, sourceOf(readFileSync(file), { published: "2022-06-16" }));
  const done = events.filter((it) => it.status === "occurred" || it.status === "ongoing");
  const isOf = (
    event: (typeof done)[number],
    [type, actor, recipient]: (typeof modelEvents)[number],
  ): boolean =>
    event.type === type &&
    (actor === "" || event.actors.some((it) => it.exact.includes(actor))) &&
    (recipient === "" || event.recipients.some((it) => it.exact.includes(recipient)));
  return {
    found: modelEvents.filter((it) => done.some((event) => isOf(event, it))).length,
    wrong: done.filter((event) => !modelEvents.some((it) => isOf(event, it))).length,
  };
}

interface Label {
  readonly hash: string;
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly status: EventStatus;
}

/** The sets of labels. */
const labelFiles = [
  { file: "scripts/eval/status-labels.tsv", name: "" },
  { file: "scripts/eval/status-labels-second.tsv", name: ", second set" },
];
/** Of every so many labels of a set the last is not read. */
const setAside = 4;

/** Right statuses of the labelled clauses: all, those that rules were written with, those that were not read. */
async function scoreStatuses(
  knowledge: Knowledge,
  data: string,
): Promise<Map<string, { right: number; n: number }>> {
  const parts = new Map<string, { right: number; n: number }>();
  const items = await loadNews(data);
  if (items === null) return parts;
  const articles = new Map(
    readNews(items).flatMap((it): [string, Article][] => (it instanceof Error ? [] : [[it.hash, it]])),
  );
  for (const { file, name } of labelFiles) {
    readLabels(file).forEach((label, i) => {
      const article = articles.get(label.hash);
      const found = article === undefined ? null : statusOfLabel(knowledge, article, label);
      for (const part of [name, `${name}, ${i % setAside < setAside - 1 ? "read part" : "unread part"}`]) {
        const { right, n } = parts.get(part) ?? { right: 0, n: 0 };
        parts.set(part, { right: right + (found === label.status ? 1 : 0), n: n + 1 });
      }
    });
  }
  return parts;
}

function readLabels(file: string): Label[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): Label => {
      const [hash, start, end, words, status] = line.split("\t") as [
        string,
        string,
        string,
        string,
        EventStatus,
      ];
      return { hash, start: Number(start), end: Number(end), words, status };
    });
}

/** The status that the program gives at a label; null where the words have moved. */
export function statusOfLabel(
  { lexicon, engine, attributor }: Knowledge,
  article: Article,
  label: Label,
): EventStatus | null {
  const points = Array.from(article.text);
  const exact = points.slice(label.start, label.end).join("");
  if (createHash("sha256").update(exact).digest("hex").slice(0, 12) !== label.words) return null;
  const start = points.slice(0, label.start).join("").length;
  return statusAt(lexicon, attributor, parseArticle(engine, article), start);
}
