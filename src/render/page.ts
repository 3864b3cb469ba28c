/**
 * Readings as one self-contained HTML page: the canonical text with its spans highlighted, and the records
 * beside it. No script, no outside request, no source markup; numbered references lead from the words to the
 * record and back, so it works by keyboard and on paper.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { readRoles } from "../model/article.ts";
import type { Evidence, Reading } from "../model/reading.ts";
import {
  type Cast,
  castOf,
  describeCondition,
  describeEvent,
  describeStatement,
  listRecords,
  printable,
  type ReadingRecord,
  type Tellers,
  tellersOf,
} from "./describe.ts";
import { type Labelled, segmentsOf } from "./segments.ts";
import { pageStyle } from "./page-style.ts";

/** A record with what the page needs to point at it. */
interface Note {
  readonly entry: ReadingRecord;
  /** `S1`, `E2`, `C1`: counted per kind in reading order. */
  readonly number: string;
  /** CSS classes: the kind, and `open` for an event that has not occurred. */
  readonly classes: string;
  /** The words to highlight, in text order. */
  readonly spans: readonly Evidence[];
}

/** The page, from doctype to final newline. */
export function renderPage(readings: readonly Reading[]): string {
  const title =
    readings.length === 1
      ? (readings[0]?.article.title ?? "A reading")
      : `${readings.length} articles read by Demarche`;
  const contents = readings.map(
    (reading, i) =>
      `<li><a href="#article-${i + 1}">${escape(reading.article.title ?? "(no title)")}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header class="page">
<h1>Demarche</h1>
<p>Who said what, what happened, on what conditions: each record with its exact words. Highlights: <mark class="statement">statement</mark>, <mark class="event">event that occurred</mark>, <mark class="event open">event that has not</mark>, <mark class="condition">condition</mark>.</p>
${readings.length > 1 ? `<nav aria-label="Articles"><ol>${contents.join("")}</ol></nav>` : ""}
</header>
<main>
${readings.map((reading, i) => renderArticle(reading, i + 1)).join("\n")}
</main>
</body>
</html>
`;
}

/** The style's hash for the Content-Security-Policy, so that no other style can be slipped in. */
const styleHash = `sha256-${toBase64(sha256(utf8ToBytes(pageStyle)))}`;

function renderArticle(reading: Reading, number: number): string {
  const { article } = reading;
  const cast = castOf(reading);
  const tellers = tellersOf(reading);
  const notes = listNotes(reading);
  const facts = [article.published, article.outlet, article.authors.join(", "), article.url].filter(Boolean);
  const remarks = reading.diagnostics.map(
    (it) =>
      `<li>${escape(`${it.severity}: ${it.message}`)} <span class="role">[${escape(it.code)}]</span></li>`,
  );
  const hasHeadline = article.blocks.some((block) => block.role === "headline");
  return `<article id="article-${number}">
<div class="text" lang="${escape(article.language ?? "en")}">
${hasHeadline ? "" : `<h2>${escape(article.title ?? "(no title)")}</h2>\n`}<p class="facts">${escape(facts.join(" · "))}</p>
${renderBlocks(reading, notes, number)}
</div>
<section aria-label="Records">
<ol class="records">
${notes.map((note) => renderNote(cast, tellers, note, number)).join("\n")}
</ol>
${notes.length === 0 ? "<p>No statement, event or condition was found.</p>" : ""}
${remarks.length === 0 ? "" : `<ul class="remarks">${remarks.join("")}</ul>`}
</section>
</article>`;
}

function listNotes(reading: Reading): Note[] {
  const counts = { statement: 0, event: 0, condition: 0 };
  return listRecords(reading).map((entry) => {
    const number = entry.kind.charAt(0).toUpperCase() + String(++counts[entry.kind]);
    switch (entry.kind) {
      case "statement":
        return { entry, number, classes: "statement", spans: entry.record.content };
      case "event": {
        const { status } = entry.record;
        const classes = status === "occurred" || status === "ongoing" ? "event" : "event open";
        return { entry, number, classes, spans: [entry.record] };
      }
      case "condition": {
        const spans = [entry.record.requirement, entry.record.outcome].sort((a, b) => a.start - b.start);
        return { entry, number, classes: "condition", spans };
      }
    }
  });
}

/** The blocks in order; runs of blocks that are not the article's own fold away under what they are. */
function renderBlocks(reading: Reading, notes: readonly Note[], article: number): string {
  const codePoints = Array.from(reading.article.text);
  const spans = notes.flatMap((note, i) =>
    note.spans.map((span) => ({ start: span.start, end: span.end, label: String(i) })),
  );
  const out: string[] = [];
  let aside: string[] = [];
  let asideRoles = new Set<string>();
  const closeAside = (): void => {
    if (aside.length === 0) return;
    const roles = [...asideRoles].join(", ");
    out.push(
      `<details class="aside"><summary>Set aside: ${escape(roles)}</summary>${aside.join("")}</details>`,
    );
    aside = [];
    asideRoles = new Set();
  };
  for (const block of reading.article.blocks) {
    if (!readRoles.has(block.role) && block.role !== "byline" && block.role !== "dateline") {
      aside.push(`<p>${escape(codePoints.slice(block.start, block.end).join(""))}</p>`);
      asideRoles.add(block.role);
      continue;
    }
    closeAside();
    const words = renderWords(codePoints, block.start, block.end, spans, notes, article);
    if (block.role === "headline") out.push(`<h2>${words}</h2>`);
    else if (block.role === "subhead") out.push(`<h3>${words}</h3>`);
    else out.push(`<p class="${block.role}">${words}</p>`);
  }
  closeAside();
  return out.join("\n");
}

/** The words of one block, each stretch marked with its records; a record's number stands after its last word. */
function renderWords(
  codePoints: readonly string[],
  from: number,
  to: number,
  spans: readonly Labelled[],
  notes: readonly Note[],
  article: number,
): string {
  return segmentsOf(from, to, spans)
    .map((segment) => {
      const words = escape(codePoints.slice(segment.start, segment.end).join(""));
      if (segment.labels.length === 0) return words;
      const labels = [...new Set(segment.labels)];
      const here = labels.map((label) => notes[Number(label)] as Note);
      const anchors = here.filter((note) => note.spans[0]?.start === segment.start);
      const ends = here.filter((note) => note.spans.at(-1)?.end === segment.end);
      const classes = [...new Set(here.flatMap((note) => note.classes.split(" ")))].join(" ");
      const [own, ...others] = anchors.map((note) => ` id="w${article}-${note.number}"`);
      return (
        others.map((id) => `<span${id}></span>`).join("") +
        `<mark class="${classes}"${own ?? ""}>${words}</mark>` +
        ends.map((note) => renderReference(note, article)).join("")
      );
    })
    .join("");
}

function renderReference(note: Note, article: number): string {
  return `<a class="ref ${note.classes}" href="#r${article}-${note.number}">${note.number}</a>`;
}

function renderNote(cast: Cast, tellers: Tellers, note: Note, article: number): string {
  const quote = (label: string, evidence: Evidence): string =>
    `<blockquote>${label === "" ? "" : `<span class="role">${escape(label)}</span> `}${escape(evidence.exact)}</blockquote>`;
  const { entry, number, classes } = note;
  const head = (label: string, sentence: string): string =>
    `<p><a class="kind" href="#w${article}-${number}">${number} ${escape(label)}</a></p><p>${escape(sentence)}</p>`;
  const body = (): string => {
    switch (entry.kind) {
      case "statement":
        return (
          head("statement", describeStatement(cast, entry.record)) +
          entry.record.content.map((it) => quote("", it)).join("")
        );
      case "event":
        return (
          head(`event, ${entry.record.status}`, describeEvent(cast, entry.record)) + quote("", entry.record)
        );
      case "condition": {
        const { record } = entry;
        return (
          head("condition", describeCondition(cast, tellers, record)) +
          quote(record.outcomeNegated ? "withheld:" : "outcome:", record.outcome) +
          quote(
            `${record.cue.exact}${record.requirementNegated ? " (to be prevented)" : ""}:`,
            record.requirement,
          )
        );
      }
    }
  };
  return `<li class="${classes}" id="r${article}-${number}">${body()}</li>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML character data or attribute value. */
function escape(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] as string);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
