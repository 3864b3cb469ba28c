/**
 * Page blocks to blocks with roles. Readability's choice comes first; zones, cues, links, place and neighbours
 * then take out what is not the article's own and bring back what it left behind. Long prose is never taken out
 * on one sign alone.
 */
import type { BlockRole } from "../../model/article.ts";
import { type Cue, findCue } from "../cues.ts";
import type { DraftBlock } from "../draft.ts";
import { isProse, looksLikeName, type Shape, shapeOf, wordsKey } from "../shape.ts";
import type { PageBlock, Zone } from "./blocks.ts";
import { dayIn } from "../days.ts";
import type { Metadata } from "./metadata.ts";
import type { ZoneKind } from "./zones.ts";

/** A block while its role is being found. */
interface Candidate {
  readonly block: PageBlock;
  readonly key: string;
  readonly shape: Shape;
  readonly isProse: boolean;
  readonly linkShare: number;
  readonly cue: Cue | null;
  /** In the article by Readability's choice or ours. */
  isChosen: boolean;
  zone: ZoneKind | null;
  role: BlockRole | null;
  why: string;
}

const give = (it: Candidate, role: BlockRole, why: string): void => {
  it.role = role;
  it.why = why;
};

/** All blocks of the page with roles, in the order given. */
export function classifyBlocks(
  page: readonly PageBlock[],
  chosen: ReadonlySet<string>,
  metadata: Metadata,
): DraftBlock[] {
  const candidates = page.map((block) => candidateOf(block, chosen));
  giveZones(candidates);
  chooseMore(candidates);
  giveHeadline(candidates, metadata);
  giveDeck(candidates, metadata);
  giveSigns(candidates, metadata);
  cutBelowRelated(candidates);
  cutAboutCompany(candidates);
  giveHead(candidates, metadata);
  giveRest(candidates);
  return candidates.map(({ block, role, why }) => ({
    text: block.text,
    role: role ?? "promo",
    why: `html/${why === "" ? "outside" : why}`,
  }));
}

function candidateOf(block: PageBlock, chosen: ReadonlySet<string>): Candidate {
  const key = wordsKey(block.text);
  const shape = shapeOf(block.text);
  return {
    block,
    key,
    shape,
    isProse: isProse(block.text, shape),
    linkShare: Math.min(1, block.linkCharacters / block.text.length),
    cue: findCue(block.text, shape.nWords),
    isChosen: chosen.has(key),
    zone: null,
    role: null,
    why: "",
  };
}

/** Zones that hold this share of the article's prose are part of it, whatever their builders called them. */
const largestZone = 0.25;
const largestKind = 0.4;

/** Gives each block its innermost credible zone. */
function giveZones(candidates: readonly Candidate[]): void {
  const words = (it: Candidate): number => (it.isProse && it.linkShare < 0.4 ? it.shape.nWords : 0);
  const hasChosen = candidates.some((it) => it.isChosen && it.isProse);
  const counted = hasChosen ? candidates.filter((it) => it.isChosen) : candidates;
  const total = counted.reduce((sum, it) => sum + words(it), 0);
  const byZone = new Map<Zone, number>();
  const byKind = new Map<string, number>();
  for (const it of counted) {
    const kinds = new Set<string>();
    for (let zone = it.block.zone; zone !== null; zone = zone.outer) {
      byZone.set(zone, (byZone.get(zone) ?? 0) + words(it));
      kinds.add(zone.kind.name);
    }
    for (const name of kinds) byKind.set(name, (byKind.get(name) ?? 0) + words(it));
  }
  for (const it of candidates) {
    for (let zone = it.block.zone; zone !== null; zone = zone.outer) {
      const isCredible =
        (byZone.get(zone) ?? 0) <= largestZone * total &&
        (byKind.get(zone.kind.name) ?? 0) <= largestKind * total;
      if (!isCredible) continue;
      it.zone = zone.kind;
      break;
    }
  }
}

