/**
 * Whether an act happened, by climbing from its word through what governs it: negation, modal verbs, tense, verbs and
 * nouns that make something of the act ("plan to", "threat of"), conditions and questions. Said acts are as the saying
 * has them: "X said that Y attacked" tells of an attack. The table of governing words is data/factuality.tsv.
 */
import type { EventStatus } from "../../model/finding.ts";
import type { Stage } from "../stage.ts";
import { type Words, sentenceOf } from "../words.ts";
import { governed, isNotOmitted } from "./governors.ts";
import { firstDoer, isRealized } from "./realized.ts";
import { futureWords, governorOf, isBase, isPlain, isWhether, openWords, ownStatus } from "./tense.ts";
import { childOf, isNominal, isOf, isToInfinitive, isVerb, lemmaAt } from "./tree.ts";

/** How many governing words are looked at. */
const longestClimb = 12;

/**
 * The status of the act that a token tells of, a verb or a noun.
 *
 *     Norway threatened to expel two diplomats.      expel: threatened
 *     Norway denied that it had expelled anybody.    expelled: denied
 *     Norway will hold talks if Cuba agrees.         talks: conditional
 */
export function statusOf(stage: Stage, trigger: number): EventStatus {
  // "will have imposed sanctions" read as having sanctions: the verb before has the tense.
  if (
    stage.words.parse.tokens.relation[trigger] === "amod" &&
    /^(?:have|has|had)$/.test(stage.words.lower[trigger - 1] ?? "")
  )
    return statusOf(stage, trigger - 1);
  const { lower } = stage.words;
  // "has yet to sign it", "is yet to be signed"
  const to = lower[trigger - 1] === "be" ? trigger - 2 : trigger - 1;
  if (0 < to && lower[to] === "to" && lower[to - 1] === "yet") return "negated";
  if (isInverted(stage, trigger)) return "conditional";
  const found = climb(stage, trigger);
  if (found === "planned" || found === "hypothetical")
    return isConditioned(stage, trigger) ? "conditional" : found;
  if (found !== "occurred" && found !== "ongoing") return found;
  if (isOpenSubject(stage, trigger)) return "hypothetical";
  if (isRealized(stage, trigger)) return found;
  return beside(stage, trigger) ?? found;
}

