/**
 * Plain text (wire copy, press releases, scrapes) to a Draft: paragraphs with roles by their words, shape and
 * place. Markup is gone, so there is no link density to go by; a block of real prose is never set aside on
 * one weak sign.
 */
import type { BlockRole, Source } from "../model/article.ts";
import { dayIn } from "./days.ts";
import type { Draft, DraftBlock, DraftDiagnostic } from "./draft.ts";
import { findCue } from "./cues.ts";
import { liftInserts } from "./inserts.ts";
import { splitParagraphs } from "./paragraphs.ts";
import { isProse, looksLikeName, looksLikeTeasers, type Shape, shapeOf, wordsKey } from "./shape.ts";

/** A paragraph while its role is being found. */
interface Paragraph {
  readonly text: string;
  readonly shape: Shape;
  readonly key: string;
  role: BlockRole | null;
  why: string;
}

/** The draft of a text. Metadata comes from the source; a headline and deck in the text serve where it has none. */
export function draftPlain(text: string, source: Source): Draft {
  const paragraphs = splitParagraphs(text).flatMap((it): Paragraph[] => {
    const { text: words, inserts } = liftInserts(it);
    return [newParagraph(words), ...inserts.map(insertOf)];
  });
  for (const step of [giveCues, giveTail, giveHead, giveBody]) step(paragraphs, source);
  const blocks = paragraphs.map(({ text: words, role, why }): DraftBlock => ({
    text: words,
    role: role ?? "body",
    why: `plain/${why}`,
  }));
  const find = (role: BlockRole): string | null => blocks.find((block) => block.role === role)?.text ?? null;
  return {
    url: source.url,
    outlet: source.outlet,
    title: source.title ?? find("headline"),
    deck: find("deck"),
    authors: source.authors.length === 0 ? authorsOf(blocks) : source.authors,
    published: source.published ?? dayOf(blocks),
    declaredLanguage: null,
    blocks,
    diagnostics: diagnosticsOf(blocks),
  };
}

function newParagraph(text: string): Paragraph {
  return { text, shape: shapeOf(text), key: wordsKey(text), role: null, why: "" };
}

function insertOf(text: string): Paragraph {
  return { ...newParagraph(text), role: "promo", why: "linked-tag" };
}

/** The day of a dateline, on a line of its own or before the dash of the lead; null when it gives no year. */
function dayOf(blocks: readonly DraftBlock[]): string | null {
  const line = blocks.find((block) => block.role === "dateline")?.text ?? "";
  const lead = blocks.find((block) => block.role === "body" || block.role === "damaged")?.text ?? "";
  const before = /^(\p{Lu}[^–—]{4,60}?)(?: [-–—]|--) /u.exec(lead)?.[1] ?? "";
  return dayIn(line) ?? dayIn(before);
}

function give(paragraph: Paragraph, role: BlockRole, why: string): void {
  paragraph.role = role;
  paragraph.why = why;
}

/** Step 1: what says itself what it is, and lists of teasers. */
function giveCues(paragraphs: readonly Paragraph[], source: Source): void {
  const outletKey = source.outlet === null ? null : wordsKey(source.outlet);
  for (const it of paragraphs) {
    if (it.role !== null) continue;
    const cue = findCue(it.text, it.shape.nWords);
    // "Also: the number of wounded …", "More in the party than …" open paragraphs as well as links.
    const mayOpenProse = cue?.name === "read-more" && /^(?:also:|more \p{Ll})/iu.test(it.text);
    if (mayOpenProse && it.shape.endsSentence && isProse(it.text, it.shape)) continue;
    if (cue !== null) give(it, cue.role, `cue-${cue.name}`);
    if (it.role === "promo" && cue?.name === "topics-list" && !looksLikeTeasers(it.text, it.shape))
      it.role = null;
    if (looksLikeTeasers(it.text, it.shape)) give(it, "promo", "teaser-list");
    if (it.shape.nWords <= 5 && (it.key === outletKey || /^special (?:for|to) /.test(it.key))) {
      give(it, "byline", "outlet-label");
    }
  }
}

