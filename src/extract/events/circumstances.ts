/** Around an event: PLOVER's contexts, by words of its sentence, and the place where the text says it happened. */
import type { Span } from "../../model/span.ts";
import { sentenceOf, spanOf } from "../words.ts";
import type { EventStage } from "./parties.ts";
import { caseOf, lemmaAt } from "./tree.ts";

/** How far from the trigger a word tells of its context. */
const near = 16;

/** PLOVER contexts of an event, in the order of the alphabet; modes "cyber" and "misinformation" bring their own. */
export function contextsOf(stage: EventStage, trigger: number, mode: string | null): string[] {
  const { contexts } = stage.lexicon.events;
  const { from, to } = sentenceOf(stage.words, trigger);
  const found = new Set<string>();
  if (mode === "cyber" || mode === "misinformation") found.add(mode);
  for (let i = Math.max(from, trigger - near); i < Math.min(to, trigger + near + 1); i++)
    for (const context of contexts.get(lemmaAt(stage, i)) ?? []) found.add(context);
  return [...found].sort();
}

/**
 * The place named behind a preposition of the trigger or of its noun, as written; null where none is.
 *
 *     Envoys met in the port of Havana.
 *                              ^^^^^^
 */
export function placeOf(stage: EventStage, trigger: number, theme: number): Span | null {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  for (const token of [trigger, theme]) {
    if (token < 0) continue;
    const to = Math.min(scene.right[token]! + 1, token + 20);
    for (let i = token + 1; i < to; i++) {
      const kind = scene.name[i]!;
      if (kind !== 3 && kind !== 4) continue;
      const preposition = caseOf(stage, i);
      if (preposition < 0 || !/^(?:in|at|near|on|outside|off)$/.test(words.lower[preposition] as string))
        continue;
      const head = scene.head[i]!;
      if (head !== token && scene.head[head] !== token) continue;
      let end = i + 1;
      while (end < to && scene.name[end] === kind && tokens.head[end] === i) end++;
      let start = i;
      while (preposition < start - 1 && scene.name[start - 1] === kind) start--;
      return spanOf(words, start, end);
    }
  }
  return null;
}
