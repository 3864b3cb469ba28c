/** What the words around a predicate itself say of whether it happened: negation, modal verbs, conjunctions, tense. */
import type { Factuality } from "../../lexicon/event-frames.ts";
import type { EventStatus } from "../../model/finding.ts";
import type { Stage } from "../stage.ts";
import { type Words, sentenceOf } from "../words.ts";
import { caseOf, childOf, isFinite, isNominal, isOf, isVerb, lemmaAt } from "./tree.ts";

export const futureWords = /^(?:will|'ll|wo|shall|ll)$/;
export const openWords = /^(?:would|could|may|might|should|must|can|ca|cannot|'d|ought)$/;

/** What the words around a predicate itself say; null where they leave it open (an infinitive, a bare noun). */
export function ownStatus(stage: Stage, at: number, tenseCounts: boolean): EventStatus | null {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  let modal: EventStatus | null = null;
  let isWould = false;
  let hasHave = false;
  let hasBe = false;
  let hasDid = false;
  let isFuture = false;
  let isBefore = false; // "before it could cross"
  let isOn = false; // "is in talks", "are on strike"
  let condition: EventStatus | null = null;
  const isNoun = isNominal(stage, at) && childOf(stage, at, "cop") < 0;
  for (let child = scene.firstChild[at]!; 0 <= child; child = scene.nextSibling[child]!) {
    const relation = tokens.relation[child] as string;
    const lower = words.lower[child] as string;
    if (relation.startsWith("nsubj") && isVerb(stage, at) && deniesSubject(stage, child)) return "negated";
    if (isNegation(lower) && /^(?:advmod|det|neg|cc|cc:preconj|mark)/.test(relation)) {
      if (lower === "no" && !isNominal(stage, at)) continue;
      if (lower === "never" && words.lower[child + 1] === "before") continue;
      if (lower === "not" && /^(?:only|just|merely|simply)$/.test(words.lower[child + 1] ?? "")) continue;
      if (at < child && !isNoun) continue; // "attacked, not defended"
      return "negated";
    }
    if (relation === "aux" || (relation === "aux:pass" && openWords.test(lower))) {
      // "Should Norway attack, …": a condition without "if".
      if (/^(?:should|had)$/.test(lower) && opensClause(words, child)) return "conditional";
      if (futureWords.test(lower)) isFuture = true;
      else if (lower === "'d" && tokens.xpos[at] === "VBN") hasHave = true;
      else if (lower === "would" || (lower === "'d" && tokens.xpos[child] === "MD")) isWould = true;
      else if (openWords.test(lower)) modal = "hypothetical";
      else if (lower === "did" && isBase(stage, at)) hasDid = true;
      else if (lemmaAt(stage, child) === "have") hasHave = true;
      else if (lemmaAt(stage, child) === "be") hasBe = true;
    } else if (relation === "mark" || relation === "advmod" || relation === "case") {
      const found = conditionOf(words, child, relation, isVerb(stage, at) && isFinite(stage, at));
      if (found !== null) condition = found;
      if (lower === "before" && relation === "mark") isBefore = true;
      if (/^(?:allegedly|supposedly|possibly|perhaps|purportedly|hypothetically)$/.test(lower))
        modal ??= "hypothetical";
      if (/^(?:nearly|almost)$/.test(lower) && relation === "advmod" && isVerb(stage, at))
        modal ??= "negated";
    } else if (relation === "amod" || relation === "compound") {
      const { governors } = stage.lexicon.events;
      const governor =
        governors.get(`adjective ${lower}`) ?? governors.get(`adjective ${lemmaAt(stage, child)}`);
      if (governor !== undefined && isPlain(governor.noun)) modal ??= governor.noun;
    } else if (isNoun && relation.startsWith("acl") && at < child) {
      // "the summit, scheduled for Friday", "the deal to be signed on Friday"
      const governor = stage.lexicon.events.governors.get(`adjective ${lower}`);
      const isDue =
        words.lower[child - 1] === "be" && words.lower[child - 2] === "to" && isOf(stage, child, "staged");
      if (isDue) modal ??= "planned";
      else if (governor !== undefined && isPlain(governor.noun) && words.lower[child + 1] !== "to")
        modal ??= governor.noun;
    } else if (
      relation === "cop" &&
      isNominal(stage, at) &&
      /^(?:is|are|'s|'re|remain|remains)$/.test(lower)
    ) {
      isOn = isOn || /^(?:in|on|at|under)$/.test(words.lower[caseOf(stage, at)] ?? "");
    } else if (relation === "det" && isNoun && /^(?:any|whatever|every)$/.test(lower))
      modal ??= "hypothetical";
    else if (relation === "advcl" && 0 <= conditionChild(stage, child) && isUnreal(stage, at))
      condition = "conditional";
  }
  if (condition !== null) return condition;
  if (isFuture) return "planned";
  if (isWould) {
    // "would": a future seen from the past after a report, else only thought of.
    if (hasHave) return "hypothetical";
    return isReported(stage, at) ? "planned" : "hypothetical";
  }
  if (modal === "hypothetical" && isBefore) return "negated";
  if (modal !== null) return modal;
  if (isOn && tenseCounts) return "ongoing";
  // "they did attack it"
  if (hasDid && tenseCounts) return "occurred";
  if (!tenseCounts || !isVerb(stage, at)) return null;
  const tag = tokens.xpos[at] as string;
  if (tag === "VBG") return hasBe ? progressive(stage, at) : null;
  if (tag === "VBN")
    return hasHave || hasBe || 0 <= childOf(stage, at, "aux:pass") ? passiveTense(stage, at) : "occurred";
  if (tag === "VBD") return "occurred";
  if (tag === "VBZ" || tag === "VBP") return present(stage, at);
  return null;
}

/** Whether a token begins its sentence, quotation marks aside. */
function opensClause(words: Words, token: number): boolean {
  const { from, to } = sentenceOf(words, token);
  const isFirst = token === from || (token === from + 1 && /^\W+$/.test(words.form[from] as string));
  return isFirst && words.lower[to - 1] !== "?";
}

/** "No troops", "neither Cuba", "nobody" as subject. */
function deniesSubject(stage: Stage, subject: number): boolean {
  const { scene, words } = stage;
  if (/^(?:nobody|none|nothing|neither)$/.test(words.lower[subject] as string)) return true;
  for (
    let child = scene.firstChild[subject]!;
    0 <= child && child < subject;
    child = scene.nextSibling[child]!
  )
    if (/^(?:no|neither)$/.test(words.lower[child] as string)) return true;
  return words.lower[scene.left[subject]!] === "neither";
}

export function isPlain(status: Factuality): status is EventStatus {
  return status !== "same" && status !== "fact";
}

function isNegation(lower: string): boolean {
  return /^(?:not|n't|never|no|neither|nor|hardly|scarcely|without)$/.test(lower);
}

/** What a conjunction before a clause, or a preposition before a noun, makes of it. */
function conditionOf(words: Words, token: number, relation: string, finite: boolean): EventStatus | null {
  const lower = words.lower[token] as string;
  switch (lower) {
    case "if":
      if (isWhether(words, token)) return "hypothetical";
      return words.lower[token - 1] === "even" || words.lower[token - 1] !== "as"
        ? "conditional"
        : "hypothetical";
    case "unless":
    case "provided":
    case "lest":
      return "conditional";
    case "whether":
      return "hypothetical";
    case "without":
    case "rather":
      return relation === "advmod" ? null : "negated";
    case "instead":
      return words.lower[token + 1] === "of" ? "negated" : null;
    case "in":
      return words.lower[token + 1] === "case" && relation !== "case" ? "conditional" : null;
    case "until":
    case "till":
    case "once":
      return finite &&
        relation === "mark" &&
        !/^V[B]D$/.test(words.parse.tokens.xpos[words.parse.tokens.head[token]!] ?? "")
        ? "conditional"
        : null;
    case "against":
      return null;
    default:
      return null;
  }
}

/** "asked if", "told the envoy if": an "if" that is "whether", straight behind such a verb or whom it is put to. */
export function isWhether({ lower }: Words, token: number): boolean {
  const asking = /^(?:ask|asks|asked|asking|see|know|wonder|wondered|unclear|decide|determine)$/;
  if (asking.test(lower[token - 1] ?? "")) return true;
  return /^(?:ask|asks|asked|asking|tell|tells|told|telling)$/.test(lower[token - 2] ?? "");
}

/** The "if", "unless" or "only when" of a clause; -1 when it has none. */
export function conditionChild({ scene, words }: Stage, clause: number): number {
  const { tokens } = words.parse;
  for (let child = scene.firstChild[clause]!; 0 <= child; child = scene.nextSibling[child]!) {
    const lower = words.lower[child] as string;
    if (tokens.relation[child] === "mark" && /^(?:if|unless|provided|lest)$/.test(lower)) return child;
    if (lower === "when" && words.lower[child - 1] === "only") return child;
  }
  return -1;
}

/** Whether a verb is in no past tense: what a condition hangs on has not happened. */
function isUnreal(stage: Stage, verb: number): boolean {
  const tag = stage.words.parse.tokens.xpos[verb] as string;
  return tag !== "VBD" && !(tag === "VBN" && 0 <= childOf(stage, verb, "aux"));
}

/** Whether a clause is what somebody said or decided before: "said that it would leave". */
function isReported(stage: Stage, verb: number): boolean {
  const { tokens } = stage.words.parse;
  let at = verb;
  for (let step = 0; step < 4; step++) {
    const relation = tokens.relation[at] as string;
    const head = tokens.head[at] as number;
    if (head < 0) return isToldAfter(stage, at);
    // ", which would kill the deal"
    const subject = childOf(stage, at, "nsubj");
    if (0 <= subject && /^(?:which|that)$/.test(stage.words.lower[subject] as string)) return false;
    const isContent = relation === "acl:relcl" && 0 <= subject && isOf(stage, head, "announcement");
    if (relation === "ccomp" || relation === "parataxis" || relation === "acl" || isContent) {
      const governor = governorOf(stage, head);
      if (isOf(stage, head, "thought")) return false;
      if (isVerb(stage, head) && isOf(stage, head, "telling")) return true;
      return governor === null || governor.clause === "fact" || governor.clause === "planned";
    }
    if (!/^(?:conj|xcomp)$/.test(relation)) return false;
    at = head;
  }
  return false;
}

/** ", the minister told reporters": the report behind what it reports. */
function isToldAfter({ scene, words }: Stage, verb: number): boolean {
  const { tokens } = words.parse;
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!)
    if (
      verb < child &&
      /^(?:conj|parataxis)$/.test(tokens.relation[child] as string) &&
      /^(?:said|told|says|announced|added|confirmed)$/.test(words.lower[child] as string) &&
      words.lower[scene.left[child]! - 1] !== "and" &&
      words.lower[scene.left[child]!] !== "and"
    )
      return true;
  return false;
}

function progressive(stage: Stage, verb: number): EventStatus {
  const { scene, words } = stage;
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!)
    if (/^(?:was|were|had)$/.test(words.lower[child] as string)) return "occurred";
  return hasFutureTime(stage, verb) ? "planned" : "ongoing";
}

function passiveTense(stage: Stage, verb: number): EventStatus | null {
  const { scene, words } = stage;
  let isPresent = false;
  let isInfinitive = false;
  let isDue = false; // "is to be signed"
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!) {
    const lower = words.lower[child] as string;
    if (lower === "be") isInfinitive = true;
    if (lower === "to" && isPresent) isDue = true;
    if (/^(?:was|were|had|has|have|been|got)$/.test(lower)) return "occurred";
    if (/^(?:is|are|'s|'re|being|gets|get)$/.test(lower)) isPresent = true;
  }
  if (isDue) return "planned";
  if (isInfinitive && !isPresent) return null; // "to be freed": as real as what governs it.
  if (!isPresent || isHeadline(stage, verb)) return "occurred";
  return hasFutureTime(stage, verb) ? "planned" : "ongoing";
}