/** Step 2: below a reply form, everything short is its tail. */
function giveTail(paragraphs: readonly Paragraph[]): void {
  const form = paragraphs.findIndex((it) => it.role === "form" && it.why === "cue-reply");
  if (form < 0) return;
  for (const it of paragraphs.slice(form + 1)) {
    if (it.role === null && it.shape.nWords <= 40) give(it, "form", "below-form");
  }
}

/** Step 3: the lines above the first paragraph of prose. */
function giveHead(paragraphs: readonly Paragraph[], source: Source): void {
  const titleKey = source.title === null ? null : wordsKey(source.title);
  let headline: string | null = null;
  let hasHighlights = false;
  for (let i = 0; i < paragraphs.length && i < 15; i++) {
    const it = paragraphs[i] as Paragraph;
    const isTitle = titleKey !== null && it.key === titleKey;
    if (headline !== null && (it.key === headline || isTitle)) {
      give(it, "promo", "headline-again");
      continue;
    }
    if (isTitle) {
      give(it, "headline", "equals-title");
      headline = it.key;
      continue;
    }
    if (it.role !== null) continue;
    if (/^story highlights\b/i.test(it.text)) {
      give(it, "deck", "highlights");
      hasHighlights = true;
    } else if (isPlaceAndDate(it) || isPlaceAndAgency(it)) {
      give(it, "dateline", "place-and-date");
    } else if (isByline(it)) {
      give(it, "byline", "by-name");
    } else if (looksLikeName(it.text) && it.shape.nWords <= 4 && (0 < i || titleKey !== null)) {
      giveName(it, paragraphs.slice(i + 1));
    } else if (hasHighlights && !hasDateline(it.text) && it.shape.nWords <= 30) {
      give(it, "deck", "highlights");
    } else if (it.shape.endsSentence || 40 < it.shape.nWords) {
      // Prose begins. A question or a quoted line may still be the headline when it stands first of all.
      if (i === 0 && headline === null && isTitleLike(it) && titleKey === null) {
        give(it, "headline", "first-line");
        headline = it.key;
        continue;
      }
      return;
    } else if (headline === null && titleKey === null && isTitleLike(it)) {
      give(it, "headline", "first-line");
      headline = it.key;
    } else if (8 <= it.shape.nWords && it.shape.capitalShare < 0.75) {
      give(it, "deck", "line-below-headline");
    } else {
      return; // What is left, a damaged lead among it, is for the body's rules.
    }
  }
}

/** A name alone: a label under a picture if its bearer is in the story, else its author. */
function giveName(it: Paragraph, after: readonly Paragraph[]): void {
  if (isPersonIn(it, after)) give(it, "caption", "person-label");
  else give(it, "byline", "name-alone");
}

function isTitleLike(it: Paragraph): boolean {
  return (
    2 <= it.shape.nWords && it.shape.nWords <= 32 && !it.shape.startsLower && !/[.…]["”’)]?$/.test(it.text)
  );
}

const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const dateWords = new RegExp(
  `\\b(?:${months})\\b\\.? \\d{1,2}\\b|\\b\\d{1,2}(?:st|nd|rd|th)? (?:${months})\\b|\\b\\d{4}-\\d\\d-\\d\\d\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b`,
  "i",
);

/** A line of its own that gives a date, with a place or an hour at most. */
function isPlaceAndDate(it: Paragraph): boolean {
  return (
    it.shape.nWords <= 12 &&
    !it.shape.endsSentence &&
    dateWords.test(it.text) &&
    it.shape.capitalShare + digitShare(it.text) >= 0.5
  );
}

/** An agency's line that was cut from its lead: "Valletta, Malta CNN —". */
function isPlaceAndAgency({ text, shape }: Paragraph): boolean {
  return shape.nWords <= 6 && /\p{L}\)? ?(?:[-–—]|--)$/u.test(text) && 0.75 <= shape.capitalShare;
}

function digitShare(text: string): number {
  const words = text.split(" ");
  return words.filter((word) => /^\W*\d/.test(word)).length / words.length;
}

/** An agency's place and date within the lead: "HAVANA, July 20 (Reuters) -", "Washington (CNN) --". */
function hasDateline(text: string): boolean {
  return /^.{2,60}?(?:\([^)]{2,40}\)\s*(?:[-–—]|--)|\s[–—]\s|\s--\s)/u.test(text);
}

