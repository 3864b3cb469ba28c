/**
 * Whose act a verb tells: its subject wherever the grammar has put it (passives, relative clauses, control, joined verbs), and whom
 * words about the act name ("urged Minsk to leave", "prevented Minsk from leaving").
 */
import { eventTypes } from "../../model/finding.ts";
import type { Stage } from "../stage.ts";
import { sentenceOf } from "../words.ts";
import { objectOf, obliqueOf, relativeClauseOf } from "./arguments.ts";
import { caseOf, childOf, isFinite, isNominal, isOf, isPassive, isTime, isVerb, lemmaAt } from "./tree.ts";

/** Types of verbs that pass judgement on what others do, as bits of `verbTypes`. */
const judging = (["ACCUSE", "REJECT", "SUPPORT"] as const).reduce(
  (bits, type) => bits | (1 << eventTypes.indexOf(type)),
  0,
);

/** Verbs whose object does what the verb below says: "urged Minsk to leave". */
const givesToObject = new Set(
  "urge ask order force allow permit help persuade convince tell call press push require want expect request invite warn encourage advise instruct get let make enable oblige compel pressure direct authorize lead cause bring beg implore appeal forbid prohibit prevent stop".split(
    " ",
  ),
);

/** Token of the surface subject, through relative clauses, control and joined verbs; -1 when none is told. */
export function subjectOf(stage: Stage, verb: number, depth = 0): number {
  const { words } = stage;
  const { tokens } = words.parse;
  if (6 < depth) return -1;
  const relation = tokens.relation[verb] as string;
  const head = tokens.head[verb] as number;
  const own = nominalSubject(stage, verb);
  // "Norway's aim is to leave": whose aim it is, and nobody for "the only way it is to leave".
  const outer = childOf(stage, verb, "nsubj:outer");
  if (0 <= outer && (own < 0 || words.lower[own] === "it")) return outer;
  if (0 <= own) {
    if (!(tokens.xpos[own] as string).startsWith("W") && !isRelative(stage, own)) return own;
    const clause = relativeClauseOf(stage, verb);
    if (clause < 0) return antecedentBefore(stage, own);
    const noun = tokens.head[clause] as number;
    // "signed an order that will lift the ban": who signed it lifts.
    const issued = issuerOf(stage, noun);
    return 0 <= issued ? subjectOf(stage, issued, depth + 1) : whoOf(stage, own, noun);
  }
  if (head < 0) return besideBefore(stage, verb);
  if (relation === "conj") {
    if (isVerb(stage, head) || tokens.upos[head] === "ADJ" || tokens.upos[head] === "NOUN")
      return subjectOf(stage, head, depth + 1);
    return besideBefore(stage, verb);
  }
  if (relation === "xcomp" || relation === "ccomp") {
    if (givesToObject.has(lemmaAt(stage, head))) {
      const object = objectOf(stage, head);
      if (0 <= object) return object;
      if (isPassive(stage, head)) return subjectOf(stage, head, depth + 1);
      const called = obliqueOf(stage, head, "on", verb);
      if (0 <= called) return called;
      const wanted = obliqueOf(stage, head, "for", verb);
      if (0 <= wanted) return wanted;
      const asked = obliqueOf(stage, head, "to", verb);
      if (0 <= asked) return asked;
    }
    return subjectOf(stage, head, depth + 1);
  }
  if (relation === "advcl") {
    // "accused Kenya of sending drones": Kenya sends.
    if (tokens.xpos[verb] === "VBG" && isBlame(stage, verb, head)) {
      const blamed = objectOf(stage, head);
      if (0 <= blamed) return blamed;
      if (isPassive(stage, head)) return subjectOf(stage, head, depth + 1);
    }
    if (isFinite(stage, verb)) return besideBefore(stage, verb);
    const kept = keptFrom(stage, verb, head);
    if (0 <= kept) return kept;
    const named = namedBefore(stage, verb);
    if (0 <= named) return named;
    // "imposed sanctions on Kenya for sending drones": Kenya sends.
    const punished = tokens.xpos[verb] === "VBG" ? punishedBy(stage, verb, head) : -1;
    if (0 <= punished) return punished;
    return subjectOf(stage, head, depth + 1);
  }
  if (relation === "acl:relcl") return head;
  if (relation === "acl") {
    const beside = tokens.upos[head] === "VERB" ? -1 : ownNounBefore(stage, verb, head);
    if (0 <= beside) return beside;
    const isContent =
      tokens.xpos[verb] === "VBG" && childOf(stage, verb, "mark") < 0 && caseOf(stage, verb) < 0;
    const issued = isContent ? issuerOf(stage, head) : -1;
    if (0 <= issued) return subjectOf(stage, issued, depth + 1);
    if (tokens.xpos[verb] !== "VB" && tokens.xpos[verb] !== "VBG") return head;
    // "the decision to leave", "the risk of attacking": who decides.
    if (tokens.xpos[verb] === "VBG" && childOf(stage, verb, "mark") < 0 && childOf(stage, verb, "case") < 0)
      return head;
    // "pressure on Minsk to leave", "an appeal to Minsk to leave": who is asked.
    const asked = /^(?:pressure|call|appeal|demand|request|order|ultimatum|plea)$/.test(lemmaAt(stage, head))
      ? Math.max(...["on", "to", "for"].map((it) => obliqueOf(stage, head, it, verb)))
      : -1;
    if (0 <= asked) return asked;
    const owner = childOf(stage, head, "nmod:poss");
    if (0 <= owner) return owner;
    // "Norway was the first country to recognize it"
    if (0 <= childOf(stage, head, "cop")) return nominalSubject(stage, head);
    const above = tokens.head[head] as number;
    // "condemned the decision to leave": somebody else's.
    if (tokens.xpos[verb] === "VB" && 0 <= above && isJudged(stage, head, above)) return -1;
    return 0 <= above && isVerb(stage, above) ? subjectOf(stage, above, depth + 1) : -1;
  }
  if (relation === "parataxis" && isVerb(stage, head) && !isFinite(stage, verb))
    return subjectOf(stage, head, depth + 1);
  return isFinite(stage, verb) ? besideBefore(stage, verb) : -1;
}

