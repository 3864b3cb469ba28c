/**
 * Who can act, and the phrase that names them: a name, a state, an office or a sort of people, one party for each that
 * "and" joins. Who they are is not asked here.
 */
import { pairKindOf } from "../../lexicon/pairs.ts";
import type { Party } from "../../model/finding.ts";
import type { TokenRange } from "../../model/parse.ts";
import { type Mention, mentionsWithin } from "../mentions.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord, isCapitalized, sentenceOf, spanOf } from "../words.ts";
import { caseOf, childOf, isNominal, lemmaAt } from "./tree.ts";

/** Somebody in a role of an event, by token. */
export interface Actant extends TokenRange {
  /** Token of its head noun. */
  readonly head: number;
}

const personal = /^(?:he|she|they|we|it|him|her|them|us)$/;

/** The mention of the register that covers a token; null when none does. */
export function mentionAt({ mentionOf, mentions }: EventStage, token: number): Mention | null {
  return mentions[mentionOf[token]! - 1] ?? null;
}

/** A stage with what events look up often, made once per article. */
export interface EventStage extends Stage {
  /** Index of the mention that covers a token plus 1, 0 where none does. */
  readonly mentionOf: Int32Array;
}

export function eventStageOf(stage: Stage): EventStage {
  const mentionOf = new Int32Array(stage.words.lower.length);
  stage.mentions.forEach(({ from, to }, i) => mentionOf.fill(i + 1, from, to));
  return { ...stage, mentionOf };
}

/** Whether a token is the head of a phrase that can act: a name, a state, a pronoun, an office, a sort of people. */
export function canAct(stage: EventStage, head: number): boolean {
  const { words, scene, lexicon } = stage;
  const { tokens } = words.parse;
  const lower = words.lower[head] as string;
  if (tokens.upos[head] === "PRON") return personal.test(lower) && !isEmptyIt(stage, head);
  if (!isNominal(stage, head) && tokens.upos[head] !== "ADJ") return false;
  if (isDateline(stage, head) || isOfCompound(stage, head)) return false;
  const mention = mentionAt(stage, head);
  if (mention !== null) {
    if (mention.known.actor.sector === "MED") return false;
    return mention.known.usage !== "adjective" || tokens.upos[head] !== "ADJ";
  }
  // "the general", "the premier": taken for adjectives, but the subject.
  if (tokens.upos[head] === "ADJ")
    return (tokens.relation[head] as string).startsWith("nsubj") && lexicon.offices.has(lower);
  const name = scene.name[head]!;
  if (0 < name && name < 6) return true;
  if (tokens.upos[head] === "PROPN" && isCapitalized(words.form[head] as string) && !isCalendarWord(lower))
    return true;
  const lemma = (tokens.lemma[head] as string).toLowerCase();
  const { agents } = lexicon;
  if (agents.has(lower) || agents.has(lemma) || (lexicon.events.classes.get("agents") ?? nobody).has(lemma))
    return true;
  if (lexicon.offices.has(lower) || lexicon.offices.has(lemma)) return true;
  // "dockers", "loggers", "cyclists": people by what they do, in number.
  return (
    tokens.xpos[head] === "NNS" &&
    /(?:[a-z]{2}ers|ors|ists|ians|men|women|ees)$/.test(lower) &&
    !(lexicon.events.classes.get("inanimate") ?? nobody).has(lemma)
  );
}

/** "when it comes to", "it came after": stands for nobody. */
function isEmptyIt({ words }: EventStage, token: number): boolean {
  const { lower } = words;
  return (
    lower[token] === "it" &&
    /^(?:comes?|came|coming)$/.test(lower[token + 1] ?? "") &&
    /^(?:to|after|as|at|amid|before|when|down|on|just|days|hours|weeks|months)$/.test(lower[token + 2] ?? "")
  );
}

/** "Norway-backed rebels" are not Norway, and "Arnau, R-Ohio" is no R. */
function isOfCompound({ words }: EventStage, token: number): boolean {
  const { lower } = words;
  if (!/^[-–]$/.test(lower[token + 1] ?? "")) return false;
  return (
    /^[rdi]$/.test(lower[token] as string) ||
    /(?:ed|led|born|made|held|run|built)$/.test(lower[token + 2] ?? "")
  );
}