/** Words of job titles and of outlets' names. */
const newsroomWords =
  /\b(?:correspondent|reporter|editor|editorial|writer|staff|bureau|board|news|times|post|agency|wire|press)\b/i;

/** "By Jane Roe, Diplomatic Correspondent"; "JANE ROE | Straits Courier". */
function isByline(it: Paragraph): boolean {
  if (16 < it.shape.nWords || it.shape.endsSentence) return false;
  if (/^(?:by|from|written by|story by|report by|text by)[:\s]+\p{Lu}/iu.test(it.text))
    return 0.5 <= it.shape.capitalShare;
  return (
    /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,3}\s*(?:[|,/]|[-–—]\s)\s*(?:\p{Lu}[\p{L}&'’.-]*\s?){1,5}$/u.test(
      it.text,
    ) && newsroomWords.test(it.text)
  );
}

/** The names in the first byline that gives any; notes of who contributed or edited are none. */
function authorsOf(blocks: readonly DraftBlock[]): readonly string[] {
  const byline = blocks.find(({ why }) => why === "plain/by-name" || why === "plain/name-alone")?.text ?? "";
  return byline
    .replace(/^(?:by|from|written by|story by|report by|text by)[:\s]+/i, "")
    .split(/\s+and\s+|\s*[,;&|/]\s*|\s+[-–—]\s+/)
    .map((name) => name.trim())
    .filter((name) => looksLikeName(name) && !newsroomWords.test(name));
}

/** Step 4: the rest, from the lead on. */
function giveBody(paragraphs: readonly Paragraph[]): void {
  let hasLead = false;
  const lastProse = paragraphs.findLastIndex((it) => it.role === null && isProse(it.text, it.shape));
  paragraphs.forEach((it, i) => {
    if (it.role !== null) return;
    if (!hasLead && it.shape.startsLower && !/^\W{0,3}(?:al|el|bin|de|von|van|e|i)[-A-Z]/.test(it.text)) {
      give(it, "damaged", "lower-case-start");
    } else if (
      isShortLine(it) &&
      looksLikeName(it.text) &&
      i < lastProse &&
      hasLead &&
      isPersonIn(it, paragraphs)
    ) {
      give(it, "caption", "person-label");
    } else if (/^by /i.test(it.text) && isByline(it)) {
      give(it, "byline", "by-name");
    } else if (isShortLine(it) && 8 <= it.shape.nWords && 0.85 < it.shape.shoutShare && hasLead) {
      give(it, "promo", "capitals-link");
    } else if (isSubhead(it, i, lastProse)) {
      give(it, "subhead", "short-line");
    } else {
      give(it, "body", isProse(it.text, it.shape) ? "prose" : "rest");
    }
    hasLead ||= it.role === "damaged" || (it.role === "body" && isProse(it.text, it.shape));
  });
}

function isShortLine(it: Paragraph): boolean {
  return it.shape.nWords <= 16 && !it.shape.endsSentence;
}

/** Whether longer blocks name the person: the surname as it is written here, or in ordinary case. */
function isPersonIn(it: Paragraph, others: readonly Paragraph[]): boolean {
  const surname = it.text.split(" ").at(-1) as string;
  const ordinary = surname.charAt(0) + surname.slice(1).toLowerCase();
  return others.some((other) => {
    if (other === it || other.shape.nWords < 8) return false;
    const words = ` ${other.text.replace(/[^\p{L}\p{N}-]+/gu, " ")} `;
    return words.includes(` ${surname} `) || words.includes(` ${ordinary} `);
  });
}

/** A line without a stop (or a short question) with prose still to come. */
function isSubhead(it: Paragraph, i: number, lastProse: number): boolean {
  if (lastProse <= i || 12 < it.shape.nWords || it.shape.startsLower) return false;
  if (/^["“'‘«-]|[:,;]$/.test(it.text)) return false;
  return !it.shape.endsSentence || (it.text.endsWith("?") && 3 <= it.shape.nWords);
}

function diagnosticsOf(blocks: readonly DraftBlock[]): DraftDiagnostic[] {
  const damaged = blocks.findIndex((block) => block.role === "damaged");
  if (damaged < 0) return [];
  return [
    {
      code: "read/damaged-lead",
      severity: "warning",
      block: damaged,
      message: "the text begins in mid-sentence; what stood before is lost",
    },
  ];
}