/** Chooses what Readability left behind: siblings of chosen prose, and an `<article>` that it missed. */
function chooseMore(candidates: readonly Candidate[]): void {
  const isFree = (it: Candidate): boolean => it.zone === null && it.linkShare < 0.4;
  const sum = (list: readonly Candidate[]): number => list.reduce((n, it) => n + it.shape.nWords, 0);
  const prose = candidates.filter((it) => it.isProse && isFree(it));
  const inBody = prose.filter((it) => it.block.isInBody);
  const inArticle = 0 < inBody.length ? inBody : prose.filter((it) => it.block.isInArticle);
  const chosenWords = sum(prose.filter((it) => it.isChosen));
  if (chosenWords < 0.55 * sum(inArticle)) for (const it of inArticle) it.isChosen = true;
  if (chosenWords === 0 && inArticle.length === 0) for (const it of prose) it.isChosen = true;

  const chosenByHolder = new Map<number, number>();
  for (const it of prose) {
    if (it.isChosen) chosenByHolder.set(it.block.holder, (chosenByHolder.get(it.block.holder) ?? 0) + 1);
  }
  const first = candidates.findIndex((it) => it.isChosen && it.isProse);
  const last = candidates.findLastIndex((it) => it.isChosen && it.isProse);
  candidates.forEach((it, i) => {
    if (it.isChosen || !isFree(it) || it.cue !== null) return;
    const nSiblings = chosenByHolder.get(it.block.holder) ?? 0;
    const isWithin = first < i && i < last;
    if (2 <= nSiblings && (isWithin || it.isProse)) it.isChosen = true;
  });
}

/** The headline: the first heading that says what the metadata's title says. */
function giveHeadline(candidates: readonly Candidate[], metadata: Metadata): void {
  const title = metadata.title === null ? null : wordsKey(metadata.title);
  // "Isthmus Post: Could it end?" of a page that prints "Could it end?".
  const says = (it: Candidate): boolean =>
    title !== null && (it.key === title || (4 <= it.shape.nWords && title.endsWith(` ${it.key}`)));
  const headline =
    candidates.find((it) => it.block.tag === "h1" && says(it)) ??
    candidates.find((it) => /^h[1-3]$/.test(it.block.tag) && says(it)) ??
    candidates.find((it) => says(it) && it.linkShare < 0.5);
  if (headline === undefined) return;
  give(headline, "headline", "title");
  for (const it of candidates) {
    if (it !== headline && it.role === null && it.key === headline.key) give(it, "promo", "title-again");
  }
}

/**
 * The deck: the first prose, if its builders call it so, or if it says the page's description and a byline or a
 * date stands between it and the next paragraph. (Of many pages the description is the first paragraph itself.)
 */
function giveDeck(candidates: readonly Candidate[], metadata: Metadata): void {
  const first = candidates.findIndex(isOwnProse);
  const it = candidates[first];
  if (it === undefined || 45 < it.shape.nWords) return;
  const next = candidates.findIndex((other, i) => first < i && isOwnProse(other));
  if (next < 0) return;
  const deck = metadata.deck === null ? "" : wordsKey(metadata.deck);
  const saysDeck = 20 < deck.length && (it.key.startsWith(deck) || deck.startsWith(it.key));
  const authors = metadata.authors.map(wordsKey).filter((key) => key.includes(" "));
  const isParted = candidates
    .slice(first + 1, next)
    .some(
      ({ key, block, shape }) =>
        shape.nWords <= 14 && (dayIn(block.text) !== null || authors.some((author) => key.includes(author))),
    );
  if (it.zone?.name === "deck" || (saysDeck && isParted)) give(it, "deck", "first-prose");
}

/** Zones that prose of some length overrules: their names are also used for parts of articles. */
const weakZones = new Set([
  "meta",
  "header",
  "form",
  "tags",
  "date",
  "byline",
  "deck",
  "correction",
  "aside",
  "footer",
  "paywall",
  "figure",
  "gallery",
  "pull-quote",
]);

