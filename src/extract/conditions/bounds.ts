/** Where clauses end: at marks, at who said it, at the comma where the next clause begins. */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { type Ground, isOf, trimRange } from "./ground.ts";
import { turnedSubject } from "./openings.ts";
import { phraseFrom } from "./phrases.ts";

const stop = /^(?:[;:—–!?]|--|\(|\)|-{1,3}|\.)$/;
const dash = /^(?:—|–|-{1,3})$/;
const breaking =
  /^(?:but|although|though|even|while|whereas|as|according|appearing|despite|amid|saying|adding|reported|and|so|because|since|yet|in|after|before|when|following|which|a|an|nor|or|otherwise|then|until|unless|if)$/;
const remark =
  /^(?:demand|claim|message|proposal|move|step|idea|prospect|request|threat|position|stance|suggestion|condition|offer|sign|reference|warning|plan)$/;
const effort = /^(?:attempt|bid|effort|move|sign|step|blow|response|reversal|threat|warning|shift)$/;
const saying =
  /^(?:said|says|say|told|tells|added|adds|warned|warns|noted|insisted|reported|declared|wrote|stated|announced|stressed|explained|continued|argued|tweeted|threatened|vowed|pledged|promised|asserted|emphasized|emphasised|remarked|claimed|quoted|quoting|saying)$/;

/** The end of a clause that begins at `from`: before a mark that parts sentences. */
export function clauseStop({ words }: Stage, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const lower = words.lower[i]!;
    if (!stop.test(lower)) continue;
    if (lower === "(") {
      // What stands in brackets belongs to the word before: "the People's Protection Units (YPG)".
      const close = words.lower.slice(i + 1, i + 9).indexOf(")");
      if (close < 0) return i;
      i += close + 1;
      continue;
    }
    // "2,000-strong" and "U.S." are one token each; a lone hyphen between words parts nothing.
    if (isJoint({ words }, i)) continue;
    return i;
  }
  return to;
}

/** The hyphen of "western-supplied". */
function isJoint({ words }: Pick<Stage, "words">, i: number): boolean {
  const { start, end } = words.parse.tokens;
  return words.lower[i] === "-" && start[i] === end[i - 1];
}

/**
 * The clause behind a cue that ends a sentence; null when it is empty.
 *
 *     … will retaliate if Congress passes the bill, an official warned today.
 *                         ^^^^^^^^^^^^^^^^^^^^^^^^
 */
export function clauseFrom(
  ground: Ground,
  from: number,
  ceiling: number = ground.window.to,
): TokenRange | null {
  const { stage } = ground;
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  let to = clauseStop(stage, from, ceiling);
  const said = ground.content?.to ?? to;
  // The model's end of what is said is believed where it leaves a clause.
  if (from + 2 < said && said < to && !isJoint(stage, said)) to = said;
  let hasVerb = false;
  for (let i = from + 1; i < to; i++) {
    hasVerb ||= upos[i - 1] === "VERB" || upos[i - 1] === "AUX";
    const lower = words.lower[i]!;
    if (lower === "," && i + 1 < to) {
      if (isAttribution(stage, i + 1, to)) return trimRange(stage, { from, to: i });
      if (hasVerb && opensAnother(stage, from, i + 1, to)) return trimRange(stage, { from, to: i });
    } else if (
      hasVerb &&
      lower === "and" &&
      i + 1 < to &&
      saying.test(words.lower[i + 1]!) &&
      /^VB[DZ]$/.test(xpos[i + 1]!)
    ) {
      return trimRange(stage, { from, to: i });
    } else if (
      hasVerb &&
      i > from + 2 &&
      !/^(?:choice|option|alternative|nothing)$/.test(words.lower[i - 1]!) &&
      (lower === "but" || lower === "although" || lower === "because" || lower === "whereas")
    ) {
      return trimRange(stage, { from, to: i });
    }
  }
  return trimRange(stage, { from, to });
}

/** ", an official warned", ", said the minister", ", according to": within a few tokens somebody says it. */
function isAttribution({ words, lexicon }: Stage, at: number, to: number): boolean {
  const { upos, xpos, lemma } = words.parse.tokens;
  if (words.lower[at] === "according" || saying.test(words.lower[at]!)) return true;
  for (let i = at; i < Math.min(to, at + 14); i++) {
    const lower = words.lower[i]!;
    if (/^(?:that|which|who|if|and)$/.test(lower) && at < i) return false;
    if (saying.test(lower) || (lower === "made" && words.lower[i + 1] === "clear")) return true;
    const isFinite = upos[i] === "VERB" && /^VB[DZP]$/.test(xpos[i]!);
    if (isFinite && lexicon.speechVerbs.get(lemma[i]!)?.kind === "speech") return true;
    if (upos[i] === "VERB") return false;
  }
  return false;
}

