/**
 * Whom an act is done to: in the places that a frame names, in the clause that it is about, in what it was done for, behind
 * the condition that averts it.
 */
import { sentenceOf } from "../words.ts";
import { obliqueOf, purposeOf } from "./arguments.ts";
import {
  type Actant,
  type EventStage,
  actantsOf,
  adjectivesOf,
  canAct,
  mentionAt,
  ownersOf,
} from "./parties.ts";
import { type Roles, secondObject } from "./roles.ts";
import { childOf, lemmaAt } from "./tree.ts";

/** Whether somebody is the bare state that one of the actors acts for: "Kenya's president promised to reform Kenya". */
export function isOwnState(stage: EventStage, actant: Actant, actors: readonly Actant[]): boolean {
  const mention = mentionAt(stage, actant.head);
  if (mention === null || mention.to < actant.to || mention.known.usage === "adjective") return false;
  return actors.some((actor) => {
    for (let i = actor.from; i < actor.to; i++)
      if (mentionAt(stage, i)?.known.actor.code === mention.known.actor.code) return true;
    return false;
  });
}

/** Whose attack it was that somebody was killed in: "killed in a Norwegian air strike". */
export function attackersOf(stage: EventStage, verb: number): readonly Actant[] {
  const noun = obliqueOf(stage, verb, "in");
  if (noun < 0 || stage.lexicon.events.classes.get("attacks")?.has(lemmaAt(stage, noun)) !== true) return [];
  for (
    let child = stage.scene.firstChild[noun]!;
    0 <= child && child < noun;
    child = stage.scene.nextSibling[child]!
  ) {
    const relation = stage.words.parse.tokens.relation[child] as string;
    const found =
      relation === "nmod:poss"
        ? actantsOf(stage, child)
        : /^(?:amod|compound)$/.test(relation)
          ? adjectivesOf(stage, child)
          : [];
    if (0 < found.length) return found;
  }
  return [];
}

export function recipientsOf(
  stage: EventStage,
  role: string,
  { verb, object, subject, isPassive, complement }: Roles,
  theme: number,
  isMutual: boolean,
): readonly Actant[] {
  switch (role) {
    case "subj":
      return subject < 0 ? [] : ownersOf(stage, subject);
    case "obj":
      return object < 0 ? [] : actantsOf(stage, object);
    case "obj+":
      return object < 0 ? [] : ownersOf(stage, object);
    case "iobj": {
      const receiver = childOf(stage, verb, "iobj");
      if (0 <= receiver) return ownersOf(stage, receiver);
      if (0 <= object && object < theme && 0 <= secondObject(stage, verb, object))
        return actantsOf(stage, object);
      // "was given aid": the subject receives it.
      return isPassive && 0 <= object && object < verb ? actantsOf(stage, object) : [];
    }
    case "poss":
    case "adj":
      return theme < 0 ? [] : ownersOf(stage, theme, 0, false);
    case "clause":
      return ofClause(stage, clauseStart(stage, verb, complement), subject);
    case "condition": {
      const condition = conditionAfter(stage, verb);
      return condition < 0 ? [] : ofClause(stage, condition, subject);
    }
    case "purpose": {
      const purpose = purposeOf(stage, verb);
      return purpose < 0 ? [] : ofClause(stage, purpose, subject);
    }
    default: {
      const noun = obliqueOf(stage, verb, role);
      // Who one meets is named; what one meets with is none.
      if (isMutual && (role === "with" || role === "between")) {
        const partner = noun < 0 && 0 <= theme ? obliqueOf(stage, theme, role) : noun;
        return partner < 0 ? [] : actantsOf(stage, partner);
      }
      const near = noun < 0 && 0 <= theme ? obliqueOf(stage, theme, role) : noun;
      if (near < 0) return [];
      if (role !== "in") return ownersOf(stage, near);
      // "killed in clashes near the Cuban border" hits nobody that is named.
      if (stage.lexicon.events.nouns.has(lemmaAt(stage, near))) return [];
      const found = ownersOf(stage, near);
      return 0 < found.length ? found : placeAt(stage, near);
    }
  }
}

/** A place of a state named after "in": what happens there happens to it. */
function placeAt(stage: EventStage, noun: number): readonly Actant[] {
  if (stage.mentionOf[noun] !== 0) return actantsOf(stage, noun);
  return 0 < stage.scene.name[noun]! && stage.scene.name[noun]! < 5
    ? [{ from: noun, to: noun + 1, head: noun }]
    : [];
}