/** Whether only words of names and titles stand between two nouns: "Secretary of State Celia Arnau". */
function isOnePhrase({ words, lexicon }: Stage, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const isOfTitle =
      words.lower[i] === "of" &&
      lexicon.offices.has(`${words.lower[i - 1] as string} of ${words.lower[i + 1] as string}`);
    if (!isOfTitle && !/^(?:PROPN|ADJ|NOUN)$/.test(words.parse.tokens.upos[i] as string)) return false;
  }
  return to - from < 6;
}

/** The subject that hangs on a verb. Parsers part "Zimbabwean Minister Moyo today" into several: days and bare adjectives are none. */
function nominalSubject(stage: Stage, verb: number): number {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  let fallback = -1;
  let found = -1;
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!) {
    const relation = tokens.relation[child] as string;
    if (
      relation !== "nsubj" &&
      relation !== "nsubj:pass" &&
      !(relation === "expl" && words.lower[child] === "it")
    )
      continue;
    const lower = words.lower[child] as string;
    if (isNominal(stage, child) && !isTime(lower)) {
      // Of the parts of "U.S. President Moyo" the last is who it is.
      if (0 <= found && (verb < child || !isOnePhrase(stage, found, child))) break;
      found = child;
    } else if (fallback < 0 && tokens.upos[child] !== "DET") fallback = child;
  }
  return 0 <= found ? found : fallback;
}

/**
 * Who is kept from doing something; -1 where nobody is.
 *
 *     little stops Cuba from seizing the ship
 *                  ^^^^
 */
function keptFrom(stage: Stage, verb: number, head: number): number {
  const mark = childOf(stage, verb, "mark");
  if (mark < 0 || stage.words.lower[mark] !== "from" || !isOf(stage, head, "prevention")) return -1;
  return isPassive(stage, head) ? nominalSubject(stage, head) : objectOf(stage, head);
}

/**
 * The verb by which a statement, a law or a letter was issued; -1 where there is none.
 *
 *     Canada issued a statement condemning Cuba
 *            ^^^^^^   ^^^^^^^^^ noun
 */
function issuerOf(stage: Stage, noun: number): number {
  const { tokens } = stage.words.parse;
  const above = tokens.head[noun] as number;
  const isIssued = tokens.relation[noun] === "obj" && tokens.upos[noun] === "NOUN";
  return isIssued && isOf(stage, above, "issuing") && isOf(stage, noun, "issued") ? above : -1;
}

/** The name straight before a participle that a preposition has brought: "rumours about Arnau | visiting Cuba"; -1 where there is none. */
function namedBefore(stage: Stage, verb: number): number {
  const { tokens } = stage.words.parse;
  if (tokens.xpos[verb] !== "VBG" || 0 <= childOf(stage, verb, "mark") || tokens.upos[verb - 1] !== "PROPN")
    return -1;
  let name = verb - 1;
  while (0 <= (tokens.head[name] as number) && /^(?:flat|compound)$/.test(tokens.relation[name] as string))
    name = tokens.head[name] as number;
  return /^(?:about|despite|without)$/.test(stage.words.lower[caseOf(stage, name)] ?? "") ? name : -1;
}