/** What zone, cue or links tell, chosen or not. */
function giveSigns(candidates: readonly Candidate[], metadata: Metadata): void {
  const authors = metadata.authors.map(wordsKey).filter((key) => key.includes(" "));
  const first = candidates.findIndex(isOwnProse);
  const last = candidates.findLastIndex(isOwnProse);
  const seen = new Set<string>();
  const hasLists = repeatsItself(candidates);
  for (const [i, it] of candidates.entries()) {
    if (it.role !== null) continue;
    const { shape, block } = it;
    const isWithin = first < i && i < last;
    const isFirm =
      it.isChosen && it.isProse && it.linkShare < 0.3 && 18 <= shape.nWords && shape.endsSentence;
    if (it.cue !== null && it.zone?.name !== "nav" && !(isFirm && 40 < shape.nWords)) {
      give(it, it.cue.role, `cue-${it.cue.name}`);
    } else if (it.zone !== null && !(isFirm && weakZones.has(it.zone.name))) {
      give(it, it.zone.role, `zone-${it.zone.name}`);
    } else if (
      !isWithin &&
      shape.nWords <= 14 &&
      !shape.endsSentence &&
      authors.some((key) => it.key.includes(key))
    ) {
      give(it, "byline", "author-name");
    } else if (last <= i && metadata.authors.some((author) => isAbout(it, wordsKey(author)))) {
      give(it, "byline", "about-author");
    } else if (
      i <= first + 2 &&
      shape.nWords <= 16 &&
      !shape.endsSentence &&
      /^by \p{Lu}/iu.test(block.text)
    ) {
      give(it, "byline", "by-line");
    } else if (
      !isWithin &&
      shape.nWords <= 12 &&
      (!shape.endsSentence || /\b[ap]\.?\s?m\.?$/i.test(block.text)) &&
      dayIn(block.text) !== null &&
      shape.capitalShare + digitShare(block.text) >= 0.35
    ) {
      give(it, "dateline", "date-line");
    } else if (0.75 < it.linkShare && !isFirm && (!shape.endsSentence || shape.nWords < 12)) {
      give(it, "promo", "link-line");
    } else if (it.isChosen && 4 <= shape.nWords && !hasLists && seen.has(it.key)) {
      give(it, "promo", "duplicate");
    }
    if (it.role === null && it.isChosen) seen.add(it.key);
  }
}

function isOwnProse(it: Candidate): boolean {
  return it.role === null && it.isChosen && it.isProse && !/^h\d$/.test(it.block.tag);
}

/** "Jane Roe is a reporter in Havana": a block that begins with the author's name and says what they are. */
function isAbout(it: Candidate, author: string): boolean {
  const [given, ...rest] = author.split(" ") as [string, ...string[]];
  const starts = [author, given, rest.at(-1) ?? given];
  return starts.some((name) =>
    new RegExp(`^${name} (?:is|was|has|covers|writes|lives|joined|reports|works)\\b`).test(it.key),
  );
}

/** Whether the article is a plan, a table or a listing that says the same line again and again. */
function repeatsItself(candidates: readonly Candidate[]): boolean {
  const keys = candidates.filter((it) => it.isChosen && 4 <= it.shape.nWords).map((it) => it.key);
  return 0.12 * keys.length < keys.length - new Set(keys).size;
}

function digitShare(text: string): number {
  const words = text.split(" ");
  return words.filter((word) => /^\W*\d/.test(word)).length / words.length;
}

/**
 * What stands below a heading such as "You may also like" is of other articles, prose or not, unless it goes on
 * in an element that held prose above (a box of links in the middle of the body).
 */
function cutBelowRelated(candidates: readonly Candidate[]): void {
  const above = new Set<number>();
  for (const [i, it] of candidates.entries()) {
    if (isOwnProse(it)) above.add(it.block.holder);
    const isHeading =
      /^h[1-6]$/.test(it.block.tag) && it.role === "promo" && /related|read-more|elsewhere/.test(it.why);
    if (!isHeading || above.size === 0) continue;
    const below = candidates.slice(i + 1).filter((other) => other.role === null && other.isChosen);
    if (below.some((other) => above.has(other.block.holder))) continue;
    for (const other of below) give(other, "promo", "below-related");
    return;
  }
}

