/**
 * A mention of a condition made ready for comparing: each side as a set of stems, synonyms under one name and names of
 * states under their code, with the direction in which it points. "Stop the strikes" and "not go on with the attacks"
 * point the same way.
 */
import { type ConditionSides, stemOf, type SynonymSet } from "../../lexicon/condition-sides.ts";
import type { ConditionLexicon } from "../../lexicon/lexicon.ts";
import type { ConditionLink, EventType } from "../../model/finding.ts";

/** A condition as one article tells it. Codes are those of actors; null where it could not be told who. */
export interface ConditionMention {
  readonly id: string;
  /** Day of the report, `YYYY-MM-DD`; null when unknown. */
  readonly date: string | null;
  readonly setter: string | null;
  readonly target: string | null;
  readonly requirement: string;
  readonly outcome: string;
  readonly requirementNegated: boolean;
  readonly outcomeNegated: boolean;
  readonly link: ConditionLink;
  readonly polarity: "offer" | "threat";
  readonly necessity: "necessary" | "sufficient" | "both";
  /** EDTF day; null when none is set. */
  readonly deadline: string | null;
}

/** What an event would be of. */
export interface Act {
  readonly type: EventType;
  readonly mode: string;
}

export interface SideProfile {
  /** Sets, stems and codes, each once. */
  readonly terms: ReadonlySet<string>;
  /** Of these, codes of states and bodies: they weigh less than what is done. */
  readonly codes: ReadonlySet<string>;
  /** Of these, stems that no table knows: "sailor", where "sanction" and "lift" are said of many. */
  readonly things: ReadonlySet<string>;
  /** 1 as the words stand, -1 where the sense is turned round; of two opposite acts one counts as the other turned. */
  readonly sign: 1 | -1;
  /** Name of the set that tells the direction: "stop", "lift"; null where no act of the table does. */
  readonly direction: string | null;
  /** The event that the side would be; null when the table knows none. */
  readonly act: Act | null;
  /** Whether it only speaks of an act: "threatened to bomb". */
  readonly isSaid: boolean;
  /** Words of strictness in it. */
  readonly grades: ReadonlySet<string>;
}

export interface ConditionProfile {
  readonly mention: ConditionMention;
  readonly requirement: SideProfile;
  readonly outcome: SideProfile;
  /** The requirement's parts between "and", commas and semicolons. */
  readonly parts: readonly SideProfile[];
}

/** The profile of a mention; made once, compared often. */
export function profileOf(lexicon: ConditionLexicon, mention: ConditionMention): ConditionProfile {
  const side = (words: string, isTurned: boolean): SideProfile => readSide(lexicon, words, isTurned);
  return {
    mention,
    requirement: side(mention.requirement, mention.requirementNegated),
    outcome: side(mention.outcome, isRefused(mention)),
    parts: mention.requirement
      .split(/\s*(?:,|;)\s*(?:and\s+)?|\s+and\s+/)
      .filter((part) => /\p{L}/u.test(part))
      .map((part) => side(part, mention.requirementNegated)),
  };
}

/**
 * Whether the outcome is refused even when the requirement is met. "Will not lift until" holds the lifting out, as
 * "will lift only if" does; only "will not sign if they leave" turns the outcome round.
 */
function isRefused({ link, outcomeNegated }: ConditionMention): boolean {
  return outcomeNegated && (link === "if" || link === "in-exchange");
}

const negators = new Set(["not", "no", "never", "without", "n't", "cannot", "neither", "nor", "non"]);
const empty = new Set(
  "the a an of to in on at for by with from against and or that this these those it its they their them he his she her we our us is are was were be been being has have had do does did will would can could may might must shall should if when as than then there any some all such other own who which what into over up out about more most very also only just so".split(
    " ",
  ),
);