/** The present tense: of headlines and captions it tells what has happened. */
function present(stage: Stage, verb: number): EventStatus {
  if (isHeadline(stage, verb)) return "occurred";
  const { tokens } = stage.words.parse;
  const mark = childOf(stage, verb, "mark");
  const advmod = childOf(stage, verb, "advmod");
  const lower = stage.words.lower;
  if (hasFutureTime(stage, verb)) return "planned";
  if (tokens.relation[verb] === "advcl" || tokens.relation[verb] === "ccomp")
    for (const it of [mark, advmod]) {
      if (it < 0) continue;
      if (/^(?:until|till|once)$/.test(lower[it] as string)) return "conditional";
      if (lower[it] === "only" && /^(?:when|after|once|if)$/.test(lower[it + 1] ?? "")) return "conditional";
      if (lower[it] === "when" && lower[it - 1] === "only") return "conditional";
      if (/^(?:when|before|after|whenever)$/.test(lower[it] as string)) return "planned";
    }
  return "ongoing";
}

function isHeadline({ words }: Stage, token: number): boolean {
  const role = words.parse.article.blocks[sentenceOf(words, token).block]?.role;
  return role === "headline" || role === "deck" || role === "caption" || role === "subhead";
}

/** "next week", "tomorrow" beside a verb. */
function hasFutureTime({ scene, words }: Stage, verb: number): boolean {
  const { tokens } = words.parse;
  const to = Math.min(scene.right[verb]! + 1, verb + 14);
  for (let i = Math.max(scene.left[verb]!, verb - 6); i < to; i++) {
    const lower = words.lower[i] as string;
    if (/^(?:tomorrow|upcoming|forthcoming)$/.test(lower)) return true;
    if (
      /^(?:next|coming)$/.test(lower) &&
      /^(?:week|month|year|days|weeks|months|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|fall|winter)$/.test(
        words.lower[i + 1] ?? "",
      )
    )
      return true;
    if (/^(?:VERB|SCONJ)$/.test(tokens.upos[i] as string) && verb < i) break;
  }
  return false;
}

export function isBase({ words }: Stage, token: number): boolean {
  return words.parse.tokens.xpos[token] === "VB";
}

export function governorOf(stage: Stage, token: number): { clause: Factuality; noun: Factuality } | null {
  const { governors } = stage.lexicon.events;
  const lemma = lemmaAt(stage, token);
  if (isVerb(stage, token)) {
    // "called off the strike", "looked forward to it"
    const next = stage.words.lower[token + 1] ?? "";
    const withParticle = /^(?:off|out|up|down|forward|short|back|on|away|against)$/.test(next)
      ? governors.get(`verb ${lemma} ${next}`)
      : undefined;
    // "is determined to", unlike "determined that"
    const isState = stage.words.parse.tokens.xpos[token] === "VBN" && 0 <= childOf(stage, token, "aux:pass");
    const state = isState ? governors.get(`adjective ${stage.words.lower[token] as string}`) : undefined;
    return (
      withParticle ?? (state?.clause === "planned" ? state : null) ?? governors.get(`verb ${lemma}`) ?? null
    );
  }
  const part = stage.words.parse.tokens.upos[token] === "ADJ" ? "adjective" : "noun";
  return governors.get(`${part} ${lemma}`) ?? null;
}
