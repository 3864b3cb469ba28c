/**
 * Statements told within a statement: "X said that Y had promised Z". The model finds outermost ones only, as PolNeAR
 * marks them; these are read off the tree.
 */
import type { Statement } from "../model/finding.ts";
import { containsSpan } from "../model/span.ts";
import { contentSpans, formOf } from "./contents.ts";
import { frameOf } from "./carriers.ts";
import { innermostOf, ownedBy } from "./nesting.ts";
import { canSpeak } from "./speakers.ts";
import type { Stage } from "./stage.ts";
import { spanOf } from "./words.ts";

/** How often the rule was right (docs/attributions.md). */
const confidence = 0.75;

/**
 * Verbs of saying and thinking within the contents of `told`, with a subject of their own and a clause.
 *
 *     Arnau said that Lobo had promised that the port would open.
 *                     ^^^^ speaker  
 *                              ^^^^^^^^ cue
 *                                            ^^^^^^^^^^^^^^^^^^^ content
 */
export function findNested(stage: Stage, told: readonly Statement[]): Statement[] {
  const { words, scene, lexicon } = stage;
  const { tokens } = words.parse;
  const used = new Set(told.flatMap((it) => (it.cue === null ? [] : [it.cue.start])));
  const found: Statement[] = [];
  for (let verb = 0; verb < tokens.length; verb++) {
    if (tokens.upos[verb] !== "VERB") continue;
    const kind = lexicon.cueKinds.get(`verb ${(tokens.lemma[verb] as string).toLowerCase()}`);
    if (kind !== "speech" && kind !== "thought") continue;
    let subject = -1;
    let clause = -1;
    for (
      let child = scene.firstChild[verb] as number;
      0 <= child;
      child = scene.nextSibling[child] as number
    ) {
      if (tokens.relation[child] === "nsubj") subject = child;
      else if (tokens.relation[child] === "ccomp" && verb < child) clause = child;
    }
    if (subject < 0 || clause < 0 || verb < subject) continue;
    const cue = spanOf(words, verb, verb + 1);
    if (used.has(cue.start)) continue;
    const speaker = { from: scene.left[subject] as number, to: (scene.right[subject] as number) + 1 };
    if (!isTeller(stage, speaker.from, subject)) continue;
    const run = {
      from: Math.max(verb + 1, scene.left[clause] as number),
      to: (scene.right[clause] as number) + 1,
    };
    // "Everyone saw what they did": known or seen, and nothing told.
    if (kind !== "speech" && /^(?:what|which|who|how|why|where)$/.test(words.lower[run.from] as string))
      continue;
    const content = contentSpans(words, run);
    if (content.length === 0) continue;
    found.push({
      speaker: { ...spanOf(words, speaker.from, speaker.to), actor: null },
      cue,
      content,
      form: formOf(words, content),
      kind,
      nestedIn: null,
      ...frameOf(stage, verb, [speaker, run]),
      date: null,
      confidence,
      rule: "statement/nested",
    });
  }
  const around = innermostOf(
    ownedBy(told),
    found.map((it) => it.cue as NonNullable<Statement["cue"]>),
  );
  return found.filter((it, i) => {
    const outer = around[i] === null ? undefined : told[around[i] as number];
    return outer?.content.some((span) => it.content.every((inner) => containsSpan(span, inner))) === true;
  });
}

/** Whether a subject can tell or hold something: he, she, a name, an office, a state or body. */
function isTeller(stage: Stage, from: number, subject: number): boolean {
  const { lower, parse } = stage.words;
  if (parse.tokens.upos[subject] === "PRON")
    return from === subject && /^(?:he|she|they)$/.test(lower[subject] as string);
  return canSpeak(stage, from, subject + 1);
}
