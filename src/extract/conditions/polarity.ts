/** Offer or threat: by what the outcome does, whether it is withheld, and whether the requirement is asked or warned of. */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { type Draft, holdsOf, isOf } from "./ground.ts";

const negation = /^(?:not|n't|never|no)$/;

/**
 * `threat` where the consequence is hostile or is kept up, `offer` where it is a benefit, held out or refused.
 *
 *     will impose sanctions unless they stop     threat
 *     will not lift the sanctions until they stop    offer
 */
export function polarityOf(stage: Stage, draft: Draft): "offer" | "threat" {
  const { outcome, link } = draft;
  const whole = draft.outcomeClause ?? outcome;
  const first = firstVerb(stage, outcome);
  const eases = isEasing(stage, outcome);
  const isSevere = holdsOf(stage, outcome, "severe") || (link === "until" && holdsOf(stage, whole, "severe"));
  const isPeaceful = isOf(stage, first, "peaceful") && !isMetWith(stage, first);
  const isKept = link === "until" && isSevere;
  if (!draft.outcomeNegated && isPeaceful && !isKept && !isFightingAgain(stage, first, outcome))
    return link === "unless" ? "threat" : "offer";
  // "will not sign if they leave" breaks something off; "will not sign until they return" holds it out.
  if (draft.outcomeNegated && link === "if")
    return !isSevere && isWarned(stage, draft.requirement) ? "threat" : "offer";
  if (draft.outcomeNegated) return eases && isFighting(stage, first, outcome) ? "threat" : "offer";
  if (link === "in-exchange" || link === "precondition" || link === "before" || link === "without")
    return "offer";
  if (link === "only-if") return "offer";
  if (link === "unless") return "threat";
  const isHostile =
    isSevere ||
    isOf(stage, first, "hostile") ||
    isComplaint(stage, outcome) ||
    isMarching(stage, first, outcome) ||
    (draft.mood === "noun" && holdsOf(stage, outcome, "hostile"));
  // What is not refused until then is kept up.
  if (link === "until") return "threat";
  if (isGiving(stage, first, outcome)) return "offer";
  if (isLeaving(stage, first)) return "threat";
  // "will scrap the pact if they go ahead": what is warned of is answered, however mildly.
  if (link === "if" && eases && isDefied(stage, draft.requirement)) return "threat";
  if (eases && !isBreaking(stage, first, whole)) return "offer";
  if (isHostile || holdsHostile(stage, outcome) || isFightingAgain(stage, first, outcome)) return "threat";
  return isWarned(stage, draft.requirement) ? "threat" : "offer";
}

/** "raise its aid", "increase purchases": more of what is welcome. */
function isGiving({ words }: Stage, first: number, { to }: TokenRange): boolean {
  const behind = words.lower.slice(first, to);
  // "let the envoy leave"; "cut output", as producers do for one another.
  if (/^(?:let|allow|permit)$/.test(words.lower[first]!)) return true;
  if (/^(?:cut|reduc|limit|cap|lower)/.test(words.lower[first]!))
    return behind.some((it) => /^(?:output|production|emissions|warheads|arsenals?|stockpiles?)$/.test(it));
  if (!/^(?:rais|increas|doubl|boost|expand|step)/.test(words.lower[first]!)) return false;
  return behind.some((it) =>
    /^(?:aid|assistance|support|help|funding|investments?|imports|exports|purchases|supplies|deliveries|shipments|quotas?|cooperation|co-operation)$/.test(
      it,
    ),
  );
}

/** "lodge a complaint", "file a protest". */
function isComplaint({ words }: Stage, { from, to }: TokenRange): boolean {
  const verb = words.lower[from] ?? "";
  const holds = (nouns: RegExp): boolean => words.lower.slice(from, to).some((it) => nouns.test(it));
  if (/^(?:go|take|bring|turn|refer)$/.test(verb))
    return holds(/^(?:court|panel|tribunal|arbitration|hague|gatt|wto)$/);
  return /^(?:lodge|file|submit|make|send)$/.test(verb) && holds(/^(?:complaints?|protests?)$/);
}

/** "send police into the north", "conduct another test", "go back into the strip". */
function isMarching({ words }: Stage, first: number, { to }: TokenRange): boolean {
  const { lower } = words;
  if (lower[first] === "go" && lower.slice(first, first + 3).includes("into")) return true;
  return (
    /^(?:send|move|conduct|carry|stage|launch|mobili[sz]e|build|develop|station|fire|test|hold)$/.test(
      lower[first]!,
    ) &&
    lower
      .slice(first + 1, to)
      .some((it) =>
        /^(?:police|troops|tanks|army|warships|fleet|rockets?|tests?|drills?|exercises?|manoeuvres)$/.test(
          it,
        ),
      )
  );
}

/** "will be met with force": nobody meets. */
function isMetWith({ words }: Stage, first: number): boolean {
  return words.lower[first] === "met" && words.lower[first + 1] === "with" && words.lower[first - 1] === "be";
}

/** "walk out of the talks", "walk away". */
function isLeaving({ words }: Stage, first: number): boolean {
  return words.lower[first]!.startsWith("walk") && /^(?:out|away)$/.test(words.lower[first + 1] ?? "");
}

/** Whether something hostile is done in a range; a "cease-fire" is none. */
function holdsHostile(stage: Stage, { from, to }: TokenRange): boolean {
  for (let i = from; i < to; i++)
    if (
      isOf(stage, i, "hostile") &&
      !(stage.words.lower[i] === "fire" && /^(?:-|cease)$/.test(stage.words.lower[i - 1]!))
    )
      return true;
  return false;
}

/** The verb that the outcome begins with, behind "be", "to" and adverbs. */
function firstVerb({ words }: Stage, { from, to }: TokenRange): number {
  const { upos } = words.parse.tokens;
  for (let i = from; i < Math.min(to, from + 14); i++) if (upos[i] === "VERB") return i;
  return from;
}

/** "lift", "agree to lift", "ensure that … remain lifted": the first verb that does something undoes what is hostile. */
function isEasing(stage: Stage, { from, to }: TokenRange): boolean {
  const { upos } = stage.words.parse.tokens;
  for (let i = from; i < to; i++) {
    if (upos[i] !== "VERB" && i > from) continue;
    if (isOf(stage, i, "ease")) return true;
    if (upos[i] === "VERB" && !isOf(stage, i, "slight")) return false;
  }
  return false;
}

/** "stop attacks", "end the war": to refuse that is to go on fighting. */
function isFighting(stage: Stage, first: number, outcome: TokenRange): boolean {
  const { lower } = stage.words;
  return (
    /^(?:stop|end|halt|cease|suspend)/.test(lower[first]!) && holdsFighting(lower, first + 1, outcome.to)
  );
}

/** "resume missile fire": what is begun again is hostile. */
function isFightingAgain({ words: { lower } }: Stage, first: number, { to }: TokenRange): boolean {
  return /^(?:resum|restart|renew|reviv)/.test(lower[first]!) && holdsFighting(lower, first + 1, to);
}

function holdsFighting(lower: readonly string[], from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (
      /^(?:attack|strik|fight|war$|bomb|offensive|operation|shelling|raid|assault|struggle|resistance|jihad|campaign|enrichment|broadcasts|fire$)/.test(
        lower[i]!,
      )
    )
      return true;
  return false;
}

/** "withdraw from the treaty", "cut aid", "suspend talks": what eases elsewhere breaks something off here. */
function isBreaking(stage: Stage, first: number, outcome: TokenRange): boolean {
  const { lower } = stage.words;
  if (
    !/^(?:pull|withdr|cut|suspend|freez|halt|stop|end|cancel|abandon|reduc|limit|scrap|drop|paus|leav)/.test(
      lower[first]!,
    )
  )
    return false;
  for (let i = outcome.from; i < outcome.to; i++)
    if (
      i !== first &&
      /^(?:firms|companies|ambassadors?|envoys?|diplomats|staff|commonwealth|union|organi[sz]ation|convention|court|council|bloc|treaty|deal|pact|accord|accords|agreement|aid|assistance|talks|negotiations|relations|ties|cooperation|co-operation|support|funding|suppl|exports|purchases|trade|sales?$|orders?$|contracts?$|dialogue|contacts|participation|contributions?|alliance|compliance|commitments?|summit|meetings?|visit|jcpoa|npt|visas?|flights|subsidies|truce|ceasefire|cease$|policy|policies)/.test(
        lower[i]!,
      )
    )
      return true;
  return false;
}

/** Whether the requirement is worded as what must not happen: a harmful act, or a failure to act. */
export function isWarned(stage: Stage, requirement: TokenRange): boolean {
  const { words } = stage;
  const { upos } = words.parse.tokens;
  for (let i = requirement.from; i < Math.min(requirement.to, requirement.from + 16); i++) {
    if (negation.test(words.lower[i]!)) return true;
    if (upos[i] !== "VERB") continue;
    if (isOf(stage, i, "welcome")) return false;
    // "goes ahead with the plan".
    if (/^(?:go|press|push)$/.test(words.parse.tokens.lemma[i]!) && words.lower[i + 1] === "ahead")
      return true;
    if (isOf(stage, i, "harmful")) return true;
  }
  // "in the event of a Cuban attack".
  return isAttack(stage, requirement);
}

/** Whether the first thing that the requirement says is a harmful act, or that something is not done. */
function isDefied(stage: Stage, { from, to }: TokenRange): boolean {
  const { words } = stage;
  for (let i = from; i < to; i++) {
    if (negation.test(words.lower[i]!)) return true;
    if (words.parse.tokens.upos[i] === "VERB")
      return (
        isOf(stage, i, "harmful") || (words.parse.tokens.lemma[i] === "go" && words.lower[i + 1] === "ahead")
      );
  }
  return isAttack(stage, { from, to });
}

function isAttack({ words }: Stage, { from, to }: TokenRange): boolean {
  const { upos } = words.parse.tokens;
  for (let i = from; i < to; i++) if (upos[i] === "VERB") return false;
  return words.lower
    .slice(from, to)
    .some((it) => /^(?:attacks?|strikes?|invasion|aggression|incursions?)$/.test(it));
}

/** Whether the requirement as written is what must not happen: of every "if" that threatens. */
export function isRequirementNegated(draft: Draft, polarity: "offer" | "threat"): boolean {
  return draft.requirementNegated ?? (draft.link === "if" && polarity === "threat");
}