/**
 * The name straight before a verb in the past that has an object, where the tree makes a participle of it.
 *
 *     came under attack by gunmen after the Harbour Guards fired missiles at them
 *                                                   ^^^^^^
 */
function ownNounBefore(stage: Stage, verb: number, head: number): number {
  const { tokens } = stage.words.parse;
  if (!/^VB[DN]$/.test(tokens.xpos[verb] as string) || childOf(stage, verb, "obj") < 0) return -1;
  if (0 <= childOf(stage, verb, "aux:pass") || verb - 1 === head) return -1;
  return tokens.upos[verb - 1] === "PROPN" && stage.scene.right[verb - 1] === verb - 1 ? verb - 1 : -1;
}

/** Whether a verb of nothing but praise and blame has "the …" as its object, which is then nobody's that is named. */
function isJudged(stage: Stage, noun: number, verb: number): boolean {
  const { relation } = stage.words.parse.tokens;
  const det = childOf(stage, noun, "det");
  if (relation[noun] !== "obj" || det < 0 || stage.words.lower[det] !== "the") return false;
  const types = stage.lexicon.events.verbTypes.get(lemmaAt(stage, verb)) ?? 0;
  return types !== 0 && (types & ~judging) === 0;
}

/** On whom something is imposed for what a participle tells; -1 where nothing is. */
function punishedBy(stage: Stage, verb: number, head: number): number {
  const mark = childOf(stage, verb, "mark");
  if (mark < 0 || stage.words.lower[mark] !== "for") return -1;
  if (!/^(?:impose|slap|levy|place|clamp|put)$/.test(lemmaAt(stage, head))) return -1;
  return obliqueOf(stage, head, "on", verb);
}

/** Whether a participle tells what somebody is accused, punished or praised for. */
function isBlame(stage: Stage, verb: number, head: number): boolean {
  const mark = childOf(stage, verb, "mark");
  return (
    0 <= mark &&
    /^(?:of|for|with)$/.test(stage.words.lower[mark] as string) &&
    /^(?:credit|charge|accuse|suspect|convict|blame|fault|criticize|criticise|condemn|sanction|jail|punish|praise|thank|arrest|indict|expel|fine|sentence)$/.test(
      lemmaAt(stage, head),
    )
  );
}

/** Whom "who" stands for: a person before "of" and the body that it is hung on, "Celia Arnau of the Harbour Agency, who". */
function whoOf({ scene, words }: Stage, pronoun: number, noun: number): number {
  const { tokens } = words.parse;
  const above = tokens.head[noun] as number;
  const isPerson = words.lower[pronoun] === "who" && scene.name[noun] !== 1 && 0 <= above;
  return isPerson && tokens.relation[noun] === "nmod" && scene.name[above] === 1 ? above : noun;
}

/** Where the tree knows no relative clause: the noun straight before "who"; else "who" itself. */
function antecedentBefore(stage: Stage, pronoun: number): number {
  const { words } = stage;
  const { tokens } = words.parse;
  const { from } = sentenceOf(words, pronoun);
  let i = pronoun - 1;
  if (from <= i && words.lower[i] === ",") i--;
  return from <= i && /^(?:NOUN|PROPN)$/.test(tokens.upos[i] as string) ? i : pronoun;
}

function isRelative({ words }: Stage, token: number): boolean {
  return /^(?:who|which|whom|whose)$/.test(words.lower[token] as string);
}

/** Where the tree gives no subject: the noun that stands straight before the verb, adverbs and auxiliaries aside. */
function besideBefore(stage: Stage, verb: number): number {
  const { words } = stage;
  const { tokens } = words.parse;
  const { from } = sentenceOf(words, verb);
  let i = verb - 1;
  while (from <= i && /^(?:ADV|AUX|PART)$/.test(tokens.upos[i] as string)) i--;
  if (i < from || !isNominal(stage, i)) return -1;
  let head = i;
  // "until Norway leaves" read as "until Norway": the conjunction is taken for a preposition.
  if (/^(?:until|before|after|since|as|once|till)$/.test(words.lower[caseOf(stage, i)] ?? "")) return i;
  for (let step = 0; step < 8; step++) {
    const up = tokens.head[head] as number;
    if (up < from || verb <= up || !isNominal(stage, up) || tokens.relation[head] === "conj") break;
    head = up;
  }
  return 0 <= caseOf(stage, head) ? -1 : head;
}