/** The token behind "if" or "unless" in the rest of the sentence: a threat is to who can avert it; -1 when there is none. */
function conditionAfter({ words }: EventStage, verb: number): number {
  const { to } = sentenceOf(words, verb);
  for (let i = verb + 1; i < to - 1; i++)
    if (/^(?:if|unless|until)$/.test(words.lower[i] as string)) return i + 1;
  return -1;
}

/** Where the content of a verb begins: at its clause, or behind a "that" the tree does not know. */
function clauseStart(stage: EventStage, verb: number, complement: number): number {
  const { scene, words } = stage;
  if (0 <= complement)
    return verb < complement ? Math.min(complement, Math.max(verb + 1, scene.left[complement]!)) : complement;
  const { to } = sentenceOf(words, verb);
  for (let i = verb + 1; i < Math.min(to, verb + 8); i++) {
    if (words.lower[i] === "that") return i + 1;
    if (words.lower[i] === ",") return -1;
  }
  return -1;
}

/** How far into a clause those whom it concerns are looked for. */
const clauseReach = 24;

/**
 * Who a clause concerns: those first named in it but for the speaker, and who is somebody's own ("its citizens") only
 * where nobody else is; what hangs on a condition is left out.
 *
 *     demanded that Norway withdraw · agreed to lend Norway ships
 *                   ^^^^^^                         ^^^^^^
 */
export function ofClause(stage: EventStage, from: number, speaker: number): readonly Actant[] {
  if (from < 0) return [];
  const { words } = stage;
  const { tokens } = words.parse;
  const to = Math.min(sentenceOf(words, from).to, from + clauseReach);
  let own: readonly Actant[] = [];
  for (let i = from; i < to; i++) {
    const lower = words.lower[i] as string;
    if (from < i && /^(?:if|unless|until|because|after|before|when|while|who|which|;|—|–|")$/.test(lower))
      break;
    if (lower === "as" && tokens.relation[i] === "mark") break;
    if (tokens.upos[i] === "PRON" || tokens.upos[i] === "VERB") continue;
    const end = nameEndAt(stage, i);
    if (i === speaker || (i < speaker && speaker < end)) continue;
    if (end <= i + 1 && !canAct(stage, i) && stage.mentionOf[i] === 0) continue;
    const last = Math.max(i, end - 1);
    const found = namedAt(stage, i, last);
    if (found.length === 0) continue;
    const head = found[0]?.head ?? last;
    const owner = childOf(stage, head, "nmod:poss");
    const isOwn = 0 <= owner && tokens.upos[owner] === "PRON";
    if (!isOwn && !isForce(stage, head)) return found;
    if (own.length === 0) own = isForce(stage, head) ? [] : found;
    i = Math.max(i, (found.at(-1)?.to ?? i) - 1);
  }
  return own;
}

/** The token behind the name or mention that begins at a token; the token itself where none does. */
function nameEndAt({ scene, mentionOf, mentions }: EventStage, token: number): number {
  const mention = mentions[mentionOf[token]! - 1];
  if (mention !== undefined) return mention.to;
  const kind = scene.name[token]!;
  if (kind === 0 || kind === 6) return token;
  let end = token + 1;
  while (end < scene.n && scene.name[end] === kind && scene.sentence[end] === scene.sentence[token]) end++;
  return end;
}

/** Those that a name, or a noun of people, stands for in a clause. */
function namedAt(stage: EventStage, from: number, last: number): readonly Actant[] {
  const { tokens } = stage.words.parse;
  const mention = mentionAt(stage, last);
  // "the Gulf war" names no party.
  if (mention === null && tokens.relation[last] === "compound") return [];
  const direct = actantsOf(stage, last);
  if (0 < direct.length) return direct;
  if (mention?.known.actor.sector === "MED") return [];
  const head = tokens.head[last] as number;
  if (0 <= head && /^(?:amod|compound)$/.test(tokens.relation[last] as string) && canAct(stage, head))
    return actantsOf(stage, head);
  return mention === null ? [] : [{ from, to: last + 1, head: last }];
}

function isForce(stage: EventStage, head: number): boolean {
  const { classes } = stage.lexicon.events;
  return (
    classes.get("forces")?.has(lemmaAt(stage, head)) === true &&
    stage.mentionOf[head] === 0 &&
    scenePlain(stage, head)
  );
}

/** Whether no state stands before a noun: "Norwegian troops" are Norway's, "troops" one's own. */
function scenePlain(stage: EventStage, head: number): boolean {
  for (let i = stage.scene.left[head]!; i < head; i++) if (stage.mentionOf[i] !== 0) return false;
  return true;
}
