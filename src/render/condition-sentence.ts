/**
 * A condition as one sentence that a diplomat would sign: who sets it, who said so and to whom, what will be done, and
 * on what. The words are the article's own; only the seams are ours. No tags are at hand here, so where the words do
 * not show what they are, they stand as written.
 */
import type { ReadingActor, ReadingCondition, ReadingParty, ReadingStatement } from "../model/reading.ts";

/** What the sentence needs beside the condition. */
export interface ConditionContext {
  /** Actors by id. */
  readonly cast: ReadonlyMap<string, ReadingActor>;
  /** The statement that carries it; null when the article itself does. */
  readonly statement: ReadingStatement | null;
}

/**
 * The sentence, without a full stop.
 *
 *     Cuba (Celia Arnau, to the Harbour Agency): will reopen the embassy only if Canada lifts the embargo
 */
export function sentenceOfCondition(
  { cast, statement }: ConditionContext,
  condition: ReadingCondition,
): string {
  return paired(`${headOf(cast, statement, condition)}: ${bodyOf(cast, condition)}`);
}

/** The words without quotation marks, where these do not pair: a span may cut a quotation in two. */
function paired(words: string): string {
  const count = (mark: string): number => words.split(mark).length - 1;
  const isPaired = count("“") === count("”") && count('"') % 2 === 0;
  return isPaired ? words : words.replace(/["“”]/g, "");
}

/** "Cuba (Celia Arnau, to the Harbour Agency)". */
function headOf(
  cast: ConditionContext["cast"],
  statement: ReadingStatement | null,
  { setter }: ReadingCondition,
): string {
  const actor = actorOf(cast, setter);
  const state = actor === null || actor.kind === "state" ? actor : stateOf(cast, actor);
  const shown = state ?? actor;
  const name = shown === null ? (setter?.exact ?? "Somebody") : named(shown);
  const speaker = statement?.speaker ?? null;
  const voice = actorOf(cast, speaker);
  const isOther = speaker !== null && voice !== state && (voice !== actor || actor !== state);
  const who = isOther
    ? [voice?.name ?? speaker.exact]
    : actor !== null && actor !== state && state !== null
      ? [actor.name]
      : [];
  const through = (statement?.via ?? []).map((it) => `to ${actorOf(cast, it)?.name ?? it.exact}`);
  const told = [...who, ...through].filter((it) => it !== name);
  return told.length === 0 ? capital(name) : `${capital(name)} (${told.join(", ")})`;
}

function actorOf(cast: ConditionContext["cast"], party: ReadingParty | null): ReadingActor | null {
  return party === null || party.actor === null ? null : (cast.get(party.actor) ?? null);
}

/** The state in whose name somebody acts, where the article names it. */
function stateOf(cast: ConditionContext["cast"], { code, sector }: ReadingActor): ReadingActor | null {
  if (code === null || (sector !== null && !/^(?:GOV|MIL|LEG)$/.test(sector))) return null;
  for (const other of cast.values()) if (other.kind === "state" && other.code === code) return other;
  return null;
}

/** "the United States", "the European Union", "Cuba". */
function named({ name, kind }: ReadingActor): string {
  const takesArticle =
    kind !== "person" &&
    /^(?:United |European |Arab |African |Group of |Netherlands|Philippines|Soviet )/.test(name);
  return takesArticle ? `the ${name}` : name;
}

/** "will reopen the embassy only if Canada lifts the embargo". */
function bodyOf(cast: ConditionContext["cast"], condition: ReadingCondition): string {
  const target = actorOf(cast, condition.target);
  const other = target === null ? (condition.target?.exact ?? null) : named(target);
  const requirement = clauseOf(condition.requirement.exact, condition.target?.exact ?? null, other);
  const outcome = outcomeOf(condition, isPast(requirement));
  switch (condition.link) {
    case "in-exchange":
      return `${outcome} in exchange for ${requirement}`;
    case "without":
      return `${outcome} without ${requirement}`;
    case "until":
      return `${outcome} ${condition.requirementNegated ? "as long as" : "until"} ${requirement}`;
    case "unless":
      return `${outcome} unless ${requirement}`;
    case "if":
      return `${outcome} if ${requirement}`;
    case "before":
      return condition.outcomeNegated
        ? `${outcome} before ${requirement}`
        : `${outcome} only after this: ${requirement}`;
    case "precondition":
      return `${outcome} only on this condition: ${requirement}`;
    case "only-if":
      return `${outcome} only ${/ after$/i.test(condition.cue.exact) ? "after" : "if"} ${requirement}`;
  }
}

/** "will lift the embargo", "will not lift the embargo"; a clause and a noun phrase as they stand. */
function outcomeOf({ outcome, outcomeNegated, setter }: ReadingCondition, isPastTense: boolean): string {
  const words = outcome.exact;
  const isClause = hasFiniteVerb(words.split(/\s+/).slice(0, 14).join(" "));
  if (isClause || setter === null) return words;
  if (isNounPhrase(words))
    return outcomeNegated && !/^(?:no|any) /.test(words)
      ? `no ${words.replace(/^(?:the|a|an) /, "")}`
      : words.replace(/^any /, outcomeNegated ? "no " : "any ");
  return `${isPastTense ? "would" : "will"}${outcomeNegated ? " not" : ""} ${words}`;
}

/** Verbs that end like nouns. */
const verbal =
  /^(?:[a-z]*ss|focus|implement|supplement|bring|fling|finance|advance|balance|enhance|influence|silence|commence|mention|condition|sanction|question|function|position|auction|distance|reference)$/;

/** Whether words begin like a noun phrase: with an article, a name, or a noun by its ending. */
function isNounPhrase(words: string): boolean {
  if (/^(?:(?:an?|the|any|no|some|its|their|his|her|all|more|further|new|fresh)\b|[A-Z“"\d])/.test(words))
    return true;
  const [first = ""] = words.split(" ");
  return /(?:s|ance|ence|tion|sion|ment|ship|ity|ing)$/.test(first) && !verbal.test(first);
}

const finite =
  /(?:^| )(?:is|are|was|were|will|would|can|could|may|might|must|shall|has|have|had|does|did|cannot)(?: |$)/;

function hasFiniteVerb(words: string): boolean {
  return finite.test(words.toLowerCase());
}

function isPast(clause: string): boolean {
  const start = clause.split(/\s+/).slice(0, 7).join(" ");
  return /(?:^| )(?:was|were|had|did|gave|went|took|made|came|left|met|[a-z]+[^e]ed)(?: |$)/.test(start);
}

/**
 * The requirement with its doer: a pronoun gives way to the target's name, and "Canada to lift" becomes "Canada lifts".
 */
function clauseOf(requirement: string, target: string | null, name: string | null): string {
  const words = requirement.trim();
  if (name === null) return words;
  const pronoun = /^(?:they|it|he|she) (?=[a-z])/.exec(words);
  if (pronoun !== null) {
    const rest = words.slice(pronoun[0].length);
    const isMany = pronoun[0] === "they " && !/(?: and |s$)/.test(name);
    return `${name} ${isMany ? thirdPerson(rest) : rest}`;
  }
  const shown = target !== null && words.startsWith(`${target} `) ? words.slice(target.length + 1) : null;
  if (shown !== null) return `${name} ${shown.startsWith("to ") ? thirdPerson(shown.slice(3)) : shown}`;
  // A bare demand, "lift the embargo": the target is to do it.
  const isBare =
    /^[a-z]+ (?:the|its|their|all|an?|to|from|his|her|down|up|back|new) /.test(`${words} `) &&
    !/^(?:[a-z]+ing|an?|the|any|all|in|on|of|by|full|every|each|some) /.test(words);
  return isBare && !hasFiniteVerb(words.split(" ").slice(0, 3).join(" "))
    ? `${name} ${thirdPerson(words)}`
    : words;
}

const irregular: ReadonlyMap<string, string> = new Map([
  ["be", "is"],
  ["have", "has"],
  ["do", "does"],
  ["go", "goes"],
]);

/** The first verb, and one behind "and", in the third person: "abandon the policy and leave" to "abandons … and leaves". */
function thirdPerson(words: string): string {
  const [first = "", ...rest] = words.split(" ");
  if (
    !/^[a-z]+$/.test(first) ||
    /[^s]s$/.test(first) ||
    /^(?:is|was|were|had|has|did|does|will|would|can|could|may|must)$/.test(first) ||
    first.endsWith("ed")
  )
    return words;
  return [inflect(first), ...rest].join(" ");
}

function inflect(verb: string): string {
  const known = irregular.get(verb);
  if (known !== undefined) return known;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
