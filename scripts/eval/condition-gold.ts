/**
 * The gold passages of conditions (`conditions/dev.jsonl` of a data folder), and how a condition of ours is held
 * against one: offsets in UTF-16 in the gold, codes in the gold's style (`SYRREB`, `IGO-EU`).
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Lexicon } from "../../src/lexicon/lexicon.ts";
import type { Actor } from "../../src/model/actor.ts";
import type { Condition, Findings, Party } from "../../src/model/finding.ts";
import type { Span } from "../../src/model/span.ts";
import { actorsOfPhrase } from "../../src/resolve/register/phrases.ts";

export interface GoldParty extends Span {
  readonly text: string;
  readonly code?: string | null;
}

export interface GoldCondition {
  readonly setter: GoldParty | null;
  readonly speaker: GoldParty | null;
  readonly target: GoldParty | null;
  readonly requirement: GoldParty;
  readonly outcome: GoldParty;
  readonly cue: GoldParty;
  readonly requirementNegated?: boolean;
  readonly outcomeNegated?: boolean;
  readonly link: string;
  readonly polarity: string;
  readonly necessity: string;
}

export interface GoldPassage {
  readonly id: string;
  readonly text: string;
  readonly conditions: readonly GoldCondition[];
  readonly corpus: string;
  readonly negativeType?: string;
}

/** The passages of a data folder; null when it has none. */
export function loadPassages(data: string): readonly GoldPassage[] | null {
  const file = path.join(data, "conditions", "dev.jsonl");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as GoldPassage);
}

/**
 * A sixth of the passages, chosen by the hash of the id, is not read while rules are written. It is half of the third
 * that was set apart at first; the other half has been read since (docs/decisions/0606).
 */
export function isUnread({ id }: GoldPassage): boolean {
  return wasSetApart(id) && byteOf(id, 1) % 2 === 0;
}

/** Whether a passage was of that third, and has been read since. */
export function isReadLater({ id }: GoldPassage): boolean {
  return wasSetApart(id) && byteOf(id, 1) % 2 !== 0;
}

function wasSetApart(id: string): boolean {
  return byteOf(id, 0) % 3 === 0;
}

function byteOf(id: string, index: number): number {
  return createHash("sha256").update(id).digest()[index]!;
}

/** Words of a span in lower case, without articles and punctuation, each with where it stands. */
export function wordsOf(text: string, span: Span): Set<string> {
  const words = new Set<string>();
  for (const match of text.slice(span.start, span.end).matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)) {
    const word = match[0].toLowerCase();
    if (!/^(?:the|an?)$/.test(word)) words.add(`${word}@${span.start + match.index}`);
  }
  return words;
}

/** F1 of the words of two spans of one text. */
export function tokenF1(text: string, a: Span, b: Span): number {
  const [ours, theirs] = [wordsOf(text, a), wordsOf(text, b)];
  const shared = [...ours].filter((word) => theirs.has(word)).length;
  return ours.size + theirs.size === 0 ? 0 : (2 * shared) / (ours.size + theirs.size);
}

/** Bodies whose code in the gold is not our own: armed groups by country, bodies by name. */
const goldCodes: Readonly<Record<string, string>> = {
  HAMAS: "PSEREB", PIJ: "PSEREB", HEZBOLLAH: "LBNREB", HOUTHI: "YEMREB", TALIBAN: "AFGREB", ISIS: "MNSREB",
  ALQAEDA: "MNSREB", BOKOHARAM: "NGAREB", SHABAAB: "SOMREB", PKK: "TURREB", YPG: "SYRREB", SDF: "SYRREB",
  FARC: "COLREB", ELN: "COLREB", MEK: "IRNREB", IRA: "GBRREB", DNR: "UKRREB", LNR: "UKRREB", FATAH: "PSE",
  WST: "WST", EUR: "EUR",
}; // prettier-ignore

/** Bodies of states, also where an official of theirs is met with another sector. */
const bodies = new Set([
  "UN",
  "UNSC",
  "EU",
  "NATO",
  "OPEC",
  "GCC",
  "ARL",
  "FATF",
  "ICO",
  "IMF",
  "AU",
  "OSCE",
]);

/** The code of an actor as the gold writes it; null when open. */
export function goldCode({ code, sector }: Pick<Actor, "code" | "sector">): string | null {
  if (code === null) return null;
  const own = goldCodes[code];
  if (own !== undefined) return own;
  if (sector === "IGO" || bodies.has(code)) return `IGO-${code === "UNSC" ? "UN" : code}`;
  if (!/^[A-Z]{3}$/.test(code)) return code;
  return sector !== null && /^(?:REB|OPP|CVL|BUS)$/.test(sector) ? code + sector : code;
}

/** The code of a party of ours; null when nobody stands there or it can't be told. */
function codeOf({ actors }: Findings, party: Party | null): string | null {
  const actor = party === null || party.actor === null ? undefined : actors[party.actor];
  return actor === undefined ? null : goldCode(actor);
}

/**
 * The codes of a party of whom several were named, joined as the gold does (`MEX+CAN`); of one, its code.
 *
 * @param text the passage
 */
export function codesOf(
  lexicon: Lexicon,
  text: string,
  findings: Findings,
  party: Party | null,
): string | null {
  if (party === null || party.actor !== null) return codeOf(findings, party);
  const words = text.slice(party.start, party.end);
  const several = actorsOfPhrase(lexicon, words, { day: null, readings: new Map() });
  if (several.length < 2) return null;
  const codes = several.map((it) => goldCode(it)).filter((it) => it !== null);
  return codes.length === 0 ? null : codes.join("+");
}

/** 1 for the same code, 0.5 for one of several or the right country with another sector, else 0. */
export function codeScore(ours: string | null, gold: string | null): number {
  if (ours === gold) return 1;
  if (ours === null || gold === null) return 0;
  const parts = gold.split("+");
  return parts.includes(ours) || ours.slice(0, 3) === gold.slice(0, 3) ? 0.5 : 0;
}

/** A condition of ours with its gold condition, by the best sum of F1 of requirement and outcome. */
export interface Pair {
  readonly ours: Condition;
  readonly gold: GoldCondition;
  readonly requirement: number;
  readonly outcome: number;
}

/** Pairs of one passage, greedily by the best sum; both sides must overlap. */
export function pairUp(
  text: string,
  found: readonly Condition[],
  expected: readonly GoldCondition[],
): { pairs: Pair[]; nSwapped: number } {
  const all = found.flatMap((ours) =>
    expected.map((gold) => ({
      ours,
      gold,
      requirement: tokenF1(text, ours.requirement, gold.requirement),
      outcome: tokenF1(text, ours.outcome, gold.outcome),
    })),
  );
  const pairs: Pair[] = [];
  for (const pair of all.sort((a, b) => b.requirement + b.outcome - a.requirement - a.outcome)) {
    if (pair.requirement === 0 || pair.outcome === 0) continue;
    if (!pairs.some((it) => it.ours === pair.ours || it.gold === pair.gold)) pairs.push(pair);
  }
  const nSwapped = found.filter((ours) =>
    expected.some(
      (gold) =>
        0.3 < tokenF1(text, ours.requirement, gold.outcome) &&
        0.3 < tokenF1(text, ours.outcome, gold.requirement),
    ),
  ).length;
  return { pairs, nSwapped };
}
