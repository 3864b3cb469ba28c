/**
 * Who sets a condition: the subject of the outcome, else who says so. Pronouns go to who is spoken of, the most
 * explicit mention first; who merely bears the outcome ("would face sanctions") sets none.
 */
import type { TokenRange } from "../../model/parse.ts";
import { mentionsWithin } from "../mentions.ts";
import { antecedentOf } from "./antecedents.ts";
import { isGetting } from "./candidate.ts";
import { type Draft, type Ground, isHeldOut, isOf } from "./ground.ts";
import {
  actorsWithin,
  identityOf,
  isParty,
  isPossessive,
  isRelated,
  joined,
  ownerOf,
  sideOf,
} from "./identities.ts";
import { headOf, isPronoun, phraseFrom } from "./phrases.ts";
import { blockOf, sentencePhrase } from "./sentences.ts";
import { labelBefore, quotedIn, reporter, reporterBehind, tellerWithin } from "./tellers.ts";

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
    labelBefore(ground) ??
    subjectNear(ground, draft) ??
    namedBefore(ground, draft);
  if (agent === null) return { range: other(), isAgent: isWhole(draft) };
  // Who threatens must then be told: the one that begins the sentence may be the threatened.
  if (bearsOutcome(ground, draft, agent, speaker))
    return {
      range:
        quotedIn(ground) ??
        tellerWithin(ground, draft) ??
        speaker ??
        reporter(ground, draft, ground.window.from) ??
        labelBefore(ground) ??
        saidBefore(ground),
      isAgent: false,
    };
  if (isPronoun(stage, agent) || isPossessive(stage, agent)) {
    const lower = stage.words.lower[agent.from]!;
    // "Turkey said Sweden must do more before it can join": who says so grants it.
    const { outcome, addressee, rule, outcomeNegated } = draft;
    const isGranted = rule === "condition/before" && !outcomeNegated && isGetting(stage, outcome.from);
    const side = speaker === null ? null : sideOf(stage, speaker);
    if (isGranted && /^(?:it|they)$/.test(lower) && side !== null && addressee !== null)
      if (identityOf(stage, addressee) !== side) return { range: speaker, isAgent: false };
    // "he pledged it would be the last time": "it" is nobody.
    const tag = stage.words.parse.tokens.upos[outcome.from + 1] ?? "";
    const isCopula = stage.words.lower[outcome.from] === "be" && /^(?:DET|NUM)$/.test(tag);
    if (lower === "it" && isCopula && speaker !== null) return { range: speaker, isAgent: false };
    if (/^(?:you|who)$/.test(lower)) return { range: other(), isAgent: lower === "who" };
    const antecedent = antecedentOf(ground, draft, agent, speaker);
    // "If Turkey crosses the river, it will find us waiting": who says so.
    const isTheirs = draft.addressee !== null && draft.requirement.to <= agent.from && lower === "it";
    if (antecedent === null && isTheirs && speaker !== null) return { range: speaker, isAgent: false };
    return { range: antecedent ?? agent, isAgent: true };
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
  // "gave Cuba a day to leave or face": who gives it.
  if (draft.rule === "condition/ultimatum" && agent.to <= draft.requirement.from) return false;
  const first = draft.outcome.from;
  const from = /^["“]$/.test(words.lower[first]!) ? first + 1 : first;
  const own = identityOf(stage, agent);
  const side = speaker === null ? null : sideOf(stage, speaker);
  if (!isHeldOut(draft) || (own !== null && own === side)) return false;
  if (/^(?:i|we)$/.test(words.lower[agent.from]!)) return false;
  if (isOf(stage, from, "suffer")) return true;
  // "would have hell to pay".
  const isPaying = words.lower[from] === "have" && words.lower.slice(from + 1, from + 6).includes("pay");
  if (isPaying) return true;
  // "Brussels said Britain cannot have a deal until": who keeps it from them.
  if (draft.outcomeNegated && draft.mood === "can" && side !== null && own !== null && isGetting(stage, from))
    return true;
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

/** Whether a speaker is an agency or outlet, through which others speak. */
function isMedium(stage: Ground["stage"], range: TokenRange): boolean {
  if (isOf(stage, headOf(stage, range), "outlet") || isOf(stage, range.from + 1, "outlet")) return true;
  return mentionsWithin(stage.mentions, range).some(
    (it) => it.known.actor.sector === "MED" && range.to - range.from <= it.to - it.from + 1,
  );
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
  const first = actorsWithin(stage, { from: window.from, to: outcome.from }).find(
    // "The bill threatens Damascus with sanctions": who is threatened sets nothing.
    (it) =>
      identityOf(stage, it) !== other &&
      // "red lines for Iran's programme and threatening to …": whose programme it is says nothing of who threatens.
      stage.words.parse.tokens.xpos[it.to] !== "POS" &&
      stage.words.lower[it.from - 1]?.startsWith("threat") !== true,
  );
  return first === undefined ? null : joined(stage, first, outcome.from);
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