/** "HAVANA —" before the first sentence is where it was written, and does nothing. */
function isDateline({ words, scene }: EventStage, token: number): boolean {
  const form = words.form[token] as string;
  if (form.length < 4 || form !== form.toUpperCase()) return false;
  const { from } = sentenceOf(words, token);
  if (from + 3 < token) return false;
  // "AVA MOYO: What if …": who speaks in a transcript.
  for (let i = token + 1; i < Math.min(token + 9, scene.n); i++) {
    if (/^(?:—|–|-|--)$/.test(words.form[i] as string)) return true;
    if (words.form[i] === ":" && i <= token + 2) return true;
  }
  return false;
}

const nobody: ReadonlySet<string> = new Set();

/**
 * The actants that a head stands for: itself and those joined to it, one each; empty where it can't act.
 *
 *     French and Egyptian warships
 *     ^^^^^^     ^^^^^^^^^^^^^^^^^
 */
export function actantsOf(stage: EventStage, head: number): Actant[] {
  const { words, scene } = stage;
  const { tokens } = words.parse;
  const found: Actant[] = [];
  const add = (noun: number): void => {
    if (!canAct(stage, noun)) return;
    for (const it of splitActant(stage, phraseOf(stage, noun)))
      if (!found.some((other) => other.from < it.to && it.from < other.to)) found.push(it);
  };
  add(head);
  const start = found.length;
  for (let child = scene.firstChild[head]!; 0 <= child; child = scene.nextSibling[child]!) {
    const relation = tokens.relation[child] as string;
    // What is joined must be of the kind: a noun without a preposition of its own.
    if (relation === "conj" && (0 < start || isNominal(stage, child)) && caseOf(stage, child) < 0) add(child);
    // "the ministers of Cuba, Kenya and Chad": of each one.
    else if (relation === "nmod" && 0 < start && isOfEach(stage, head, child)) {
      for (let more = scene.firstChild[child]!; 0 <= more; more = scene.nextSibling[more]!)
        if (tokens.relation[more] === "conj" && isNominal(stage, more)) add(more);
    }
    // "Western countries, in particular the United States": members named after the group.
    else if ((relation === "nmod" || relation === "appos") && 0 < start && isMember(stage, child)) add(child);
  }
  return found;
}

/** "the two countries", "both sides": two that were named before. */
export function isPair({ words, lexicon }: EventStage, range: TokenRange): boolean {
  const { lower, parse } = words;
  return pairKindOf(lexicon.pairNouns, (i) => lower[i] as string, parse.tokens.upos, range) !== null;
}

/** Whether several in an office hold it of the states behind "of". */
function isOfEach(stage: EventStage, head: number, states: number): boolean {
  const { words, lexicon } = stage;
  const { xpos } = words.parse.tokens;
  const preposition = caseOf(stage, states);
  return (
    xpos[head] === "NNS" &&
    0 <= preposition &&
    words.lower[preposition] === "of" &&
    mentionAt(stage, states)?.known.actor.kind === "state" &&
    (lexicon.offices.has(lemmaAt(stage, head)) || lexicon.offices.has(words.lower[head] as string))
  );
}

/** "in particular Norway", "including Norway": a member of the group named before. */
function isMember(stage: EventStage, noun: number): boolean {
  const { lower } = stage.words;
  const preposition = caseOf(stage, noun);
  if (preposition < 0) return false;
  return (
    /^(?:including|especially|notably)$/.test(lower[preposition] as string) ||
    (lower[preposition] === "in" && lower[preposition + 1] === "particular")
  );
}

/**
 * The actants of a head, or where it can't act itself, of those it belongs to: "Haiti's efforts", "an Indian
 * proposal", "a call by Minsk".
 */