function readSide(
  { names, conditionSides }: ConditionLexicon,
  words: string,
  isTurned: boolean,
): SideProfile {
  const tokens = words.replaceAll("’", "'").match(/[\p{L}\p{N}][\p{L}\p{N}.-]*(?:'\p{L}+)?/gu) ?? [];
  const terms = new Set<string>();
  const codes = new Set<string>();
  const things = new Set<string>();
  const grades = new Set<string>();
  let sign: 1 | -1 = isTurned ? -1 : 1;
  let direction: string | null = null;
  let light: SynonymSet | null = null;
  let isSaid = false;
  for (let i = 0; i < tokens.length;) {
    const name = nameAt(names, tokens, i);
    if (name !== null) {
      terms.add(name.code);
      codes.add(name.code);
      i += name.length;
      continue;
    }
    const lower = tokens[i]!.toLowerCase().replace(/'s$/, "");
    if (conditionSides.stricter.has(lower) || conditionSides.milder.has(lower)) grades.add(lower);
    if (conditionSides.said.has(stemOf(lower))) isSaid = true;
    const known = setAt(conditionSides, tokens, i);
    if (negators.has(lower) || lower.endsWith("n't")) sign = sign === 1 ? -1 : 1;
    else if (known !== null) {
      const { set, length } = known;
      terms.add(set.name);
      // Of several acts the first tells the direction: "agree to stop" is to stop.
      if (set.isDirected && isLight(set.name)) light ??= set;
      else if (set.isDirected && direction === null) {
        direction = set.name;
        if (set.isTurned) sign = sign === 1 ? -1 : 1;
      }
      i += length;
      continue;
    } else if (!empty.has(lower) && 1 < lower.length) {
      terms.add(stemOf(lower));
      things.add(stemOf(lower));
    }
    i++;
  }
  if (direction === null && light?.isTurned === true) sign = sign === 1 ? -1 : 1;
  const act = actOf(conditionSides, tokens, names);
  return { terms, codes, things, sign, direction, act, isSaid, grades };
}

/** Acts that only lead to another: "accept to withdraw", "comply by stopping". */
function isLight(name: string): boolean {
  return name === "accept" || name === "comply";
}

function nameAt(
  names: ConditionLexicon["names"],
  tokens: readonly string[],
  at: number,
): { code: string; length: number } | null {
  if (!/^\p{Lu}/u.test(tokens[at]!)) return null;
  for (let length = Math.min(4, tokens.length - at); 0 < length; length--) {
    const words = tokens.slice(at, at + length).join(" ");
    const found = names.get(words) ?? names.get(words.replace(/'s$|\.$/, ""));
    if (found !== undefined) return { code: found.actor.code, length };
  }
  return null;
}

function setAt(
  sides: ConditionSides,
  tokens: readonly string[],
  at: number,
): { set: SynonymSet; length: number } | null {
  for (let length = Math.min(sides.longest, tokens.length - at); 0 < length; length--) {
    const key = tokens
      .slice(at, at + length)
      .map((token) => stemOf(token.replace(/'s$/, "")))
      .join(" ");
    const set = sides.synonyms.get(key);
    if (set !== undefined) return { set, length };
  }
  return null;
}

/** The first act of the table whose word, and thing where it asks for one, stands in the words. */
function actOf(
  sides: ConditionSides,
  tokens: readonly string[],
  names: ConditionLexicon["names"],
): Act | null {
  const found = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    if (nameAt(names, tokens, i) !== null) continue;
    found.add(stemOf(tokens[i]!.replace(/'s$/, "")));
    const known = setAt(sides, tokens, i);
    // Opposites are two acts here: to impose sanctions and to lift them.
    if (known !== null) found.add(known.set.isTurned ? `not ${known.set.name}` : known.set.name);
  }
  const holds = (some: ReadonlySet<string>): boolean => {
    for (const term of some) if (found.has(term)) return true;
    return false;
  };
  const act = sides.acts.find((it) => holds(it.acts) && (it.things.size === 0 || holds(it.things)));
  return act === undefined ? null : { type: act.type, mode: act.mode };
}
