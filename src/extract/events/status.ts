/**
 * Whether an act happened, by climbing from its word through what governs it: negation, modal verbs, tense, verbs and
 * nouns that make something of the act ("plan to", "threat of"), conditions and questions. Said acts are as the saying
 * has them: "X said that Y attacked" tells of an attack. The table of governing words is data/factuality.tsv.
 */
import type { Factuality } from "../../lexicon/event-frames.ts";
import type { EventStatus } from "../../model/finding.ts";
import type { Stage } from "../stage.ts";
import { sentenceOf, type Words } from "../words.ts";
import { caseOf, childOf, isFinite, isNominal, isVerb, lemmaAt } from "./tree.ts";

const invariant = /^(?:let|cut|put|set|hit|shut|quit|spread|split|cast|burst|bid|hurt|shed)$/;

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
  if (1 < trigger && lower[trigger - 1] === "to" && lower[trigger - 2] === "yet") return "negated";
  const found = climb(stage, trigger);
  if (found === "planned" || found === "hypothetical")
    return isConditioned(stage, trigger) ? "conditional" : found;
  if (found !== "occurred" && found !== "ongoing") return found;
  return beside(stage, trigger) ?? found;
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
    if (lower !== "if" && lower !== "unless") continue;
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
      if (own === "planned" || own === "hypothetical") return overruled(stage, at) ?? own;
      if (own !== "occurred" && own !== "ongoing") return own;
      status ??= own;
      if (own === "occurred" && isVerb(stage, at)) isPast = true;
    }
    const above = governed(stage, at, isPast);
    if (above.status !== null) return above.status;
    if (above.next < 0) break;
    at = above.next;
  }
  if (status === null && isNominal(stage, trigger)) status = "occurred";
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
    invariant.test(lemmaAt(stage, trigger)) &&
    !isToInfinitive(stage, trigger) &&
    0 <= childOf(stage, trigger, "nsubj")
  )
    return "occurred";
  return status ?? (isBase(stage, trigger) || isBarePassive(stage, trigger) ? "hypothetical" : "occurred");
}

/** What a word above makes of an act that is not told as done: "denied that it would leave", "hoped that talks will resume". */
function overruled(stage: Stage, at: number): EventStatus | null {
  const { tokens } = stage.words.parse;
  const head = tokens.head[at] as number;
  if (head < 0) return null;
  const governor = governorOf(stage, head);
  if (tokens.relation[at] === "obj") return governor?.noun === "denied" ? "denied" : null;
  if (tokens.relation[at] !== "ccomp") return null;
  const made = governor?.clause ?? "fact";
  return made === "denied" || made === "threatened" || made === "hypothetical" ? made : null;
}