/** "Leaving the accord would cost jobs": a gerund that begins its clause, and a modal verb with no other verb between. */
function isOpenSubject({ words }: Stage, trigger: number): boolean {
  const { tokens } = words.parse;
  const { from, to } = sentenceOf(words, trigger);
  if (tokens.xpos[trigger] !== "VBG") return false;
  if (trigger !== from && !/^(?:that|because|“|")$/.test(words.lower[trigger - 1] as string)) return false;
  for (let i = trigger + 1; i < to; i++) {
    const lower = words.lower[i] as string;
    if (openWords.test(lower) || futureWords.test(lower)) return true;
    if (/^(?:PUNCT|VERB|AUX|PRON)$/.test(tokens.upos[i] as string)) return false;
  }
  return false;
}

/** "Were Cuba to attack, …", "Had Cuba attacked, …": a condition without "if". */
function isInverted({ words }: Stage, trigger: number): boolean {
  const { from, to } = sentenceOf(words, trigger);
  const first = words.lower[from] as string;
  const tag = words.parse.tokens.xpos[trigger] as string;
  if (first === "were" ? tag !== "VB" || words.lower[trigger - 1] !== "to" : first !== "had") return false;
  if (first === "had" && tag !== "VBN" && tag !== "VBD") return false;
  if (words.lower[to - 1] === "?") return false;
  for (let i = from + 1; i < trigger; i++)
    if (/^(?:PUNCT|VERB)$/.test(words.parse.tokens.upos[i] as string)) return false;
  return true;
}

/** Whether "if" or "unless" stands in the sentence of an act still to come: "If Cuba agrees, Norway will hold talks." */
function isConditioned(stage: Stage, trigger: number): boolean {
  const { words } = stage;
  const { tokens } = words.parse;
  const { from, to } = sentenceOf(words, trigger);
  const isModal = tokens.xpos[trigger] === "VB" || isNominal(stage, trigger);
  if (!isModal) return false;
  for (let i = Math.max(from, trigger - 40); i < Math.min(to, trigger + 40); i++) {
    const lower = words.lower[i] as string;
    const isBond = /^(?:provided|condition)$/.test(lower) && words.lower[i + 1] === "that";
    if (lower !== "if" && lower !== "unless" && !isBond) continue;
    if (isWhether(words, i)) continue;
    const before = words.lower[i - 1] ?? "";
    if (
      from < i &&
      /^(?:even|as|ask|asks|asked|asking|what|wonder|wondered|see|know|only|unclear|decide|determine)$/.test(
        before,
      )
    )
      continue;
    // Another clause of reporting or a semicolon between: the condition is not this act's.
    const [low, high] = i < trigger ? [i, trigger] : [trigger, i];
    let isApart = false;
    for (let k = low + 1; k < high && !isApart; k++)
      isApart =
        /^(?:;|said|says|and|but|who|which|“|”|")$/.test(words.lower[k] as string) &&
        !(i < trigger && /^(?:and|who|which)$/.test(words.lower[k] as string));
    if (!isApart) return true;
  }
  return false;
}

function climb(stage: Stage, trigger: number): EventStatus {
  const { tokens } = stage.words.parse;
  let at = trigger;
  let status: EventStatus | null = null;
  let isPast = false; // A finite past verb below: what stands above doesn't put it into the future.
  for (let step = 0; step < longestClimb; step++) {
    const own = ownStatus(stage, at, status === null && !isPast);
    if (own !== null) {
      if (own === "planned" && isQuestion(stage.words, trigger) && opensWithModal(stage.words, trigger))
        return "hypothetical";
      if (own === "planned" || own === "hypothetical") return overruled(stage, at) ?? own;
      // "threatened to attack if …": the threat is made.
      if (own === "conditional") {
        const above = governed(stage, at, isPast).status;
        return above === "threatened" ? above : own;
      }
      if (own !== "occurred" && own !== "ongoing") return own;
      status ??= own;
      if (own === "occurred" && isVerb(stage, at)) isPast = true;
    }
    const above = governed(stage, at, isPast);
    if (above.status === "planned") return plannedUnder(stage, at);
    if (above.status !== null) return above.status;
    if (above.next < 0) break;
    at = above.next;
  }
  if (status === null && (isNominal(stage, trigger) || isRealized(stage, trigger))) status = "occurred";
  if (isQuestion(stage.words, trigger) && tokens.relation[at] === "root") return "hypothetical";
  // "Norway to expel envoys", as headlines have it.
  if (
    status === null &&
    isBase(stage, trigger) &&
    tokens.relation[at] === "root" &&
    isToInfinitive(stage, at) &&
    0 <= childOf(stage, at, "nsubj")
  )
    return "planned";
  // "Iraq let the experts in": the base form of a few verbs is their past too.
  if (
    status === null &&
    isBase(stage, trigger) &&
    isOf(stage, trigger, "same-past") &&
    !isToInfinitive(stage, trigger) &&
    0 <= childOf(stage, trigger, "nsubj")
  )
    return "occurred";
  // "Invaders shell and bomb towns": a present tense taken for an infinitive.
  if (status === null && isBase(stage, trigger) && hasPluralSubject(stage, trigger)) return "ongoing";
  return status ?? (isBase(stage, trigger) || isBarePassive(stage, trigger) ? "hypothetical" : "occurred");
}

/** What is planned, as far as the planning is told: "refused to agree to leave", "hoped to agree to leave". */
function plannedUnder(stage: Stage, at: number): EventStatus {
  const head = stage.words.parse.tokens.head[at] as number;
  if (head < 0 || !isToInfinitive(stage, head)) return "planned";
  const above = governed(stage, head, false).status;
  return above === "negated" || above === "hypothetical" || above === "conditional" ? above : "planned";
}

/** What a word above makes of an act that is not told as done: "denied that it would leave", "hoped that talks will resume". */
function overruled(stage: Stage, at: number): EventStatus | null {
  const { tokens } = stage.words.parse;
  const head = tokens.head[at] as number;
  if (head < 0) return null;
  const governor = governorOf(stage, head);
  const isObject = tokens.relation[at] === "obj";
  if (isObject && governor?.noun === "denied") return "denied";
  // "scrapped the planned visit", "the planned visit was called off"
  if (isObject || tokens.relation[at] === "nsubj:pass") return isCalledOff(stage, head) ? "negated" : null;
  if (tokens.relation[at] !== "ccomp" || isOf(stage, head, "telling")) return null;
  const made = governor?.clause ?? "fact";
  return made === "denied" || made === "threatened" || made === "hypothetical" ? made : null;
}

/** Whether a verb that is told as done does away with what was to come. */
function isCalledOff(stage: Stage, verb: number): boolean {
  const isEnd =
    isOf(stage, verb, "calling-off") ||
    (lemmaAt(stage, verb) === "call" && stage.words.lower[verb + 1] === "off");
  return isEnd && ownStatus(stage, verb, true) === "occurred";
}

/** Whether a base form, or the verb it is joined to, has a subject of its own and neither "to" nor an auxiliary. */
function hasPluralSubject(stage: Stage, verb: number): boolean {
  const { tokens } = stage.words.parse;
  let at = verb;
  for (let step = 0; step < 4; step++) {
    if (isToInfinitive(stage, at) || 0 <= childOf(stage, at, "aux")) return false;
    const subject = childOf(stage, at, "nsubj");
    // "a number of states still buy"
    if (0 <= subject && isOf(stage, subject, "amount")) return true;
    if (0 <= subject) return tokens.xpos[subject] === "NNS" || tokens.xpos[subject] === "NNPS";
    if (tokens.relation[at] !== "conj") return false;
    at = tokens.head[at] as number;
  }
  return false;
}

/** "to be freed", "being freed". */
function isBarePassive(stage: Stage, token: number): boolean {
  const auxiliary = childOf(stage, token, "aux:pass");
  return 0 <= auxiliary && stage.words.lower[auxiliary] === "be";
}

function isQuestion(words: Words, token: number): boolean {
  const { to, from } = sentenceOf(words, token);
  for (let i = to - 1; from <= i && to - 3 <= i; i--) if (words.lower[i] === "?") return true;
  return false;
}

function opensWithModal(words: Words, token: number): boolean {
  const { from } = sentenceOf(words, token);
  return futureWords.test(words.lower[from] as string) || futureWords.test(words.lower[from + 1] ?? "");
}

/**
 * The words straight before a verb, whatever the tree says: a modal verb, "to" or "not" there keeps an act from being
 * told as done.
 */
function beside(stage: Stage, trigger: number): EventStatus | null {
  const { words } = stage;
  const { tokens } = words.parse;
  const { from } = sentenceOf(words, trigger);
  const isBaseForm = isBase(stage, trigger);
  // "in case Norway attacks", "if the army fires": no verb between.
  for (let i = trigger - 1; from <= i && trigger - 7 <= i; i--) {
    const lower = words.lower[i] as string;
    if (lower === "provided" && i === from && isVerb(stage, trigger)) return "conditional";
    if (lower === "long" && /^(?:as|so)$/.test(words.lower[i - 1] ?? "") && words.lower[i + 1] === "as")
      return "conditional";
    if (tokens.upos[i] === "VERB" || tokens.upos[i] === "PUNCT") break;
    if (lower === "if" && !/^(?:as|even)$/.test(words.lower[i - 1] ?? "")) return "conditional";
    if (lower === "until" && /^VB[ZP]$/.test(tokens.xpos[trigger] as string)) return "conditional";
    if (lower === "unless" || (lower === "case" && words.lower[i - 1] === "in")) return "conditional";
  }
  for (let i = trigger - 1; from <= i && trigger - 5 <= i; i--) {
    const lower = words.lower[i] as string;
    if (/^(?:ADV|AUX|PART)$/.test(tokens.upos[i] as string) === false) break;
    if (futureWords.test(lower)) return "planned";
    if (openWords.test(lower)) return "hypothetical";
    if (/^(?:not|n't|never)$/.test(lower)) {
      if (/^(?:only|just|merely|simply|before)$/.test(words.lower[i + 1] ?? "")) break;
      return "negated";
    }
    if (lower === "to" && isBaseForm && tokens.relation[trigger] !== "xcomp" && !isMeans(stage, trigger))
      return "hypothetical";
  }
  return adjoining(stage, trigger);
}

/** "used drones to attack", "went on to attack": done, though the tree has it for a purpose. */
function isMeans(stage: Stage, trigger: number): boolean {
  if (0 <= firstDoer(stage, trigger)) return true;
  const { tokens } = stage.words.parse;
  const head = tokens.head[trigger] as number;
  if (head < 0) return false;
  const lemma = lemmaAt(stage, head);
  if (tokens.relation[trigger] !== "advcl")
    return lemma === "able" || isOf(stage, head, "rank") || stage.words.lower[head + 1] === "enough";
  return (
    lemma === "use" ||
    (lemma === "go" && stage.words.lower[head + 1] === "on") ||
    lemma === "able" ||
    stage.words.lower[head + 1] === "enough" ||
    isOf(stage, head, "rank")
  );
}

/** A word of the table straight before "to" or "of" and the act: "capable of attacking", "talks on restoring". */
function adjoining(stage: Stage, trigger: number): EventStatus | null {
  const { words } = stage;
  const { tokens } = words.parse;
  const { from } = sentenceOf(words, trigger);
  for (let i = trigger - 1; from < i && trigger - 4 <= i; i--) {
    const lower = words.lower[i] as string;
    if (/^(?:to|of|from|on|about)$/.test(lower)) {
      if (lower !== "to" && !words.lower[i + 1]!.endsWith("ing")) return null;
      const governor = words.lower[i - 1] === "short" ? governorOf(stage, i - 2) : governorOf(stage, i - 1);
      const made = governor?.clause;
      const isWordFor =
        isVerb(stage, i - 1) || tokens.upos[i - 1] === "ADJ" || /^(?:of|on|about)$/.test(lower);
      if (isVerb(stage, i - 1) && isNotOmitted(stage, i - 1)) return null;
      return made !== undefined && isWordFor && isPlain(made) ? made : null;
    }
    if (!/^(?:NOUN|ADJ|VERB|ADV)$/.test(tokens.upos[i] as string)) return null;
  }
  return null;
}