export function ownersOf(stage: EventStage, head: number, depth = 0, places = true): Actant[] {
  const direct = actantsOf(stage, head);
  if (0 < direct.length || 1 < depth) return direct;
  const { words, scene } = stage;
  const { tokens } = words.parse;
  // "Celia Arnau, a Vermont independent": who it is said of.
  if (tokens.relation[head] === "appos") {
    const name = tokens.head[head] as number;
    if (scene.name[name] === 1) return actantsOf(stage, name);
  }
  // "Lobo's predecessor, Celia Arnau": who is named beside.
  const beside = childOf(stage, head, "appos");
  if (0 <= beside && scene.name[beside] === 1 && tokens.upos[head] === "NOUN")
    return actantsOf(stage, beside);
  const { classes } = stage.lexicon.events;
  const isAttack = classes.get("attacks")?.has(lemmaAt(stage, head)) === true;
  let later: Actant[] = [];
  for (let child = scene.firstChild[head]!; 0 <= child; child = scene.nextSibling[child]!) {
    const relation = tokens.relation[child] as string;
    if (relation === "nmod:poss") {
      const owners = actantsOf(stage, child);
      if (0 < owners.length) return owners;
    } else if ((relation === "amod" || relation === "compound") && child < head) {
      const owners = adjectivesOf(stage, child);
      if (0 < owners.length) return owners;
    } else if (relation === "nmod" && later.length === 0) {
      // "talks in Havana" are not Havana's, and talks until Monday nobody's.
      const preposition = words.lower[caseOf(stage, child)] ?? "";
      if (
        !/^(?:of|by|from|with|between|against|to|for|on|over|among|in|at|near|into|toward|through)$/.test(
          preposition,
        )
      )
        continue;
      if (!places && /^(?:in|at|near|on)$/.test(preposition)) continue;
      // "the attack on the embassy" is not the embassy's.
      if (isAttack && /^(?:on|against)$/.test(preposition)) continue;
      later = ownersOf(stage, child, depth + 1, places);
    }
  }
  return later;
}

/** States named by an adjective or a name before a noun: "Russian missiles", "the US-led strikes"; with those joined. */
export function adjectivesOf(stage: EventStage, token: number): Actant[] {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  const mention = mentionAt(stage, token) ?? mentionAt(stage, scene.left[token]!);
  const isName = 0 < scene.name[token]! && scene.name[token]! < 6 && tokens.upos[token] === "PROPN";
  const isAgent =
    tokens.upos[token] === "NOUN" &&
    canAct(stage, token) &&
    stage.lexicon.events.classes.get("epithets")?.has(lemmaAt(stage, token)) !== true &&
    stage.lexicon.events.classes.get("weapons")?.has(lemmaAt(stage, token)) !== true;
  if (mention?.known.actor.sector === "MED") return [];
  if (mention === null && !isName && !isAgent) return [];
  if (mention?.known.usage === "capital" && isVenue(stage, mention.to)) return [];
  const found: Actant[] = [
    mention === null
      ? { from: token, to: token + 1, head: token }
      : { from: mention.from, to: mention.to, head: token },
  ];
  for (let child = scene.firstChild[token]!; 0 <= child; child = scene.nextSibling[child]!)
    if (tokens.relation[child] === "conj") found.push(...adjectivesOf(stage, child));
  return found;
}

/**
 * Whether a capital that ends before a token is only where something was signed or held.
 *
 *     the Paris climate accord     the Vienna talks     but: the Moscow-Tehran pact
 *               ^ venue                   ^ venue
 */
function isVenue(stage: EventStage, at: number): boolean {
  const { words, lexicon } = stage;
  const { from, to } = sentenceOf(words, at - 1);
  if (from < at - 1 && /^[-–—]$/.test(words.form[at - 2] as string)) return false;
  for (let i = at; i < Math.min(at + 3, to); i++) {
    const lemma = lemmaAt(stage, i);
    if (["pacts", "talks", "venues"].some((name) => lexicon.events.classes.get(name)?.has(lemma) === true))
      return true;
    if (!/^(?:NOUN|ADJ|PROPN)$/.test(words.parse.tokens.upos[i] as string)) return false;
  }
  return false;
}