const futureWords = /^(?:will|'ll|wo|shall|ll)$/;
const openWords = /^(?:would|could|may|might|should|must|can|ca|cannot|'d|ought)$/;

/** What the words around a predicate itself say; null where they leave it open (an infinitive, a bare noun). */
function ownStatus(stage: Stage, at: number, tenseCounts: boolean): EventStatus | null {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  let modal: EventStatus | null = null;
  let isWould = false;
  let hasHave = false;
  let hasBe = false;
  let isFuture = false;
  let condition: EventStatus | null = null;
  const isNoun = isNominal(stage, at) && childOf(stage, at, "cop") < 0;
  for (let child = scene.firstChild[at]!; 0 <= child; child = scene.nextSibling[child]!) {
    const relation = tokens.relation[child] as string;
    const lower = words.lower[child] as string;
    if (relation.startsWith("nsubj") && isVerb(stage, at) && deniesSubject(stage, child)) return "negated";
    if (isNegation(lower) && /^(?:advmod|det|neg|cc|cc:preconj|mark)/.test(relation)) {
      if (lower === "no" && !isNominal(stage, at)) continue;
      if (lower === "not" && /^(?:only|just|merely|simply)$/.test(words.lower[child + 1] ?? "")) continue;
      if (at < child && !isNoun) continue; // "attacked, not defended"
      return "negated";
    }
    if (relation === "aux" || (relation === "aux:pass" && openWords.test(lower))) {
      // "Should Norway attack, …": a condition without "if".
      if (/^(?:should|had)$/.test(lower) && opensClause(words, child)) return "conditional";
      if (futureWords.test(lower)) isFuture = true;
      else if (lower === "would" || (lower === "'d" && tokens.xpos[child] === "MD")) isWould = true;
      else if (openWords.test(lower)) modal = "hypothetical";
      else if (lemmaAt(stage, child) === "have") hasHave = true;
      else if (lemmaAt(stage, child) === "be") hasBe = true;
    } else if (relation === "mark" || relation === "advmod" || relation === "case") {
      const found = conditionOf(words, child, relation, isVerb(stage, at) && isFinite(stage, at));
      if (found !== null) condition = found;
      if (/^(?:allegedly|supposedly|possibly|perhaps|purportedly|hypothetically)$/.test(lower))
        modal ??= "hypothetical";
      if (/^(?:nearly|almost)$/.test(lower) && relation === "advmod" && isVerb(stage, at))
        modal ??= "negated";
    } else if (relation === "amod" || relation === "compound") {
      const { governors } = stage.lexicon.events;
      const governor =
        governors.get(`adjective ${lower}`) ?? governors.get(`adjective ${lemmaAt(stage, child)}`);
      if (governor !== undefined && isPlain(governor.noun)) modal ??= governor.noun;
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
  if (modal !== null) return modal;
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

function isPlain(status: Factuality): status is EventStatus {
  return status !== "same" && status !== "fact";
}

export function isNegation(lower: string): boolean {
  return /^(?:not|n't|never|no|neither|nor|hardly|scarcely|without)$/.test(lower);
}

/** What a conjunction before a clause, or a preposition before a noun, makes of it. */
function conditionOf(words: Words, token: number, relation: string, finite: boolean): EventStatus | null {
  const lower = words.lower[token] as string;
  switch (lower) {
    case "if":
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
      return "negated";
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

/** The "if", "unless" or "only when" of a clause; -1 when it has none. */
function conditionChild({ scene, words }: Stage, clause: number): number {
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
    if (head < 0) return false;
    if (relation === "ccomp" || relation === "parataxis" || relation === "acl") {
      const governor = governorOf(stage, head);
      return governor === null || governor.clause === "fact" || governor.clause === "planned";
    }
    if (!/^(?:conj|xcomp)$/.test(relation)) return false;
    at = head;
  }
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
  if (tokens.relation[verb] === "advcl")
    for (const it of [mark, advmod]) {
      if (it < 0) continue;
      if (/^(?:until|till|once)$/.test(lower[it] as string)) return "conditional";
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

function isBase({ words }: Stage, token: number): boolean {
  return words.parse.tokens.xpos[token] === "VB";
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

interface Above {
  /** What the governor makes of the act; null where it makes nothing of it. */
  readonly status: EventStatus | null;
  /** Where to look on; -1 at the end of the climb. */
  readonly next: number;
}

const stop: Above = { status: null, next: -1 };

function governorOf(stage: Stage, token: number): { clause: Factuality; noun: Factuality } | null {
  const { governors } = stage.lexicon.events;
  const part = isVerb(stage, token)
    ? "verb"
    : stage.words.parse.tokens.upos[token] === "ADJ"
      ? "adjective"
      : "noun";
  return governors.get(`${part} ${lemmaAt(stage, token)}`) ?? null;
}

/** What the governor of a token makes of it. */
function governed(stage: Stage, at: number, isPast: boolean): Above {
  const { tokens } = stage.words.parse;
  const head = tokens.head[at] as number;
  const relation = tokens.relation[at] as string;
  if (head < 0) return stop;
  const tag = tokens.xpos[at] as string;
  const near = infinitiveGovernor(stage, at);
  if (near !== null) return near;
  const governor = governorOf(stage, head);
  if (isReport(stage, at, head)) return { status: "denied", next: -1 };
  if (stage.words.lower[head + 1] === "enough" && isToInfinitive(stage, at))
    return { status: null, next: head };
  if (isPast && relation === "ccomp" && isRelativeClause(stage, at)) return stop;
  switch (relation) {
    case "xcomp":
      if (stage.words.lower[head] === "going" && isToInfinitive(stage, at))
        return byClause(stage, at, head, "planned");
      return byClause(
        stage,
        at,
        head,
        governor?.clause ?? (isToInfinitive(stage, at) ? "hypothetical" : "same"),
      );
    case "ccomp":
    case "csubj":
    case "csubj:pass": {
      if (governor === null && !isFinite(stage, at) && tag === "VB")
        return byClause(stage, at, head, "hypothetical");
      const made = governor?.clause ?? "fact";
      if (isFinite(stage, at) && /^(?:reject|dismiss|rebuff)$/.test(lemmaAt(stage, head))) return { status: "denied", next: -1 };
      // "insisted that Norway left": told as a fact, unlike "insisted that Norway leave".
      if (
        made === "hypothetical" &&
        isFinite(stage, at) &&
        /^(?:insist|suggest|argue|tell|advise|remind|warn|think|feel)$/.test(lemmaAt(stage, head))
      )
        return stop;
      return byClause(stage, at, head, made);
    }
    case "conj": {
      // Joined verbs share what governs the first; a tense of one's own is one's own.
      const isShared =
        isVerb(stage, at) &&
        isVerb(stage, head) &&
        !isPast &&
        (tag === "VB" || (tag === tokens.xpos[head] && !isFinite(stage, at)));
      if (isShared || (isNominal(stage, at) && isNominal(stage, head))) return { status: null, next: head };
      const above = conditionOver(stage, head);
      return above ? { status: "conditional", next: -1 } : throughPast(stage, head, isPast);
    }
    case "advcl":
      return ofAdverbial(stage, at, head);
    case "acl":
      if (isFalse(stage, head)) return { status: "denied", next: -1 };
      if (
        tag === "VBG" &&
        0 <= childOf(stage, at, "mark") &&
        /^(?:by|in|through)$/.test(stage.words.lower[childOf(stage, at, "mark")] as string)
      )
        return { status: null, next: verbAbove(stage, head) };
      if (tag === "VBN" || (isPast && isFinite(stage, at)))
        return governor !== null && isFinite(stage, at) ? byClause(stage, at, head, governor.clause) : stop;
      if (tag === "VBG" && caseOf(stage, at) < 0 && childOf(stage, at, "mark") < 0)
        return { status: null, next: -1 };
      return byClause(stage, at, head, governor?.clause ?? (tag === "VB" ? "hypothetical" : "fact"));
    case "acl:relcl":
      if (isFalse(stage, head)) return { status: "denied", next: -1 };
      return !isPast && governor !== null && isPlain(governor.clause) && governor.clause === "hypothetical"
        ? { status: "hypothetical", next: -1 }
        : stop;
    case "nsubj":
    case "nsubj:pass":
      return ofSubject(stage, at, head);
    case "parataxis":
      return stop;
    case "appos":
      return { status: null, next: head };
    default:
      break;
  }
  // "to continue the lifting of the ban"
  if (tag === "VBG" && /^(?:obj|obl|nmod)$/.test(relation)) return ofPhrase(stage, at, head, governor);
  if (!isNominal(stage, at))
    return relation === "obl" || relation === "nmod" ? ofPhrase(stage, at, head, governor) : stop;
  return ofPhrase(stage, at, head, governor);
}

/** What stands straight before "to" makes of an infinitive, whatever it hangs on: "announced plans to leave", "yet to leave". */
function infinitiveGovernor(stage: Stage, at: number): Above | null {
  const { words } = stage;
  const mark = childOf(stage, at, "mark");
  if (mark < 1 || words.lower[mark] !== "to" || !isBase(stage, at)) return null;
  if (words.lower[mark - 1] === "yet") return { status: "negated", next: -1 };
  if (words.parse.tokens.upos[mark - 1] !== "NOUN" || words.parse.tokens.head[at] === mark - 1) return null;
  const made = governorOf(stage, mark - 1)?.clause;
  return made === undefined || !isPlain(made) ? null : byClause(stage, at, mark - 1, made);
}

/** Whether an act is what a report tells that somebody denies: "rejected claims that it had attacked". */
function isReport(stage: Stage, at: number, noun: number): boolean {
  const { tokens } = stage.words.parse;
  if (!/^(?:acl|acl:relcl|nmod|ccomp)$/.test(tokens.relation[at] as string)) return false;
  if (!/^(?:report|claim|rumor|rumour|allegation|accusation|suggestion|assertion|charge)$/.test(lemmaAt(stage, noun))) return false;
  const verb = tokens.head[noun] as number;
  return (
    0 <= verb &&
    /^(?:obj|nsubj:pass)$/.test(tokens.relation[noun] as string) &&
    /^(?:deny|reject|dismiss|refute|rebut)$/.test(lemmaAt(stage, verb))
  );
}

/** Whether "which" or "who" is the subject, whatever the tree makes of the clause. */
function isRelativeClause(stage: Stage, verb: number): boolean {
  const subject = childOf(stage, verb, "nsubj");
  return 0 <= subject && /^(?:which|who)$/.test(stage.words.lower[subject] as string);
}

function isToInfinitive(stage: Stage, verb: number): boolean {
  const mark = childOf(stage, verb, "mark");
  return 0 <= mark && stage.words.lower[mark] === "to";
}

/** Whether a report is said to be untrue: "Reports that Norway left are false". */
function isFalse({ words }: Stage, noun: number): boolean {
  const { tokens } = words.parse;
  const head = tokens.head[noun] as number;
  return (
    0 <= head &&
    /^(?:false|untrue|baseless|unfounded|fabricated|groundless)$/.test(words.lower[head] as string)
  );
}

/** The nearest verb that a noun hangs on; -1 when there is none. */
function verbAbove(stage: Stage, noun: number): number {
  let at = noun;
  for (let step = 0; step < 5 && 0 <= at; step++) {
    if (isVerb(stage, at)) return at;
    at = stage.words.parse.tokens.head[at] as number;
  }
  return -1;
}

/** A clause under a word of the table. */
function byClause(stage: Stage, at: number, head: number, made: Factuality): Above {
  if (made === "same") return { status: null, next: head };
  if (made === "fact") {
    // "has not said that …", "if it says that …": what is said is then only thought of.
    const own = ownStatus(stage, head, false);
    if (own === "negated" || own === "conditional")
      return isVerb(stage, at) && own === "negated"
        ? { status: null, next: -1 }
        : { status: "hypothetical", next: -1 };
    return stop;
  }
  // "pushed Norway to leave": pushing somebody is asking.
  if (
    made === "planned" &&
    isVerb(stage, head) &&
    0 <= childOf(stage, head, "obj") &&
    childOf(stage, head, "obj") < at &&
    isToInfinitive(stage, at)
  )
    return { status: "hypothetical", next: -1 };
  // "did not plan to": neither planned nor done; "did not refuse to", "did not deny": open.
  const own = ownStatus(stage, head, false);
  if (own === "negated")
    return { status: made === "negated" || made === "denied" ? "hypothetical" : "negated", next: -1 };
  return { status: made, next: -1 };
}

/** A past verb joined to another: only a condition above counts. */
function throughPast(stage: Stage, head: number, isPast: boolean): Above {
  return isPast ? stop : { status: null, next: isVerb(stage, head) ? -1 : head };
}

function conditionOver(stage: Stage, head: number): boolean {
  return 0 <= conditionChild(stage, head);
}

function ofAdverbial(stage: Stage, at: number, head: number): Above {
  const { words } = stage;
  const { tokens } = words.parse;
  const tag = tokens.xpos[at] as string;
  const mark = childOf(stage, at, "mark");
  const lower = 0 <= mark ? (words.lower[mark] as string) : "";
  if (tag === "VB" && lower === "to") {
    const governor = governorOf(stage, head);
    if (governor !== null && governor.clause !== "fact") return byClause(stage, at, head, governor.clause);
    return { status: "hypothetical", next: -1 };
  }
  if (tag === "VBG") {
    if (/^(?:by|after|upon|while|when|in)$/.test(lower) || lower === "") return { status: null, next: head };
    if (/^(?:without|of|from|instead)$/.test(lower)) {
      // "with the aim of attacking": the noun before "of" tells, whatever the clause hangs on.
      const noun = lower === "of" && isNominal(stage, mark - 1) ? governorOf(stage, mark - 1) : null;
      if (noun !== null && isPlain(noun.clause)) return byClause(stage, at, mark - 1, noun.clause);
      const governor = governorOf(stage, head);
      if (lower === "without" || lower === "instead") return { status: "negated", next: -1 };
      if (governor !== null && isPlain(governor.clause)) return byClause(stage, at, head, governor.clause);
      if (lower === "of" && /^(?:accuse|suspect|warn)$/.test(lemmaAt(stage, head)))
        return { status: "hypothetical", next: -1 };
      if (lower === "from") return { status: "hypothetical", next: -1 };
      return stop;
    }
    if (/^(?:before|against|to|about)$/.test(lower)) return { status: "hypothetical", next: -1 };
    return { status: null, next: head };
  }
  return stop;
}

const occurrence =
  /^(?:begin|start|resume|happen|occur|take|continue|open|follow|proceed|end|conclude|hold|come|last|go|fail|collapse|stall)$/;

/** A noun as subject: of a verb that says that it comes about, it has that verb's status. */
function ofSubject(stage: Stage, at: number, head: number): Above {
  if (!isNominal(stage, at)) return stop;
  const { words } = stage;
  const { tokens } = words.parse;
  const isCopular = !isVerb(stage, head);
  if (isCopular) {
    const governor = stage.lexicon.events.governors.get(`adjective ${lemmaAt(stage, head)}`);
    if (governor !== undefined && isPlain(governor.noun)) return { status: governor.noun, next: -1 };
    return unrealSubject(stage, at, head);
  }
  if (occurrence.test(lemmaAt(stage, head))) return { status: null, next: head };
  if (tokens.relation[at] === "nsubj:pass" || isPassiveSubject(stage, head)) {
    const governor = governorOf(stage, head);
    if (governor !== null && governor.noun !== "fact") {
      if (governor.noun === "same") return { status: null, next: head };
      return byNoun(stage, head, governor.noun);
    }
  }
  return unrealSubject(stage, at, head);
}

function isPassiveSubject(stage: Stage, verb: number): boolean {
  return 0 <= childOf(stage, verb, "aux:pass");
}

/** "An invasion would be a disaster": an act that is not the one known, under a modal verb. */
function unrealSubject(stage: Stage, at: number, head: number): Above {
  const det = childOf(stage, at, "det");
  const isKnown = 0 <= det && /^(?:the|this|that|these|those)$/.test(stage.words.lower[det] as string);
  const own = ownStatus(stage, head, false);
  if (!isKnown && own !== null && own !== "negated" && own !== "occurred" && own !== "ongoing")
    return { status: own === "planned" ? "hypothetical" : own, next: -1 };
  return stop;
}

/** A noun under a word of the table: "planned an attack", "called for talks". */
function byNoun(stage: Stage, head: number, made: EventStatus): Above {
  const own = ownStatus(stage, head, false);
  if (own === "negated")
    return { status: made === "negated" || made === "denied" ? "hypothetical" : "negated", next: -1 };
  return { status: made, next: -1 };
}

/** A noun as object or after a preposition. */
function ofPhrase(
  stage: Stage,
  at: number,
  head: number,
  governor: { clause: Factuality; noun: Factuality } | null,
): Above {
  const { words } = stage;
  const { tokens } = words.parse;
  const relation = tokens.relation[at] as string;
  const preposition = caseOf(stage, at);
  const lower = 0 <= preposition ? (words.lower[preposition] as string) : "";
  if (lower === "without" || lower === "despite" || lower === "instead")
    return lower === "despite" ? stop : { status: "negated", next: -1 };
  if (/^(?:ahead|before|pending)$/.test(lower) && isNominal(stage, at))
    return { status: hasComingTime(stage, at) ? "planned" : beforeNoun(stage, head), next: -1 };
  if (relation === "nmod:poss") return stop;
  if (/^towards?$/.test(lower)) return { status: "hypothetical", next: -1 };
  // "in the event of an attack"
  if (relation === "nmod" && words.lower[head] === "event" && lower === "of") return { status: "conditional", next: -1 };
  if (relation === "obj" || relation === "iobj" || relation === "xcomp" || relation === "root") {
    if (governor === null) return unknownGovernor(stage, at, head);
    if (governor.noun === "fact") return stop;
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  if (relation === "compound" && isNominal(stage, head)) {
    if (governor === null || governor.noun === "fact") return stop;
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  if (relation.startsWith("nmod")) {
    // What tells the setting belongs to the verb above: "agree to peace through talks".
    if ((governor === null || governor.noun === "fact") && /^(?:at|in|during|through|via)$/.test(lower))
      return unknownGovernor(stage, at, verbAbove(stage, head));
    if (governor === null || governor.noun === "fact") return stop;
    // "plans for talks", "the threat of war", and not "the threat after the war".
    if (!/^(?:of|for|to|about|)$/.test(lower)) return stop;
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  if (relation.startsWith("obl")) {
    if (governor === null || (governor.noun !== "same" && /^(?:at|in|during|through|via|by)$/.test(lower)))
      return unknownGovernor(stage, at, head);
    if (governor.noun === "fact") return stop;
    if (governor.noun !== "same" && !/^(?:for|to|of|on|against|from|about|with)$/.test(lower)) return stop;
    // "called for talks", "prepare for war", "threatened with sanctions"
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  return stop;
}

/** Under a word that is not in the table a new act is as real as what it is part of; one already known is a fact. */
function unknownGovernor(stage: Stage, at: number, head: number): Above {
  if (head < 0 || !isVerb(stage, head)) return stop;
  const det = childOf(stage, at, "det");
  const isKnown =
    (0 <= det && /^(?:the|this|that|these|those)$/.test(stage.words.lower[det] as string)) ||
    0 <= childOf(stage, at, "nmod:poss");
  return isKnown ? stop : { status: null, next: head };
}

/** "next week's summit". */
function hasComingTime(stage: Stage, noun: number): boolean {
  const owner = childOf(stage, noun, "nmod:poss");
  return 0 <= owner && /^(?:next|coming|tomorrow)$/.test(stage.words.lower[stage.scene.left[owner]!] as string);
}

/** "ahead of the talks", "before the vote": still to come when it was told, unless told in the past. */
function beforeNoun(stage: Stage, head: number): EventStatus {
  return isVerb(stage, head) && /^VB[DN]$/.test(stage.words.parse.tokens.xpos[head] as string)
    ? "occurred"
    : "planned";
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
    if (tokens.upos[i] === "VERB" || tokens.upos[i] === "PUNCT") break;
    if (lower === "if" && !/^(?:as|even)$/.test(words.lower[i - 1] ?? "")) return "conditional";
    if (lower === "unless" || (lower === "case" && words.lower[i - 1] === "in")) return "conditional";
  }
  for (let i = trigger - 1; from <= i && trigger - 5 <= i; i--) {
    const lower = words.lower[i] as string;
    if (/^(?:ADV|AUX|PART)$/.test(tokens.upos[i] as string) === false) break;
    if (futureWords.test(lower)) return "planned";
    if (openWords.test(lower)) return "hypothetical";
    if (/^(?:not|n't|never)$/.test(lower)) return "negated";
    if (lower === "to" && isBaseForm && tokens.relation[trigger] !== "xcomp") return "hypothetical";
  }
  return null;
}
