/**
 * Who sets a condition: the subject of the outcome, else who says so. Pronouns go to who is spoken of, the most
 * explicit mention first; who merely bears the outcome ("would face sanctions") sets none.
 */
import type { TokenRange } from "../../model/parse.ts";
import { mentionsWithin } from "../mentions.ts";
import { type Draft, type Ground, isHeldOut, isOf } from "./ground.ts";
import {
  actorsWithin,
  headOf,
  identityOf,
  isParty,
  isPerson,
  isPossessive,
  isPronoun,
  isRelated,
  ownerOf,
  phraseFrom,
  sideOf,
  subjectBefore,
} from "./phrases.ts";

/** The setter, and whether it is the subject of the outcome, which is then the verb phrase alone. */
export interface Setter {
  readonly range: TokenRange | null;
  readonly isAgent: boolean;
}

export function setterOf(ground: Ground, draft: Draft): Setter {
  const { stage } = ground;
  const { agent } = draft;
  const speaker = speakerOf(ground);
  const other = (): TokenRange | null =>
    quotedIn(ground) ??
    tellerWithin(ground, draft) ??
    speaker ??
    reporter(ground, draft, ground.window.from) ??
    reporterBehind(ground, draft) ??
    subjectNear(ground, draft) ??
    namedBefore(ground, draft);
  if (agent === null) return { range: other(), isAgent: isWhole(draft) };
  // Who threatens must then be told: the one that begins the sentence may be the threatened.
  if (bearsOutcome(ground, draft, agent, speaker))
    return {
      range:
        tellerWithin(ground, draft) ??
        speaker ??
        reporter(ground, draft, ground.window.from) ??
        saidBefore(ground),
      isAgent: false,
    };
  if (isPronoun(stage, agent) || isPossessive(stage, agent)) {
    const lower = stage.words.lower[agent.from]!;
    if (/^(?:you|who)$/.test(lower)) return { range: other(), isAgent: lower === "who" };
    return { range: antecedentOf(ground, draft, agent, speaker) ?? agent, isAgent: true };
  }
  const owner = ownerOf(stage, agent);
  // "his country would", "our government will": the speaker's.
  const isSpeakers = owner !== null && isPossessive(stage, owner) && !isRelated(stage, agent, null);
  if (isSpeakers && speaker !== null && isParty(stage, agent) && identityOf(stage, agent) === null)
    return { range: speaker, isAgent: true };
  if (isParty(stage, agent)) return { range: agent, isAgent: true };
  const isOwned = owner !== null && !isPossessive(stage, owner) && isParty(stage, owner);
  return { range: speaker === null && isOwned ? owner : other(), isAgent: false };
}

/** Whether the outcome has no clause wider than itself. */
function isWhole({ outcome, outcomeClause }: Draft): boolean {
  return outcomeClause === null || (outcomeClause.from === outcome.from && outcomeClause.to === outcome.to);
}

