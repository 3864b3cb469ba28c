/** Who is told to have said it, where no statement says so: before both sides, behind them, "quoted as saying". */
import type { TokenRange } from "../../model/parse.ts";
import type { Draft, Ground } from "./ground.ts";
import { isParty } from "./identities.ts";
import { isPronoun, phraseFrom, subjectBefore } from "./phrases.ts";

/** "… told him that officials said that if …": within what is said, who is said to have said it. */
export function tellerWithin(ground: Ground, draft: Draft): TokenRange | null {
  return ground.content === null ? null : reporter(ground, draft, ground.content.from - 1);
}

/** The subject of the last verb of saying between `floor` and both sides. */
export function reporter(
  { stage }: Ground,
  { outcome, outcomeClause, requirement }: Draft,
  floor: number,
): TokenRange | null {
  const { words, lexicon } = stage;
  const { upos, lemma } = words.parse.tokens;
  for (let i = Math.min(outcomeClause?.from ?? outcome.from, requirement.from) - 1; floor < i; i--) {
    const isClear = isMadeClear(words.lower, i);
    const isSpeech = lexicon.speechVerbs.get(lemma[i]!)?.kind === "speech" || lemma[i] === "hint";
    const isSaying = upos[i] === "VERB" && isSpeech;
    if (!isClear && !isSaying) continue;
    const sentence = words.parse.sentences[words.sentence[i]!]!;
    const isKnown = words.lower[i] === "known";
    const verb = isKnown ? i - 3 : isClear && words.lower[i - 1] === "it" ? i - 2 : isClear ? i - 1 : i;
    const subject = subjectBefore(stage, verb, sentence.from);
    if (subject !== null && isParty(stage, subject) && !isPronoun(stage, subject)) return subject;
  }
  return null;
}

/** "quoted the Cuban minister as saying that". */
export function quotedIn({ stage, at, window }: Ground): TokenRange | null {
  const { words } = stage;
  const sentence = words.parse.sentences[words.sentence[window.from]!]!;
  for (let i = at.from - 1; sentence.from + 2 < i; i--) {
    if (words.lower[i] !== "saying" || words.lower[i - 1] !== "as") continue;
    for (let verb = i - 2; sentence.from < verb; verb--)
      if (/^(?:quote|cite)$/.test(words.parse.tokens.lemma[verb]!)) {
        const quoted = phraseFrom(stage, verb + 1, i - 1);
        return quoted !== null && isParty(stage, quoted) ? quoted : null;
      }
  }
  return null;
}

/** "…, the Cuban minister hinted": who says so behind both sides, where no statement was found. */
export function reporterBehind(
  { stage, statement }: Ground,
  { outcome, outcomeClause, requirement }: Draft,
): TokenRange | null {
  if (statement !== null) return null;
  const { words, lexicon } = stage;
  const { upos, lemma, xpos } = words.parse.tokens;
  const sides = [outcomeClause ?? outcome, requirement];
  const from = Math.min(...sides.map((it) => it.to));
  const sentence = words.parse.sentences[words.sentence[from - 1]!]!;
  for (let i = from; i < Math.min(sentence.to, Math.max(...sides.map((it) => it.to)) + 20); i++) {
    if (sides.some((it) => it.from <= i && i < it.to)) continue;
    const isSaying = upos[i] === "VERB" && lexicon.speechVerbs.get(lemma[i]!)?.kind === "speech";
    // "was quoted as saying".
    const at = xpos[i] === "VBG" && words.lower[i - 1] === "as" ? i - 3 : i;
    if (!isSaying || at < from) continue;
    const subject = subjectBefore(stage, at, from);
    return subject !== null && isParty(stage, subject) && !isPronoun(stage, subject) ? subject : null;
  }
  return null;
}

/** "made clear", "makes it plain". */
export function isMadeClear(lower: readonly string[], i: number): boolean {
  // "let it be known".
  if (lower[i] === "known") return lower[i - 1] === "be" && lower[i - 2] === "it" && lower[i - 3] === "let";
  if (lower[i] !== "clear" && lower[i] !== "plain") return false;
  return /^ma(?:k|de)/.test(lower[lower[i - 1] === "it" ? i - 2 : i - 1] ?? "");
}

/** "MR. QUILL: …", "QUILL: …": whose words a transcript gives; nobody where its last label is a question's. */
export function labelBefore({ stage, window }: Ground): TokenRange | null {
  const { words } = stage;
  for (let i = window.from; Math.max(2, window.from - 400) < i; i--) {
    if (words.lower[i - 1] !== ":" || !/^(?:\p{Lu}[\p{Lu}-]{2,}|Q)$/u.test(words.form[i - 2]!)) continue;
    if (words.form[i - 2] === "Q") return null;
    const isTitled = /^(?:MR|MS|MRS|DR)\.?$/.test(words.form[i - 3] ?? "");
    const isLast = words.lower[i - 3] === "." && /^(?:MR|MS|MRS|DR)$/.test(words.form[i - 4] ?? "");
    return { from: i - (isTitled ? 3 : isLast ? 4 : 2), to: i - 1 };
  }
  return null;
}
