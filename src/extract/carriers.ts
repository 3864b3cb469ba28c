/**
 * What stands around a cue beside source and content: through whom the words came (an agency, a tweet, an interview),
 * and to whom they were said.
 */
import type { Party } from "../model/finding.ts";
import type { TokenRange } from "../model/parse.ts";
import { mentionsWithin } from "./mentions.ts";
import { canSpeak } from "./speakers.ts";
import type { Stage } from "./stage.ts";
import { sentenceOf, spanOf } from "./words.ts";

/** Verbs whose object is who was told, by lemma. */
const telling = new Set(
  "tell ask inform assure remind warn notify brief urge advise order instruct invite thank congratulate accuse call persuade convince".split(
    " ",
  ),
);
/** Of these, the ones whose object is the hearer even where they govern no clause. */
const addressing = new Set("tell ask inform assure remind notify brief".split(" "));

export interface Frame {
  readonly via: readonly Party[];
  readonly addressee: Party | null;
}

/**
 * The carriers and the hearer of the cue at `head`; words in `taken` are source and content.
 *
 *     Arnau told reporters in an interview with RIA Novosti that …
 *                ^^^^^^^^^ addressee            ^^^^^^^^^^^ via
 */
export function frameOf(stage: Stage, head: number, taken: readonly TokenRange[]): Frame {
  const { words, scene, lexicon, mentions } = stage;
  const { tokens } = words.parse;
  const isTaken = (i: number): boolean => taken.some(({ from, to }) => from <= i && i < to);
  const party = ({ from, to }: TokenRange): Party => ({ ...spanOf(words, from, to), actor: null });
  const via: Party[] = [];
  let addressee: Party | null = null;
  const lemma = (tokens.lemma[head] as string).toLowerCase();
  const addCarrier = (noun: number): boolean => {
    const range = phraseAround(stage, noun, isTaken);
    const outlet = mentionsWithin(mentions, { from: range.from, to: range.to }).find(
      ({ known }) => known.actor.sector === "MED",
    );
    const isMedium = lexicon.media.has((tokens.lemma[noun] as string).toLowerCase());
    if (outlet === undefined && !isMedium) return false;
    const found = party(outlet ?? range);
    if (!via.some((it) => it.start === found.start)) via.push(found);
    return true;
  };
  for (let child = scene.firstChild[head] as number; 0 <= child; child = scene.nextSibling[child] as number) {
    if (isTaken(child)) continue;
    const relation = tokens.relation[child] as string;
    if (relation === "iobj" || relation === "obj") {
      if (!telling.has(lemma) || (!addressing.has(lemma) && !hasClause(stage, head))) continue;
      if (!addCarrier(child)) addressee ??= party(phraseAround(stage, child, isTaken));
    } else if (relation.startsWith("obl") || relation === "nmod") {
      const preposition = prepositionOf(stage, child);
      if (/^(?:in|on|at|during|via|through|by|with|from|to|for)$/.test(preposition) && addCarrier(child))
        continue;
      if (preposition !== "to" || tokens.upos[child] === "VERB") continue;
      const hearer = phraseAround(stage, child, isTaken);
      if (canSpeak(stage, hearer.from, hearer.to)) addressee ??= party(hearer);
    }
  }
  // An outlet farther off in the sentence, behind words that carry: "in an interview published by", "told", "quoted by".
  for (const { from, to, known } of mentionsWithin(mentions, sentenceOf(words, head))) {
    if (known.actor.sector !== "MED" || isTaken(from)) continue;
    let before = from - 1;
    while (
      sentenceOf(words, head).from <= before &&
      /^(?:ADJ|NOUN|PROPN|DET)$/.test(tokens.upos[before] as string)
    )
      before--;
    if (!/^(?:told|tells|by|to|with|cited|citing|via)$/.test(words.lower[before] ?? "")) continue;
    const found = party({ from, to });
    if (!via.some((it) => it.start === found.start)) via.push(found);
  }
  return { via: via.sort((a, b) => a.start - b.start), addressee };
}

function hasClause({ scene, words }: Stage, head: number): boolean {
  for (let child = scene.firstChild[head] as number; 0 <= child; child = scene.nextSibling[child] as number)
    if (/^(?:ccomp|xcomp)$/.test(words.parse.tokens.relation[child] as string)) return true;
  return false;
}

function prepositionOf({ scene, words }: Stage, noun: number): string {
  for (let child = scene.firstChild[noun] as number; 0 <= child; child = scene.nextSibling[child] as number)
    if (words.parse.tokens.relation[child] === "case") return words.lower[child] as string;
  return "";
}

/** The phrase of a noun without its preposition, up to what is taken and to a clause or aside that follows. */
function phraseAround({ scene, words }: Stage, noun: number, isTaken: (i: number) => boolean): TokenRange {
  const { tokens } = words.parse;
  let from = noun;
  const left = scene.left[noun] as number;
  while (
    left < from &&
    !isTaken(from - 1) &&
    tokens.relation[from - 1] !== "case" &&
    tokens.upos[from - 1] !== "PUNCT"
  )
    from--;
  let to = noun + 1;
  const right = (scene.right[noun] as number) + 1;
  while (
    to < right &&
    !isTaken(to) &&
    !/^(?:PUNCT|VERB|SCONJ|AUX)$/.test(tokens.upos[to] as string) &&
    !/^(?:who|which|that|on)$/.test(words.lower[to] as string)
  )
    to++;
  while (noun < to - 1 && tokens.relation[to - 1] === "case") to--;
  return { from, to };
}