/** Whether behind a comma something stands that is not of the clause any more. */
function opensAnother(stage: Stage, from: number, at: number, to: number): boolean {
  const { words, scene } = stage;
  const { xpos, upos, head } = words.parse.tokens;
  const lower = words.lower[at]!;
  if (/^(?:including|such|or|especially|particularly|notably)$/.test(lower)) return false;
  // ", a demand that Cuba rejects", ", something he ruled out", ", among them …": a remark.
  if (/^(?:among|something)$/.test(lower)) return true;
  if (/^an?$/.test(lower) && words.lower.slice(at + 1, at + 4).some((it) => remark.test(it))) return true;
  // ", in the latest attempt to …", ", in a blow to …".
  const isRemarked = lower === "in" && /^(?:an?|the|what|its|his|her)$/.test(words.lower[at + 1] ?? "");
  if (isRemarked && words.lower.slice(at + 2, at + 7).some((it) => effort.test(it))) return true;
  if (
    /^(?:but|although|though|even|whereas|according|appearing|despite|amid|saying|adding|so|yet|otherwise|while|because|as)$/.test(
      lower,
    )
  )
    return true;
  if (lower === "and" || lower === "which" || lower === "who") {
    const next = at + 1;
    // ", and it would …": a clause with its own subject and a modal.
    const subject = lower === "and" ? phraseFrom(stage, next, to) : null;
    return (
      subject !== null &&
      subject.to < to &&
      (xpos[subject.to] === "MD" || saying.test(words.lower[subject.to]!))
    );
  }
  // By the tree: what hangs on a word before the clause is not of it.
  let up = at;
  for (let step = 0; step < 12 && 0 <= up; step++) {
    if (from <= up && up < at) return false;
    up = head[up]!;
  }
  const isPart = upos[at] === "PROPN" || upos[at] === "NUM";
  return !isPart && breaking.test(lower) && scene.sentence[at] === scene.sentence[from];
}

/** A clause that begins with its cue, and the one that follows. */
export interface Split {
  readonly first: TokenRange;
  readonly second: TokenRange;
}

/**
 * "Only if R, (then) O": where the first clause ends. At ", then", else at the comma behind the first verb that has a
 * subject and a modal or a finite verb after it; without a comma, where a second subject has a modal.
 */
export function splitFrom(ground: Ground, from: number): Split | null {
  const { stage, window } = ground;
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  const to = clauseStop(stage, from, window.to);
  let hasVerb = false;
  let comma = -1;
  for (let i = from + 1; i < to - 1; i++) {
    hasVerb ||= upos[i - 1] === "VERB" || upos[i - 1] === "AUX";
    const isComma = /^(?:,|…|\.{2,})$/.test(words.lower[i]!);
    if (isComma && words.lower[i + 1] === "then") return splitAt(stage, from, i, i + 2, to);
    if (isComma && (hasVerb || from + 3 < i) && comma < 0 && beginsMain(stage, i + 1, to)) comma = i;
  }
  // "only when they leave will it sign": the second clause begins with its modal.
  if (ground.cue.link === "only-if")
    for (let i = from + 3; i < (0 <= comma ? comma : to) - 2; i++)
      if (xpos[i] === "MD" && (upos[i + 1] === "PRON" || turnedSubject(stage, i, to) !== null))
        return splitAt(stage, from, i, i, to);
  if (0 <= comma) return splitAt(stage, from, comma, comma + 1, to);
  for (let i = from + 3; i < to - 1; i++) {
    if (xpos[i + 1] !== "MD" || (!/^(?:PRON|PROPN)$/.test(upos[i]!) && words.lower[i] !== "there")) continue;
    let verbs = 0;
    for (let j = from; j < i; j++) if (upos[j] === "VERB" || upos[j] === "AUX") verbs++;
    if (0 < verbs) return splitAt(stage, from, i, i, to);
  }
  return null;
}

/** Whether at `at` a clause begins that has a modal, or a verb, soon. */
function beginsMain(stage: Stage, at: number, to: number): boolean {
  const { words } = stage;
  const { xpos, upos } = words.parse.tokens;
  if (
    /^(?:and|or|which|who|including|such|especially|particularly|notably|although|though|but|as|while|whereas|because|since)$/.test(
      words.lower[at]!,
    )
  )
    return false;
  for (let i = at; i < Math.min(to, at + 24); i++) {
    if (words.lower[i] === "," && at < i - 12) return false;
    if (xpos[i] === "MD" || (isOf(stage, i, "ready") && words.lower[i + 1] === "to")) return true;
    if (at < i && /^VB[ZPD]$/.test(xpos[i]!) && upos[i] !== "NOUN") return true;
  }
  return false;
}

function splitAt(stage: Stage, from: number, end: number, start: number, to: number): Split | null {
  const first = trimRange(stage, { from, to: end });
  const second = trimRange(stage, { from: start, to });
  return first === null || second === null ? null : { first, second };
}

/** The start of the clause before a cue: behind the last mark that parts sentences. */
export function clauseStart(ground: Ground, at: number): number {
  const { stage, window } = ground;
  const { words } = stage;
  const floor = window.from;
  // "… – an insertion – unless": the dash before the cue closes what the one before it opened.
  let nInserted = dash.test(words.lower[at - 1] ?? "") ? 1 : 0;
  for (let i = at - 1; floor < i; i--) {
    const lower = words.lower[i - 1]!;
    if (!/^(?:[;:?!]|—|--)$/.test(lower)) continue;
    // A dash right before the cue parts nothing.
    if (at - i < 3) continue;
    if (dash.test(lower) && 0 < nInserted--) continue;
    return i;
  }
  return floor;
}
