/** What sort of attribution a cue makes, and whether the word is known to make one. */
import type { StatementForm, StatementKind } from "../model/finding.ts";
import type { Attribution } from "./attribution/attributions.ts";
import type { Scene } from "./attribution/scene.ts";
import type { Stage } from "./stage.ts";

/** Whether its cue is known, or what it takes shows it for one. */
export function isListed(stage: Stage, attribution: Attribution, form: StatementForm): boolean {
  const { tokens } = stage.words.parse;
  const { head } = attribution;
  const upos = tokens.upos[head] as string;
  if (form !== "indirect" || !/^(?:VERB|AUX|NOUN|ADJ)$/.test(upos)) return true;
  const lemma = (tokens.lemma[head] as string).toLowerCase();
  return stage.lexicon.cueKinds.has(`${partOf(upos)} ${lemma}`) || governs(stage, attribution, "ccomp");
}

/** Whether a cue governs a word of its content by a relation. */
function governs({ words, scene }: Stage, { head, content }: Attribution, relation: string): boolean {
  for (const child of childrenOf(scene, head))
    if (
      words.parse.tokens.relation[child] === relation &&
      content.some((run) => run.from <= child && child < run.to)
    )
      return true;
  return false;
}

/** By the cue's lemma; where it is not listed, by what it governs. */
export function kindOf(stage: Stage, attribution: Attribution, form: StatementForm): StatementKind {
  const { lexicon, words, scene } = stage;
  const { head } = attribution;
  const { tokens } = words.parse;
  const lemma = (tokens.lemma[head] as string).toLowerCase();
  const listed = lexicon.cueKinds.get(`${partOf(tokens.upos[head] as string)} ${lemma}`);
  // "hopes to", "threatened to", "wants to": what is meant to be done.
  if (
    listed !== "speech" &&
    listed !== "thought" &&
    governs(stage, attribution, "xcomp") &&
    form === "indirect"
  ) {
    const clause = [...childrenOf(scene, head)].find((child) => tokens.relation[child] === "xcomp");
    if (clause !== undefined && tokens.xpos[clause] === "VB") return "intention";
  }
  if (listed !== undefined) return listed;
  if (form !== "indirect") return "speech";
  return governs(stage, attribution, "ccomp") ? "speech" : "attitude";
}

function* childrenOf(scene: Scene, i: number): Generator<number> {
  for (let child = scene.firstChild[i] as number; 0 <= child; child = scene.nextSibling[child] as number)
    yield child;
}

function partOf(upos: string): "verb" | "noun" | "adjective" {
  return upos === "NOUN" || upos === "PROPN" ? "noun" : upos === "ADJ" ? "adjective" : "verb";
}