/** Whether the subject of the outcome is the one who is threatened or favoured: "would face", "might be exempted". */
function bearsOutcome(
  { stage }: Ground,
  draft: Draft,
  agent: TokenRange,
  speaker: TokenRange | null,
): boolean {
  const { words } = stage;
  const first = draft.outcome.from;
  const from = /^["“]$/.test(words.lower[first]!) ? first + 1 : first;
  const own = identityOf(stage, agent);
  const side = speaker === null ? null : sideOf(stage, speaker);
  if (!isHeldOut(draft) || (own !== null && own === side)) return false;
  if (/^(?:i|we)$/.test(words.lower[agent.from]!)) return false;
  if (isOf(stage, from, "suffer")) return true;
  // "must comply before it can return": what comes after is the addressee's own.
  if (draft.rule === "condition/before" && !draft.outcomeNegated) return own !== null && side !== null;
  if (words.lower[from] === "be" && words.parse.tokens.xpos[from + 1] === "VBN") return true;
  const bearer = draft.addressee === null ? null : identityOf(stage, draft.addressee);
  return own !== null && own === bearer && side !== null;
}

/** The innermost speaker who can set a condition; of "it" and "he" the phrase that named them, where it is near. */
function speakerOf(ground: Ground): TokenRange | null {
  const { stage, speakers, window } = ground;
  const speaker = speakers.find(
    (it) =>
      !isMedium(stage, it) &&
      (isParty(stage, it) || isParty(stage, it.fullest) || sideOf(stage, it.fullest) !== null),
  );
  if (speaker === undefined) return null;
  if (!isPronoun(stage, speaker)) return speaker;
  if (/^(?:it|they)$/.test(stage.words.lower[speaker.from]!)) {
    const first = sentencePhrase(ground);
    if (first !== null && first.to <= speaker.from && isParty(stage, first) && !isPronoun(stage, first))
      return first;
  }
  const isNear = blockOf(stage, speaker.fullest.from) === blockOf(stage, window.from);
  return isNear || !/^(?:he|she)$/.test(stage.words.lower[speaker.from]!) ? speaker.fullest : speaker;
}

function blockOf({ words }: Ground["stage"], token: number): number {
  return words.parse.sentences[words.sentence[token]!]!.block;
}

/** Whether a speaker is an agency or outlet, through which others speak. */
function isMedium(stage: Ground["stage"], range: TokenRange): boolean {
  if (isOf(stage, range.from, "outlet") || isOf(stage, range.from + 1, "outlet")) return true;
  return mentionsWithin(stage.mentions, range).some(
    (it) => it.known.actor.sector === "MED" && range.to - range.from <= it.to - it.from + 1,
  );
}

/** Who "we", "it", "they", "he" are: the speaker, who says so in the sentence, who spoke before, who begins it. */
function antecedentOf(
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
  if (isIt && speaker !== null && isOnePerson(stage, speaker))
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
  if (first !== null && first.to <= pronoun.from && isParty(stage, first) && !isPronoun(stage, first))
    return first;
  if (earlier !== null && blockOf(stage, earlier.from) === blockOf(stage, window.from)) return earlier;
  const [near] = actorsWithin(stage, { from: window.from, to: pronoun.from });
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

function sentenceStart({ stage, window }: Ground): number {
  const { words } = stage;
  return words.parse.sentences[words.sentence[window.from]!]!.from;
}

/** "… told him that officials said that if …": within what is said, who is said to have said it. */
function tellerWithin(ground: Ground, draft: Draft): TokenRange | null {
  return ground.content === null ? null : reporter(ground, draft, ground.content.from - 1);
}

/** The subject of the last verb of saying between `floor` and both sides. */
function reporter(
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
function quotedIn({ stage, at, window }: Ground): TokenRange | null {
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
function reporterBehind(
  { stage, statement }: Ground,
  { outcome, outcomeClause, requirement }: Draft,
): TokenRange | null {
  if (statement !== null) return null;
  const { words, lexicon } = stage;
  const { upos, lemma, xpos } = words.parse.tokens;
  const from = Math.max((outcomeClause ?? outcome).to, requirement.to);
  const sentence = words.parse.sentences[words.sentence[from - 1]!]!;
  for (let i = from; i < Math.min(sentence.to, from + 20); i++) {
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

/** Where nobody speaks and the outcome has no agent: who begins the sentence or, for sure cues, the one before. */
function subjectNear(ground: Ground, draft: Draft): TokenRange | null {
  const { stage, cue, window, earlier } = ground;
  const { words } = stage;
  const addressee = draft.addressee === null ? null : identityOf(stage, draft.addressee);
  const first = sentencePhrase(ground);
  if (first !== null && isParty(stage, first) && !isPronoun(stage, first) && first.to <= draft.outcome.from) {
    const own = identityOf(stage, first);
    if (own === null || own !== addressee) return first;
  }
  const index = words.sentence[window.from]! - 1;
  const before = words.parse.sentences[index];
  if (before === undefined || before.block !== words.parse.sentences[index + 1]!.block) return null;
  if (earlier !== null && before.from <= earlier.from && isParty(stage, earlier)) return earlier;
  if (cue.link === "if" || cue.necessity === "sufficient") return null;
  const subject = phraseFrom(stage, before.from, before.to);
  const own = subject === null ? null : identityOf(stage, subject);
  return subject !== null && isParty(stage, subject) && own !== null && own !== addressee ? subject : null;
}

/** "Havana … a threat to leave unless": of an outcome that somebody pledges, the first party named before it. */
function namedBefore({ stage, window }: Ground, { outcome, mood, addressee }: Draft): TokenRange | null {
  if (mood !== "noun" && mood !== "pledge") return null;
  const other = addressee === null ? null : identityOf(stage, addressee);
  return (
    actorsWithin(stage, { from: window.from, to: outcome.from }).find(
      (it) => identityOf(stage, it) !== other,
    ) ?? null
  );
}

/** "He has used them as leverage, suggesting …": of a sentence that "he" begins, who spoke before in the paragraph. */
function saidBefore(ground: Ground): TokenRange | null {
  const { stage, earlier, window } = ground;
  const first = sentencePhrase(ground);
  const isHe = first !== null && /^(?:he|she)$/.test(stage.words.lower[first.from]!);
  return isHe && earlier !== null && blockOf(stage, earlier.from) === blockOf(stage, window.from)
    ? earlier
    : null;
}

/** The noun phrase that begins the sentence, behind an adverb or two. */
function sentencePhrase({ stage, window }: Ground): TokenRange | null {
  const { upos } = stage.words.parse.tokens;
  let { from } = window;
  while (from < window.to && from < window.from + 4 && !/^(?:DET|NOUN|PROPN|PRON|ADJ)$/.test(upos[from]!))
    from++;
  return phraseFrom(stage, from, window.to);
}
