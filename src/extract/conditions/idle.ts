/** Cues that are none, told by the words beside them before any clause is read: "even if", "asked if", "until Friday". */
import { isCalendarWord, sentenceOf } from "../words.ts";
import { type Ground, holdsOf, isOf } from "./ground.ts";
import { actorsWithin } from "./identities.ts";
import { headOf, isBareVerb, phraseFrom } from "./phrases.ts";

/** Whether the cue links nothing here. */
export function isIdleCue(ground: Ground): boolean {
  const { stage, at, cue, window } = ground;
  const { words } = stage;
  if ((window.to <= at.to && cue.shape !== "way") || isJoined(ground)) return true;
  const before = words.lower[at.from - 1] ?? "";
  const after = words.lower[at.to] ?? "";
  const name = cue.words.join(" ");
  if (name === "if")
    return /^(?:even|as|what|only|than|like)$/.test(before) || isShort(ground) || isIndirect(ground);
  // "the law has provided that", "the guns are provided": a verb.
  const isVerb = words.parse.tokens.upos[at.from - 1] === "AUX";
  if (name === "provided that" || name === "providing that") return isVerb;
  if (name === "provided")
    return (
      isVerb ||
      words.lower[at.to + 1] === "with" ||
      /^(?:by|to|for|with|in|an?)$/.test(after) ||
      (!/^(?:,|and|["”]|-+|[—–])$/.test(before) && !isClauseBehind(ground))
    );
  if (name === "then") return !isAfterFirst(ground);
  // "will not sign even in exchange for": no bargain is offered.
  if (cue.shape === "exchange" && before === "even") return true;
  if (name.startsWith("on")) return isAnonymity(ground);
  switch (cue.shape) {
    case "noun":
      return isDenied(ground);
    case "while":
      return isMeasure(ground);
    case "only-then":
      return false;
    case "until":
    case "before":
      return isTemporal(ground);
    case "without":
      return (
        isOf(stage, at.to, "lack") ||
        // "will not give in without a fight".
        /^(?:a|any) (?:fight|doubt|struggle|delay|trial|warning|hitch)$/.test(
          words.lower.slice(at.to, at.to + 2).join(" "),
        ) ||
        (words.parse.tokens.xpos[at.to] === "VBG" && words.lower[at.to + 1] !== "of")
      );
    default:
      return false;
  }
}

/** "… the border provided Cuba closed": a party and its finite verb, where "the aid provided Cuba" has none. */
function isClauseBehind({ stage, at, window }: Ground): boolean {
  const subject = phraseFrom(stage, at.to, window.to);
  if (subject === null) return false;
  const tag = stage.words.parse.tokens.xpos[subject.to] ?? "";
  const isFinite = subject.to < window.to && /^(?:VB[DZP]|MD)$/.test(tag);
  // Its verb may be taken for a noun: "provided the army stays in its barracks".
  const { upos } = stage.words.parse.tokens;
  let isHeldOut = false;
  for (let i = window.from; i < at.from; i++) isHeldOut ||= stage.words.parse.tokens.xpos[i] === "MD";
  const isSwallowed =
    upos[at.to] === "DET" && 4 < subject.to - subject.from && holdsOf(stage, subject, "party");
  return isFinite || (isHeldOut && isSwallowed);
}

/** "must first leave; then we can talk": a "then" that follows on a first. */
function isAfterFirst({ stage, at, window }: Ground): boolean {
  const { lower } = stage.words;
  const sentence = sentenceOf(stage.words, at.from);
  if (!/^(?:[;,]|and)$/.test(lower[at.from - 1] ?? "")) return false;
  return lower.slice(Math.max(sentence.from, Math.min(window.from, at.from - 40)), at.from).includes("first");
}

/** "Western-provided": part of a compound. */
function isJoined({ stage, at }: Ground): boolean {
  const { start, end } = stage.words.parse.tokens;
  return stage.words.lower[at.from - 1] === "-" && end[at.from - 1] === start[at.from];
}

/** "if necessary", "if elected", "if any": no clause follows. */
function isShort({ stage, at, window }: Ground): boolean {
  const { words } = stage;
  const end = Math.min(window.to, at.to + 3);
  let to = at.to;
  while (to < end && !/^[,.;:)—–-]$/.test(words.lower[to]!)) to++;
  const isCut = to < end || to === window.to;
  for (let i = at.to; i < Math.min(window.to, at.to + 4); i++) if (words.lower[i] === "already") return true;
  if (words.lower[at.to] === "need" && words.lower[at.to + 1] === "be") return true;
  // "if Cuba refuses", "if they did": a clause, however short.
  const first = words.lower[at.to]!;
  const isNamed =
    words.parse.tokens.upos[at.to] === "PROPN" && 0 < actorsWithin(stage, { from: at.to, to }).length;
  const tag = words.parse.tokens.xpos[at.to + 1] ?? "";
  const isClause = to - at.to === 2 && (isNamed || first === "they") && /^(?:VB|NNS)/.test(tag);
  return (isCut && to - at.to <= 2 && !isClause) || isOf(stage, at.to, "idle");
}

/** "asked if", "unclear if", "have yet to decide if": an indirect question. */
function isIndirect({ stage, at }: Ground): boolean {
  const { words } = stage;
  const before = words.lower[at.from - 1] ?? "";
  // "would decide if a deal is possible or if it is time to go".
  if (before === "or")
    for (let i = at.from - 2; Math.max(1, at.from - 24) <= i; i--)
      if (/^(?:if|whether)$/.test(words.lower[i]!))
        return isOf(stage, i - 1, "indirect") || isOf(stage, i - 2, "asking");
  if (/^(?:,|and|or|but|that)$/.test(before)) return false;
  // "When pressed by a senator if": a question's.
  for (let i = at.from - 1; Math.max(0, at.from - 10) <= i; i--) {
    if (
      /^(?:pressed|questioned|asked|quizzed)$/.test(words.lower[i]!) &&
      /^(?:by|on|about)$/.test(words.lower[i + 1]!)
    )
      return true;
    if (/^[,;:]$/.test(words.lower[i]!)) break;
  }
  for (let i = at.from - 1; Math.max(0, at.from - 4) <= i; i--) {
    if (/^[,.;:?!]$/.test(words.lower[i]!)) return false;
    // "would be asked to leave if", "will freeze its tests if": nothing is asked about.
    const isOrder = words.lower[i + 1] === "to" && i + 1 < at.from;
    const isThing = words.parse.tokens.xpos[i] === "NNS" && i === at.from - 1;
    if (!isOrder && !isThing && isOf(stage, i, i === at.from - 1 ? "indirect" : "asking")) return true;
  }
  return false;
}

/** "on condition of anonymity", "on condition that he not be named". */
function isAnonymity({ stage, at }: Ground): boolean {
  const { lower } = stage.words;
  if (lower[at.to] === "of") return true;
  return lower
    .slice(at.to, at.to + 12)
    .some((it) => it.startsWith("anonym") || it === "named" || it === "identified");
}

/** "without preconditions", "no preconditions", "weather conditions for". */
function isDenied({ stage, at }: Ground): boolean {
  const { words } = stage;
  for (let i = Math.max(0, at.from - 6); i < at.from; i++) if (isOf(stage, i, "denied")) return true;
  return (
    /^(?:of|under|in|the)$/.test(words.lower[at.from - 1] ?? "") &&
    words.lower[at.from]!.startsWith("conditions")
  );
}

/** "as long as it takes", "as long as possible", "as long as two years". */
function isMeasure({ stage, at }: Ground): boolean {
  const { lower } = stage.words;
  const next = lower[at.to] ?? "";
  return (
    /^(?:possible|necessary|needed|that|this|\d.*)$/.test(next) ||
    (next === "it" && /^(?:takes?|lasts?|needs?)$/.test(lower[at.to + 1] ?? "")) ||
    (next === "it" && /^(?:is|was)$/.test(lower[at.to + 1] ?? "") && isNeeded(lower[at.to + 2]))
  );
}

/** Whether something must be, or is demanded, before the cue. */
function isDemanded({ stage, at, window }: Ground): boolean {
  for (let i = Math.max(window.from, at.from - 30); i < at.from; i++)
    if (stage.words.lower[i] === "must" || isOf(stage, i, "demand")) return true;
  return false;
}

/** "until Friday", "until now", "before the war": a point in time, nobody's act. */
function isTemporal(ground: Ground): boolean {
  const { stage, at, cue, window } = ground;
  const { words } = stage;
  const after = words.lower[at.to]!;
  if (/^wait(?:ed|ing|s)?$/.test(words.lower[at.from - 1] ?? "")) return true;
  if (isCalendarWord(after) || /^\d/.test(after) || isOf(stage, at.to, "time")) return true;
  if (
    after === "the" &&
    /^(?:end|start|beginning|last|next|time|day|week|month|year)$/.test(words.lower[at.to + 1] ?? "")
  )
    return true;
  if (after === "it" && words.lower[at.to + 2] === "too") return true;
  const { upos } = words.parse.tokens;
  let to = at.to;
  while (to < Math.min(window.to, at.to + 24)) {
    if (upos[to] === "VERB" || upos[to] === "AUX") return false;
    if (to > at.to && /^[,.;]$/.test(words.lower[to]!)) break;
    to++;
  }
  // "must leave before any talks".
  const isAct = cue.shape === "before" && isOf(stage, headOf(stage, { from: at.to, to }), "act");
  if (isAct && isDemanded(ground)) return false;
  // "until after the election in Cuba": a date, and nobody's act.
  for (let i = at.to; i < to; i++) if (isOf(stage, i, "election")) return true;
  if (isBareVerb(stage, to - 1)) return false;
  // A verb may be taken for a noun: "before Cuba's attitude changes".
  return to - at.to < 4 || actorsWithin(stage, { from: at.to, to }).length === 0;
}

function isNeeded(word: string | undefined): boolean {
  return /^(?:necessary|needed|possible|required|safe|legal|[.,;])$/.test(word ?? "");
}