/** The phrase of a noun: its left edge without preposition, rightwards up to a clause, an aside or what is joined. */
function phraseOf(stage: EventStage, noun: number): Actant {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  let from = noun;
  const left = scene.left[noun]!;
  while (left < from) {
    const i = from - 1;
    const relation = tokens.relation[i] as string;
    if (relation === "case" && tokens.head[i] === noun) break;
    // "In recent months | protesters": what stands before has a preposition of its own.
    const brought = tokens.head[i] as number;
    if (
      relation === "case" &&
      i < brought &&
      brought < noun &&
      /^(?:NOUN|PROPN)$/.test(tokens.upos[brought] as string)
    ) {
      from = brought + 1;
      break;
    }
    if (/^(?:mark|advmod)$/.test(relation) && tokens.head[i] === noun && tokens.upos[i] !== "ADJ") break;
    if (tokens.upos[i] === "PUNCT" && !/^[-–'’"“”.]$/.test(words.form[i] as string)) break;
    if (/^(?:VERB|SCONJ|AUX)$/.test(tokens.upos[i] as string) && relation !== "amod") break;
    from--;
  }
  while (
    from < noun &&
    (/^(?:cc|punct|fixed)/.test(tokens.relation[from] as string) ||
      isCalendarWord(words.lower[from] as string) ||
      words.lower[from] === "particular")
  )
    from++;
  // "Secretary of State | Celia Arnau": an office of three words that the tree has parted from its bearer.
  if (
    1 < from &&
    words.lower[from - 1] === "of" &&
    stage.lexicon.offices.has(`${words.lower[from - 2] as string} of ${words.lower[from] as string}`)
  )
    from -= 2;
  from = titleStart(stage, from);
  let to = noun + 1;
  const right = scene.right[noun]! + 1;
  while (to < right) {
    const relation = tokens.relation[to] as string;
    const upos = tokens.upos[to] as string;
    if (/^(?:PUNCT|VERB|SCONJ|AUX|CCONJ)$/.test(upos) && !/^[-–]$/.test(words.form[to] as string)) break;
    if (/^(?:who|which|that|on|after|during|since|before|as)$/.test(words.lower[to] as string)) break;
    // "the general | they feared": a clause without "whom".
    if (/^(?:it|they|he|she|we|i|you)$/.test(words.lower[to] as string)) break;
    if (/^(?:acl|advcl|appos|parataxis)/.test(relation) && tokens.head[to] === noun && upos !== "PROPN")
      break;
    if (relation === "case" && upos === "ADP" && !goesOn(stage, noun, to)) break;
    if (isCalendarWord(words.lower[to] as string) && tokens.upos[to] === "PROPN") break;
    to++;
  }
  while (
    noun < to - 1 &&
    (/^(?:case|punct|det|cc)$/.test(tokens.relation[to - 1] as string) ||
      /^(?:ADP|PART|ADV)$/.test(tokens.upos[to - 1] as string))
  )
    to--;
  const mention = mentionAt(stage, noun);
  return {
    from: mention === null ? from : Math.min(from, mention.from),
    to: mention === null ? to : Math.max(to, mention.to),
    head: noun,
  };
}

/** Whether a phrase goes on behind a preposition: "of" always, "ambassador to Cuba" and "rebels in Kenya" too. */
function goesOn(stage: EventStage, noun: number, preposition: number): boolean {
  const { words } = stage;
  const lower = words.lower[preposition] as string;
  if (lower === "of") return true;
  if (!/^(?:to|for|in|from)$/.test(lower) || words.parse.tokens.upos[noun] === "PROPN") return false;
  const next = words.lower[preposition + 1] === "the" ? preposition + 2 : preposition + 1;
  return [next, next + 1].some((it) => mentionAt(stage, it) !== null || stage.scene.name[it] === 3);
}

/** Title and state before a name that the tree has parted from it: "Zimbabwean Prime Minister | Robert Moyo". */
function titleStart(stage: EventStage, from: number): number {
  const { words, lexicon } = stage;
  const { tokens } = words.parse;
  const floor = sentenceOf(words, from).from;
  let start = from;
  if (!isCapitalized(words.form[start] as string) || tokens.upos[start] === "DET") return start;
  while (floor < start) {
    const i = start - 1;
    const form = words.form[i] as string;
    const isTitle =
      lexicon.offices.has(words.lower[i] as string) ||
      stage.mentionOf[i] !== 0 ||
      /^(?:PROPN|ADJ)$/.test(tokens.upos[i] as string);
    if (
      !isTitle ||
      (!isCapitalized(form) && !lexicon.offices.has(words.lower[i] as string)) ||
      isCalendarWord(words.lower[i] as string) ||
      0 <= caseOf(stage, i)
    )
      break;
    if (tokens.relation[i] === "obj" || tokens.relation[i] === "iobj") break;
    start--;
  }
  return start;
}

/** "Hungarian and Romanian officials" as two: each adjective of a state is a party. */
function splitActant(stage: EventStage, actant: Actant): Actant[] {
  const { words, mentions } = stage;
  const within = mentionsWithin(mentions, { from: actant.from, to: actant.head });
  if (within.length < 2) return [actant];
  const [first, second] = within as [Mention, Mention];
  const isJoined =
    first.known.usage === "adjective" &&
    second.known.usage === "adjective" &&
    /^(?:and|,)$/.test(words.lower.slice(first.to, second.from).join(" "));
  if (!isJoined) return [actant];
  return [
    { from: first.from, to: first.to, head: first.to - 1 },
    { from: second.from, to: actant.to, head: actant.head },
  ];
}

export function partyOf(stage: EventStage, { from, to }: TokenRange): Party {
  return { ...spanOf(stage.words, from, to), actor: null };
}
