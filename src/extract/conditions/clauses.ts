/**
 * A requirement in a clause of its own: "O only if R", "unless R, O", "no O until R", "O as long as R",
 * "should X …, O"; and the reverse, "X must R if it wants O".
 */
import type { TokenRange } from "../../model/parse.ts";
import { clauseFrom, clauseStart, splitFrom } from "./bounds.ts";
import { type Draft, type Ground, holdsOf, isOf } from "./ground.ts";
import { type Main, mainWithin } from "./mains.ts";
import { actorsWithin, identityOf, isParty, isPerson, isRelated } from "./identities.ts";
import { headOf, isBareVerb, isPronoun, phraseFrom } from "./phrases.ts";

/** The cue stands at the head of a clause behind one of these. */
const opener = /^(?:that|and|but|so|because|or|:|;|—|–|-|--|\(|["“«]|then|is|now|which)$/;

/**
 *     Havana will not reopen talks until Washington lifts the embargo.
 *                     ^^^^^^^^^^^^ outcome
 *                                  ^^^^^ cue
 *                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
export function findClause(ground: Ground): Draft | null {
  const { stage, at, window, content, cue } = ground;
  const { words } = stage;
  const before = words.lower[at.from - 1] ?? "";
  const { start, end } = words.parse.tokens;
  // "only to please them, and when he …": a tale goes on.
  if (cue.shape === "only" && before === "and") return null;
  const isClosing = /^["”]$/.test(before) && end[at.from - 1] !== start[at.from];
  const isHead = at.from === window.from || at.from === content?.from || (opener.test(before) && !isClosing);
  if (cue.shape === "inverted") {
    const first = isHead || before === "," ? findInverted(ground) : null;
    return first ?? (isHead ? null : findInvertedLast(ground));
  }
  // "…, but only if they pay, a demand that he rejects": behind "but" the outcome stands before.
  const isAdded = /^(?:but|and|so)$/.test(before) && words.lower[at.from - 2] === ",";
  const first = isHead ? findInitial(ground) : null;
  if (isHead && (!isAdded || (first !== null && first.mood !== "plain"))) return first ?? findFinal(ground);
  const final = findFinal(ground);
  if (final !== null && final.mood !== "plain") return final;
  // "As she has said, only when they return …, it will sign": what stands before is another clause.
  const initial = before === "," ? findInitial(ground) : null;
  if (initial !== null && initial.mood !== "plain") return initial;
  // A mere "when" in mid-clause belongs to what stands before it.
  return final ?? (cue.shape === "only" && before !== "," ? null : findInitial(ground));
}

/** The cue behind the outcome. */
function findFinal(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const { words } = stage;
  const start = clauseStart(ground, at.from);
  const isSplit = at.from - start < 2 && ground.contentBefore !== null;
  if (at.from - start < 2 && !isSplit) return null;
  // “We will leave,” he said, “unless they pay”: the outcome lies in the part of the quotation before.
  const range = isSplit ? ground.contentBefore! : { from: start, to: withoutInsertion(ground, start) };
  const main = mainWithin(stage, range, "before", verbBehind(ground));
  // "on one condition: that they leave".
  let from = at.to;
  if (ground.cue.words[0] === "on") while (/^(?::|that)$/.test(words.lower[from] ?? "")) from++;
  const requirement = clauseFrom(ground, from);
  return main === null || requirement === null ? null : draftOf(ground, main, requirement);
}

/** Where the outcome ends: at the cue, or before an insertion between dashes that closes right before it. */
function withoutInsertion({ stage, at }: Ground, start: number): number {
  const { lower } = stage.words;
  const isDash = (i: number): boolean => /^(?:—|–|--+)$/.test(lower[i]!);
  // "would be answered, the admiral said, if": who says so in between.
  if (lower[at.from - 1] === "," && /^(?:said|says|warned|added|told|insisted)$/.test(lower[at.from - 2]!))
    for (let i = at.from - 3; start + 2 < i && at.from - i < 12; i--) if (lower[i] === ",") return i;
  if (!isDash(at.from - 1)) return at.from;
  for (let i = at.from - 2; start + 2 < i; i--) if (isDash(i)) return i;
  return at.from;
}

/** "Only when R, then O". */
function findInitial(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const split = splitFrom(ground, at.to);
  if (split === null) return null;
  const second = clauseFrom(ground, split.second.from, split.second.to) ?? split.second;
  const main = mainWithin(stage, second, "after", -1);
  return main === null ? null : draftOf(ground, main, split.first);
}

/** "Washington will respond should Havana close the strait": the subject stands between "should" and its verb. */
function findInvertedLast(ground: Ground): Draft | null {
  const { stage, at, window, cue } = ground;
  const { words } = stage;
  const subject = cue.words[0] === "should" ? phraseFrom(stage, at.to, window.to) : null;
  if (subject === null || window.to <= subject.to || words.lower[at.to] === "it") return null;
  const { xpos, upos } = words.parse.tokens;
  const first = upos[at.to]!;
  const isSubject = isParty(stage, subject) || first === "DET" || first === "PRON";
  // "talks should the" would be a slip; what stands before holds an outcome out.
  if (!isSubject || !/^VBP?$/.test(xpos[subject.to]!) || upos[subject.to] === "AUX") return null;
  const main = findFinal(ground);
  return main !== null && main.mood !== "plain" ? main : null;
}

/** "Should Havana close the strait, Washington will respond"; "were Havana to close …". */
function findInverted(ground: Ground): Draft | null {
  const { stage, at, window, cue } = ground;
  const { words } = stage;
  const subject = phraseFrom(stage, at.to, window.to);
  if (subject === null) return null;
  const verb = words.lower[subject.to] === "to" ? subject.to + 1 : subject.to;
  const isBare = /^VBP?$/.test(words.parse.tokens.xpos[verb] ?? "");
  if (!isBare || (cue.words[0] === "were") !== verb > subject.to) return null;
  return findInitial(ground);
}

/** The verb of the clause behind the cue, by the tree: the governor of the cue. */
function verbBehind({ stage, at }: Ground): number {
  const { head, relation } = stage.words.parse.tokens;
  return /^(?:mark|advmod|case)$/.test(relation[at.to - 1]!) ? head[at.to - 1]! : -1;
}

function draftOf(ground: Ground, main: Main, requirement: TokenRange): Draft | null {
  const { stage, cue } = ground;
  if (requirement.to - requirement.from < 2 || !isClause(ground, requirement)) return null;
  const wanted = wantedIn(ground, main, requirement);
  if (wanted !== null) return wanted;
  // "Europe would have to respond if": what one is forced to is held out as well.
  const isForced = main.isDuty && isOf(stage, main.phrase.from, "hostile") && isWould(ground, main);
  if (main.isDuty && !isForced) return null;
  const isIf = cue.link === "if";
  const rule = `condition/${cue.shape === "clause" ? cue.link : cue.shape}`;
  const draft: Draft = {
    requirement,
    outcome: main.phrase,
    outcomeClause: main.whole,
    agent: main.subject,
    addressee: phraseFrom(stage, requirement.from, requirement.to),
    outcomeNegated: main.isNegated,
    mood: main.mood,
    link: cue.link,
    necessity: cue.necessity,
    rule,
  };
  switch (cue.shape) {
    case "only":
      if (main.isOnly) return draft;
      return isPromised(ground, main, draft) ? { ...draft, link: "if", necessity: "sufficient" } : null;
    case "until":
      // "has blocked the import until": what is withheld, with its verb.
      if (main.mood === "noun" && isOf(stage, main.phrase.from - 1, "hostile") && !main.isNegated)
        return { ...draft, outcome: { from: main.phrase.from - 1, to: main.phrase.to } };
      return main.isNegated || isKeptUp(ground, main) || isKeptAgainst(ground, main, draft) ? draft : null;
    case "while": {
      const isHostile = holdsOf(stage, main.whole, "severe") || isOf(stage, main.phrase.from, "hostile");
      if (main.isNegated || isHostile || isLasting(ground, draft))
        return { ...draft, requirementNegated: true };
      return cue.words[0] === "while" ? null : { ...draft, link: "only-if", necessity: "both" };
    }
    default:
      return isIf && main.isOnly ? { ...draft, link: "only-if", necessity: "necessary" } : draft;
  }
}

/** "would have to": the duty is what would come. */
function isWould({ stage }: Ground, { phrase }: Main): boolean {
  const { lower } = stage.words;
  return /^(?:would|will) have to$/.test(lower.slice(phrase.from - 3, phrase.from).join(" "));
}

/**
 * A mere "when", "once" or "as soon as" links what one side promises to what is asked of another that is named.
 *
 *     Cuba will sign the accord once Canada lifts the embargo
 */
function isPromised({ stage, cue }: Ground, main: Main, { requirement, addressee }: Draft): boolean {
  // "When they left, he refused to sign": a tale; "only when …, when …": the first cue's own.
  if (main.isNegated || stage.words.lower.slice(main.phrase.from, main.phrase.to).includes("only"))
    return false;
  const isHeldOut = main.mood === "will" || main.mood === "pledge" || main.mood === "may";
  if (!isHeldOut || cue.words[0] === "after") return false;
  if (addressee === null) return false;
  // "as soon as there is evidence that Canada has stopped": the party stands farther on.
  if (stage.words.lower[addressee.from] === "there" && cue.words[0] !== "when") {
    const own = main.subject === null ? null : identityOf(stage, main.subject);
    const isOther = actorsWithin(stage, requirement).some((it) => identityOf(stage, it) !== own);
    return (
      own !== null &&
      isOther &&
      (holdsOf(stage, requirement, "welcome") || holdsOf(stage, requirement, "ease"))
    );
  }
  if (!isParty(stage, addressee) || isPronoun(stage, addressee)) return false;
  const other = identityOf(stage, addressee);
  if (other === null && !isRelated(stage, addressee, null)) return false;
  const isHeld =
    main.subject !== null &&
    (isParty(stage, main.subject) ||
      (isOf(stage, headOf(stage, main.subject), "act") && holdsOf(stage, main.phrase, "ease")));
  if (!isHeld || (main.subject !== null && identityOf(stage, main.subject) === other && other !== null))
    return false;
  const { upos } = stage.words.parse.tokens;
  for (let i = addressee.to; i < Math.min(requirement.to, addressee.to + 6); i++)
    if (upos[i] === "VERB" && !(isOf(stage, i, "slight") && stage.words.lower[i + 1] === "to"))
      return isOf(stage, i, "welcome") || isOf(stage, i, "ease");
  return false;
}

/** "as long as Canada refuses to pay": a state that somebody keeps up, not what is asked of them. */
function isLasting({ stage }: Ground, { addressee }: Draft): boolean {
  return (
    addressee !== null &&
    isParty(stage, addressee) &&
    isOf(stage, addressee.to, "last") &&
    stage.words.lower[addressee.to] !== "hold"
  );
}

/** Whether a requirement has a verb, where its cue asks for a clause; "only after", "in the event of" take a noun too. */
function isClause({ stage, cue }: Ground, { from, to }: TokenRange): boolean {
  if (cue.link === "only-if" || cue.words[0] === "in") return true;
  const { upos } = stage.words.parse.tokens;
  if (/^(?:it|they|he|she|we|you)$/.test(stage.words.lower[from]!)) return true;
  for (let i = from; i < to; i++) if (upos[i] === "VERB" || upos[i] === "AUX") return true;
  // A verb may be taken for a noun: "if Arnau steps down", "until the bombings end".
  return (
    actorsWithin(stage, { from, to }).length > 0 || isPerson(stage, { from, to }) || isBareVerb(stage, to - 1)
  );
}

/** "will impose sanctions until", "will go on fighting until": hostile, and begun or kept up. */
function isKeptUp({ stage }: Ground, { phrase, whole }: Main): boolean {
  const verb = stage.words.parse.tokens.upos[phrase.from] === "AUX" ? phrase.from + 1 : phrase.from;
  // "the sanctions will stay in place until".
  const isKept = isOf(stage, verb, "keep");
  if (isKept && (["severe", "curb", "force"] as const).some((it) => holdsOf(stage, whole, it))) return true;
  // "will continue to attack", "will keep blocking".
  if (
    isKept &&
    (isOf(stage, verb + 1, "hostile") ||
      (stage.words.lower[verb + 1] === "to" && isOf(stage, verb + 2, "hostile")))
  )
    return true;
  const isHostile = isOf(stage, verb, "hostile") || holdsOf(stage, phrase, "severe");
  // "has suspended its part in the treaty until".
  if (stage.words.parse.tokens.xpos[phrase.from + 1] === "VBN" && isOf(stage, phrase.from + 1, "hostile"))
    return true;
  return (
    isHostile && (isOf(stage, verb, "hostile") || isOf(stage, verb, "severe") || isOf(stage, verb, "keep"))
  );
}

/** "will keep enriching until the sanctions are lifted": kept up against what another alone can undo. */
function isKeptAgainst({ stage }: Ground, { phrase, mood }: Main, { requirement }: Draft): boolean {
  const { lower } = stage.words;
  // "has put the sale on hold", "keeps the talks on ice".
  const isOnHold = lower.slice(phrase.from, phrase.to).join(" ");
  if (/^(?:has |have |had )?(?:put|keep|kept|place|placed) .*\bon (?:hold|ice)$/.test(isOnHold)) return true;
  const isGoingOn = isOf(stage, phrase.from, "keep") && (mood === "will" || mood === "pledge");
  return isGoingOn && holdsOf(stage, requirement, "ease") && holdsOf(stage, requirement, "severe");
}

/**
 * The clause behind "if" holds the outcome, the main clause what is demanded for it.
 *
 *     Cuba says Canada must first leave the base if it wants talks.
 *                                 ^^^^^^^^^^^^^^ requirement   ^^^^^ outcome
 */
function wantedIn({ stage, cue }: Ground, main: Main, clause: TokenRange): Draft | null {
  const { words } = stage;
  if (cue.link !== "if" || !main.isDuty) return null;
  const subject = phraseFrom(stage, clause.from, clause.to);
  if (subject === null) return null;
  let at = subject.to;
  if (
    !/^(?:wants?|wishes|wish|hopes?|seeks?|desires?|is|are|really|truly|still)$/.test(words.lower[at] ?? "")
  )
    return null;
  if (/^(?:really|truly|still)$/.test(words.lower[at]!)) at++;
  at++;
  const isTo = words.lower[at] === "to";
  if (/^(?:is|are)$/.test(words.lower[at - 1]!) && !isTo) return null;
  const from = isTo ? at + 1 : at;
  if (clause.to <= from) return null;
  return {
    requirement: main.phrase,
    outcome: { from, to: clause.to },
    outcomeClause: null,
    agent: null,
    // "If the Cubans want talks, they must leave".
    addressee: main.subject !== null && isPronoun(stage, main.subject) ? subject : main.subject,
    outcomeNegated: false,
    mood: "will",
    link: "precondition",
    necessity: "necessary",
    rule: "condition/wanted",
    requirementNegated: false,
  };
}
