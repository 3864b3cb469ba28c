/** Who "we", "it", "they" and "he" are that a condition's outcome is held out by. */
import type { TokenRange } from "../../model/parse.ts";
import { isPlural } from "./candidate.ts";
import type { Draft, Ground } from "./ground.ts";
import { actorsWithin, identityOf, isParty, isPerson } from "./identities.ts";
import { headOf, isPronoun, phraseFrom } from "./phrases.ts";
import { blockOf, sentencePhrase, sentenceStart } from "./sentences.ts";
import { reporter, reporterBehind } from "./tellers.ts";

/** Who "we", "it", "they", "he" are: the speaker, who says so in the sentence, who spoke before, who begins it. */
export function antecedentOf(
  ground: Ground,
  draft: Draft,
  pronoun: TokenRange,
  speaker: TokenRange | null,
): TokenRange | null {
  const { stage, window, earlier } = ground;
  // A person is no "it": of "it" the state named before, and none where it stands for what follows ("it would be …").
  const isIt = stage.words.lower[pronoun.from] === "it";
  const addressee = draft.addressee === null ? null : identityOf(stage, draft.addressee);
  // "Turkey's president warned it would": the state that the speaker's name holds, unless another was named since.
  const isFirst = draft.addressee !== null && draft.addressee.from < pronoun.from;
  const isItsOwner = speaker !== null && !isFirst && 0 < actorsWithin(stage, speaker).length;
  const isSeveral = speaker !== null && !isPronoun(stage, speaker) && isPlural(stage, speaker);
  if (isIt && speaker !== null && (isOnePerson(stage, speaker) || isSeveral))
    return (
      actorsWithin(stage, { from: sentenceStart(ground), to: pronoun.from }).findLast(
        (it) =>
          (speaker.to <= it.from || it.to <= speaker.from) &&
          (addressee === null || identityOf(stage, it) !== addressee),
      ) ?? (isItsOwner ? speaker : null)
    );
  // "warnings from Ada Munk that she would …".
  const warner = namedBeforeThat(stage, pronoun);
  if (warner !== null) return warner;
  if (speaker !== null) return speaker;
  const teller = reporter(ground, draft, sentenceStart(ground));
  if (teller !== null && !isPronoun(stage, teller)) return teller;
  const first = sentencePhrase(ground);
  // "As long as the Cubans stay, we will …": the other side is no "we".
  const isOther = (it: TokenRange): boolean => addressee === null || identityOf(stage, it) !== addressee;
  if (first !== null && first.to <= pronoun.from && isParty(stage, first) && !isPronoun(stage, first))
    if (isIt || isOther(first)) return first;
  const isNear = earlier !== null && blockOf(stage, earlier.from) === blockOf(stage, window.from);
  if (isNear && (isIt || isParty(stage, earlier))) return earlier;
  const behind = isIt ? null : reporterBehind(ground, draft);
  if (behind !== null) return behind;
  const near = actorsWithin(stage, { from: window.from, to: pronoun.from }).find((it) => isIt || isOther(it));
  return near ?? (isIt ? subjectOfLast(ground, addressee) : null);
}

/** "Poland wants an apology. It will not …": of "it" the state that begins the sentence before. */
function subjectOfLast({ stage, window }: Ground, addressee: string | null): TokenRange | null {
  const { words } = stage;
  const index = words.sentence[window.from]! - 1;
  const before = words.parse.sentences[index];
  if (before === undefined || before.block !== words.parse.sentences[index + 1]!.block) return null;
  const subject = phraseFrom(stage, before.from, before.to);
  const own = subject === null ? null : identityOf(stage, subject);
  return own !== null && own !== addressee && isParty(stage, subject!) ? subject : null;
}

/** A name, "he", "a senior official": no "it". */
function isOnePerson(stage: Ground["stage"], range: TokenRange): boolean {
  const head = headOf(stage, range);
  const office = stage.lexicon.offices.get(stage.words.lower[head]!);
  const isOffice = office !== undefined && office.role !== "ministry";
  return isPerson(stage, range) || (isOffice && stage.words.parse.tokens.xpos[head] === "NN");
}

/** The person whose name ends right before "that he" or "that she", and is who gives the word: "from", "by", "of". */
function namedBeforeThat(stage: Ground["stage"], { from: pronoun }: TokenRange): TokenRange | null {
  const { lower } = stage.words;
  const to = pronoun - 1;
  if (lower[to] !== "that" || !/^(?:he|she)$/.test(lower[pronoun]!)) return null;
  let from = to;
  while (0 < from && isPerson(stage, { from: from - 1, to: from })) from--;
  let start = from;
  while (0 < start && from - start < 4 && !/^(?:from|by|of)$/.test(lower[start - 1]!)) start--;
  return from < to && /^(?:from|by|of)$/.test(lower[start - 1] ?? "") ? { from: start, to } : null;
}
