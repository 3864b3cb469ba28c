/**
 * What the governor of a word makes of the act that it tells of: plans, threats, denials, fears, by data/factuality.tsv and
 * by how the word hangs on it. Or where to look on.
 */
import type { Factuality } from "../../lexicon/event-frames.ts";
import type { Stage } from "../stage.ts";
import { sentenceOf } from "../words.ts";
import { type Above, ofPhrase, ofSubject, openUnder, stop, verbAbove } from "./noun-governors.ts";
import { chanceTaken, decisionOf, firstDoer, isAchieved, verbBefore } from "./realized.ts";
import { conditionChild, governorOf, isBase, isPlain, ownStatus } from "./tense.ts";
import { caseOf, childOf, isFinite, isNominal, isOf, isToInfinitive, isVerb, lemmaAt } from "./tree.ts";

/** What the governor of a token makes of it. */
export function governed(stage: Stage, at: number, isPast: boolean): Above {
  const { tokens } = stage.words.parse;
  const head = tokens.head[at] as number;
  const relation = tokens.relation[at] as string;
  if (head < 0) return stop;
  const tag = tokens.xpos[at] as string;
  // "the first country to recognize it": as real as being the first.
  const first = tag === "VB" && /^(?:acl|advcl)$/.test(relation) ? firstDoer(stage, at) : -1;
  if (0 <= first)
    return 0 <= childOf(stage, first, "cop")
      ? { status: ownStatus(stage, first, false) ?? "occurred", next: -1 }
      : { status: null, next: verbAbove(stage, first) };
  // "too busy to attack"
  if (isToInfinitive(stage, at) && isTooMuch(stage, head))
    return { status: ownStatus(stage, head, false) === "negated" ? "hypothetical" : "negated", next: -1 };
  // "the only way is to attack": what one might do.
  if (isToInfinitive(stage, at) && 0 <= childOf(stage, at, "nsubj:outer"))
    return { status: "hypothetical", next: -1 };
  const seized = Math.max(chanceTaken(stage, at), decisionOf(stage, at));
  if (0 <= seized) return { status: null, next: seized };
  const near = infinitiveGovernor(stage, at);
  if (near !== null) return near;
  const governor = governorOf(stage, head);
  if (isReport(stage, at, head)) return { status: "denied", next: -1 };
  // "was reckless enough to attack", "was able to attack": it did.
  if (stage.words.lower[head] === "able" && ownStatus(stage, head, false) === "planned")
    return { status: "planned", next: -1 };
  if (isAchieved(stage, head) && isToInfinitive(stage, at))
    return 0 <= childOf(stage, head, "cop") && ownStatus(stage, head, false) === null
      ? { status: "occurred", next: -1 }
      : { status: null, next: head };
  if (isPast && relation === "ccomp" && isRelativeClause(stage, at)) return stop;
  switch (relation) {
    case "xcomp":
      // "denied having attacked": "having" is no act of its own.
      if (stage.words.lower[head] === "having") return { status: null, next: head };
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
      if (isNotTrue(stage, head)) return { status: "denied", next: -1 };
      const made = governor?.clause ?? "fact";
      if (made === "planned" && isPast) return stop; // "agreed that it had left"
      // "it is likely that it left", unlike "is likely to leave"
      if (made === "planned" && !isVerb(stage, head) && isFinite(stage, at))
        return byClause(stage, at, head, "hypothetical");
      if (isFinite(stage, at) && isOf(stage, head, "dismissal")) return { status: "denied", next: -1 };
      // "considering that Norway left": left it has.
      if (stage.words.lower[head] === "considering" && isFinite(stage, at)) return stop;
      // What is told with a tense of its own beside a ban or a wish: "banned imports after Norway left".
      if (isFinite(stage, at) && (made === "negated" || isAside(stage, at))) return stop;
      // "insisted that Norway left": told as a fact, unlike "insisted that Norway leave".
      if (made === "hypothetical" && isFinite(stage, at) && isOf(stage, head, "telling")) return stop;
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
      // "will meet the minister as well as visit sights": a verb joined to a noun.
      if (tag === "VB" && isNominal(stage, head)) return { status: null, next: verbAbove(stage, head) };
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
      if (tag === "VB" && governor === null && isHeadlinePlan(stage, at, head))
        return { status: "planned", next: -1 };
      if (isApartFromNegated(stage, at, head)) return stop;
      if (tag === "VBG" && stage.words.lower[at - 1] === "against")
        return { status: "hypothetical", next: -1 };
      if (tag === "VBG" && isAbsolute(stage, at)) return besides(stage, verbAbove(stage, head));
      // "the threshold for attacking", and not "the blame for attacking", which the table has
      if (tag === "VBG" && governor === null && isNominal(stage, head) && stage.words.lower[at - 1] === "for")
        return { status: "hypothetical", next: -1 };
      if (tag === "VBN" && isToInfinitive(stage, at)) return { status: "planned", next: -1 };
      if (tag === "VBN" && isWanted(stage, head)) return { status: "hypothetical", next: -1 };
      if (tag === "VBN" || (isPast && isFinite(stage, at)))
        return governor !== null && isFinite(stage, at) ? byClause(stage, at, head, governor.clause) : stop;
      if (tag === "VBG" && caseOf(stage, at) < 0 && childOf(stage, at, "mark") < 0)
        return { status: [head, at - 1].some((it) => isPluralDoer(stage, it)) ? "ongoing" : null, next: -1 };
      return byClause(stage, at, head, governor?.clause ?? (tag === "VB" ? "hypothetical" : "fact"));
    case "acl:relcl":
      if (isFalse(stage, head) || (governor?.clause === "denied" && hasThat(stage, at)))
        return { status: "denied", next: -1 };
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
  const before = words.lower[mark - 1] as string;
  if (before === "yet") return { status: "negated", next: -1 };
  if (before === "about") return byClause(stage, at, mark - 1, "planned");
  // "who is to visit", and not "the aim is to visit"
  if (/^(?:is|are)$/.test(before) && words.parse.tokens.upos[mark - 2] === "PROPN")
    return { status: "planned", next: -1 };
  if (/^(?:is|are)$/.test(before) && /^(?:who|which|,|he|she|they)$/.test(words.lower[mark - 2] ?? ""))
    return { status: "planned", next: -1 };
  if (words.parse.tokens.upos[mark - 1] !== "NOUN" || words.parse.tokens.head[at] === mark - 1) return null;
  const made = governorOf(stage, mark - 1)?.clause;
  return made === undefined || !isPlain(made) ? null : byClause(stage, at, mark - 1, made);
}

/** Whether an act is what a report tells that somebody denies: "rejected claims that it had attacked". */
function isReport(stage: Stage, at: number, noun: number): boolean {
  const { tokens } = stage.words.parse;
  if (!/^(?:acl|acl:relcl|nmod|ccomp)$/.test(tokens.relation[at] as string)) return false;
  if (!isOf(stage, noun, "report")) return false;
  // "dismissed speculation and rumors of talks"
  const first = tokens.relation[noun] === "conj" ? (tokens.head[noun] as number) : noun;
  const verb = tokens.head[first] as number;
  return (
    0 <= verb &&
    /^(?:obj|nsubj:pass)$/.test(tokens.relation[first] as string) &&
    isOf(stage, verb, "rebuttal")
  );
}

/** What goes on beside another act: to come where that is, else done. */
function besides(stage: Stage, verb: number): Above {
  const isToCome = 0 <= verb && ownStatus(stage, verb, false) === "planned";
  return { status: isToCome ? "planned" : "occurred", next: -1 };
}

/** "took steps to show that it doesn't care, including leaving the accord": not what "not" is said of. */
function isApartFromNegated(stage: Stage, participle: number, head: number): boolean {
  if (stage.words.lower[participle - 1] !== "including") return false;
  const verb = verbAbove(stage, head);
  return 0 <= verb && ownStatus(stage, verb, false) === "negated";
}

/** "with all sides committing" */
function isAbsolute(stage: Stage, participle: number): boolean {
  const subject = childOf(stage, participle, "nsubj");
  const noun = 0 <= subject ? subject : (stage.words.parse.tokens.head[participle] as number);
  return noun < participle && stage.words.lower[caseOf(stage, noun)] === "with";
}

/** "the denial that it left" */
function hasThat(stage: Stage, clause: number): boolean {
  const mark = childOf(stage, clause, "mark");
  return 0 <= mark && stage.words.lower[mark] === "that";
}

/** "It is not true that …" */
function isNotTrue(stage: Stage, head: number): boolean {
  return isOf(stage, head, "true")
    ? ownStatus(stage, head, false) === "negated"
    : isOf(stage, head, "untrue");
}

/** Whether a clause tells what goes on beside, whatever the tree makes of it: "even as it talks", "because it talks". */
function isAside(stage: Stage, clause: number): boolean {
  const mark = childOf(stage, clause, "mark");
  return 0 <= mark && /^(?:as|while|although|though|because|since|whereas)$/.test(stage.words.lower[mark]!);
}

/** "Foreign minister to visit Cuba": an infinitive under the root of a sentence without a verb before. */
function isHeadlinePlan({ words }: Stage, verb: number, noun: number): boolean {
  const { tokens } = words.parse;
  if (tokens.relation[noun] !== "root" || words.lower[verb - 1] !== "to") return false;
  for (let i = sentenceOf(words, verb).from; i < verb; i++)
    if (/^(?:VERB|AUX)$/.test(tokens.upos[i] as string)) return false;
  return true;
}

/** "too weak" */
function isTooMuch({ scene, words }: Stage, head: number): boolean {
  for (let child = scene.firstChild[head]!; 0 <= child && child < head; child = scene.nextSibling[child]!)
    if (words.lower[child] === "too") return words.parse.tokens.upos[head] !== "VERB";
  return false;
}

/** "want the sanctions lifted" */
function isWanted(stage: Stage, noun: number): boolean {
  const { tokens } = stage.words.parse;
  const verb = tokens.head[noun] as number;
  return 0 <= verb && tokens.relation[noun] === "obj" && isOf(stage, verb, "wanting");
}

/** "countries importing oil", "protesters shouting": what people are at who are known by it. */
function isPluralDoer(stage: Stage, noun: number): boolean {
  const { agents, events } = stage.lexicon;
  return (
    /^NNP?S$/.test(stage.words.parse.tokens.xpos[noun] ?? "") &&
    (agents.has(stage.words.lower[noun] as string) ||
      events.classes.get("agents")?.has(lemmaAt(stage, noun)) === true)
  );
}

/** Whether "which" or "who" is the subject, whatever the tree makes of the clause. */
function isRelativeClause(stage: Stage, verb: number): boolean {
  const subject = childOf(stage, verb, "nsubj");
  return 0 <= subject && /^(?:which|who)$/.test(stage.words.lower[subject] as string);
}

/** Whether a report is said to be untrue: "Reports that Norway left are false". */
function isFalse(stage: Stage, noun: number): boolean {
  const head = stage.words.parse.tokens.head[noun] as number;
  return 0 <= head && isOf(stage, head, "untrue");
}

/** A clause under a word of the table. */
function byClause(stage: Stage, at: number, head: number, made: Factuality): Above {
  if (made === "same") return { status: null, next: head };
  if (made === "fact") {
    // "has not said that …", "if it says that …": what is said is then only thought of.
    const own = ownStatus(stage, head, false);
    if (own === "negated" && isOf(stage, head, "thought") && isFinite(stage, at))
      return { status: "negated", next: -1 };
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
  if (isNotOmitted(stage, head)) return { status: "occurred", next: -1 };
  if (own === "negated")
    return { status: made === "negated" || made === "denied" ? "hypothetical" : "negated", next: -1 };
  return { status: openUnder(made, isAim(stage, head) ? "hypothetical" : own), next: -1 };
}

/** Whether a verb that keeps something from happening is itself still to be done: "to prevent Norway from attacking". */
function isAim(stage: Stage, verb: number): boolean {
  return isOf(stage, verb, "prevention") && (isToInfinitive(stage, verb) || isBase(stage, verb));
}

/** "did not hesitate to attack", "did not fail to sign": done. */
export function isNotOmitted(stage: Stage, verb: number): boolean {
  const auxiliary = childOf(stage, verb, "aux");
  return (
    isOf(stage, verb, "omission") &&
    0 <= auxiliary &&
    stage.words.lower[auxiliary] === "did" &&
    ownStatus(stage, verb, false) === "negated"
  );
}

/** A past verb joined to another: only a condition above counts. */
function throughPast(stage: Stage, head: number, isPast: boolean): Above {
  return isPast ? stop : { status: null, next: isVerb(stage, head) ? -1 : head };
}

function conditionOver(stage: Stage, head: number): boolean {
  return 0 <= conditionChild(stage, head);
}

/** A verb of the table straight before "-ing", particles aside, or a noun before "for" and "-ing": "conditions for leaving". */
function nearGovernor(stage: Stage, at: number, head: number): Above | null {
  const { lower } = stage.words;
  const isParticle = /^(?:out|off|away|against|back|from)$/;
  let before = at - 1;
  while (head < before && isParticle.test(lower[before] as string)) before--;
  const isFor = lower[at - 1] === "for" && isNominal(stage, at - 2);
  const word = before === head && isVerb(stage, head) ? head : isFor ? at - 2 : -1;
  const made = word < 0 ? undefined : governorOf(stage, word)?.clause;
  return made === undefined || !isPlain(made) ? null : byClause(stage, at, word, made);
}

function ofAdverbial(stage: Stage, at: number, head: number): Above {
  const { words } = stage;
  const { tokens } = words.parse;
  const tag = tokens.xpos[at] as string;
  const mark = childOf(stage, at, "mark");
  const lower = 0 <= mark ? (words.lower[mark] as string) : "";
  if (tag === "VB" && lower === "to") {
    const governor = governorOf(stage, head);
    // "plans to visit Cuba as early as May to meet …": the verb of going, whatever the tree hangs it on.
    const near = verbBefore(stage, mark, 12);
    if (0 <= near && near !== head && governorOf(stage, near)?.clause === "same")
      return { status: null, next: near };
    if (governor !== null && governor.clause !== "fact") return byClause(stage, at, head, governor.clause);
    return { status: "hypothetical", next: -1 };
  }
  if (tag === "VBG") {
    if (isApartFromNegated(stage, at, head)) return stop;
    if (lower === "to" && words.lower[mark - 1] === "forward") return { status: "planned", next: -1 };
    // "ruled out sending troops", "decided against signing": the verb straight before.
    const near = nearGovernor(stage, at, head);
    if (near !== null) return near;
    // "has not spoken since leaving": left it has.
    if (lower === "since") return stop;
    if (/^(?:after|upon)$/.test(lower) && ownStatus(stage, head, false) === "negated") return stop;
    if (/^(?:by|after|upon|while|when|in)$/.test(lower) || lower === "") return { status: null, next: head };
    if (/^(?:without|of|from|instead)$/.test(lower)) {
      // "with the aim of attacking": the noun before "of" tells, whatever the clause hangs on.
      const noun = lower === "of" && isNominal(stage, mark - 1) ? governorOf(stage, mark - 1) : null;
      if (noun !== null && isPlain(noun.clause)) return byClause(stage, at, mark - 1, noun.clause);
      const governor = governorOf(stage, head);
      if (lower === "without" || lower === "instead") return { status: "negated", next: -1 };
      if (governor !== null && isPlain(governor.clause)) return byClause(stage, at, head, governor.clause);
      if (lower === "of" && isOf(stage, head, "suspicion")) return { status: "hypothetical", next: -1 };
      if (lower === "from") return { status: "hypothetical", next: -1 };
      return stop;
    }
    // "met the envoy before leaving": as real as what came before; "would think before leaving": perhaps never.
    if (lower === "before" && isOf(stage, head, "pondering")) return { status: "hypothetical", next: -1 };
    if (lower === "before" && /^(?:occurred|planned)$/.test(ownStatus(stage, head, true) ?? ""))
      return { status: null, next: head };
    if (/^(?:before|against|to|about)$/.test(lower)) return { status: "hypothetical", next: -1 };
    return { status: null, next: head };
  }
  return stop;
}