const companyWords =
  /\b(?:is headquartered|head office in|employs (?:about|around|more|over|some|\d)|founded in \d{4}|publicly traded|for more information,? (?:please )?visit|customers in \d+|offices in \d+)\b/i;

/**
 * The end of a press release: paragraphs that say what a company is, each beginning with its name, the last of
 * them with where it sits and whom it employs.
 */
function cutAboutCompany(candidates: readonly Candidate[]): void {
  const own = candidates.filter(isOwnProse);
  const last = own.at(-1);
  if (last === undefined || own.length < 4 || !companyWords.test(last.block.text)) return;
  const [name] = last.key.replace(/^the /, "").split(" ");
  for (const it of own.slice(-3).toReversed()) {
    const words = it.key.replace(/^the /, "").split(" ");
    const says = words
      .slice(1, 10)
      .some((word) => /^(?:is|are|was|has|employs|provides|offers|develops)$/.test(word));
    if (words[0] !== name || !says) return;
    give(it, "promo", "about-company");
  }
}

/** Lines between the headline and the first paragraph: deck, byline, labels. */
function giveHead(candidates: readonly Candidate[], metadata: Metadata): void {
  const first = candidates.findIndex(
    (it) => it.role === null && it.isChosen && it.isProse && !/^h\d$/.test(it.block.tag),
  );
  const headline = candidates.findIndex((it) => it.role === "headline");
  const start = Math.max(headline, first - 8, 0);
  const deck = metadata.deck === null ? null : wordsKey(metadata.deck);
  for (let i = start; i < (first < 0 ? candidates.length : first); i++) {
    const it = candidates[i] as Candidate;
    if (it.role !== null) continue;
    const saysDeck =
      deck !== null &&
      !(it.isChosen && it.isProse && it.block.tag === "p") && // Many a description is the first paragraph.
      5 <= it.shape.nWords &&
      (it.key === deck || deck.startsWith(it.key) || it.key.startsWith(deck));
    if (saysDeck || (/^h[2-4]$/.test(it.block.tag) && it.isChosen && 6 <= it.shape.nWords))
      give(it, "deck", "below-headline");
    else if (looksLikeName(it.block.text) && it.isChosen) give(it, "byline", "name-line");
    else if (it.isChosen && it.shape.nWords <= 7 && !it.shape.endsSentence) give(it, "tags", "label-line");
  }
}

/** The rest: chosen blocks are the article's own; headings need text below them. */
function giveRest(candidates: readonly Candidate[]): void {
  const last = candidates.findLastIndex(isOwnProse);
  const holders = new Set(candidates.filter(isOwnProse).map((it) => it.block.holder));
  const nBelow = candidates.filter((it, i) => last < i && it.role === null && it.isChosen).length;
  candidates.forEach((it, i) => {
    if (it.role !== null) return;
    if (!it.isChosen) {
      give(it, "promo", it.isProse ? "outside-prose" : "outside");
    } else if (/^h[1-6]$/.test(it.block.tag)) {
      if (last < i) give(it, "promo", "heading-without-text");
      else give(it, "subhead", "heading");
    } else if (
      last < i &&
      nBelow <= 4 &&
      !holders.has(it.block.holder) &&
      it.shape.nWords <= 12 &&
      !it.shape.endsSentence
    ) {
      give(it, "promo", "line-below-body");
    } else {
      give(it, "body", it.isProse ? "prose" : "within");
    }
  });
  const lead = candidates.find((it) => it.role === "body" && it.isProse);
  if (lead !== undefined && lead.shape.startsLower && /^\p{Ll}+ /u.test(lead.block.text))
    give(lead, "damaged", "lower-case-start");
}
