/** The sentence around a candidate: where it and its paragraph begin, and the phrase that it begins with. */
import type { TokenRange } from "../../model/parse.ts";
import type { Ground } from "./ground.ts";
import { phraseFrom } from "./phrases.ts";

export function blockOf({ words }: Ground["stage"], token: number): number {
  return words.parse.sentences[words.sentence[token]!]!.block;
}

export function sentenceStart({ stage, window }: Ground): number {
  const { words } = stage;
  return words.parse.sentences[words.sentence[window.from]!]!.from;
}

/** The noun phrase that begins the sentence, behind an adverb or two. */
export function sentencePhrase({ stage, window }: Ground): TokenRange | null {
  const { upos } = stage.words.parse.tokens;
  let { from } = window;
  while (from < window.to && from < window.from + 4 && !/^(?:DET|NOUN|PROPN|PRON|ADJ)$/.test(upos[from]!))
    from++;
  return phraseFrom(stage, from, window.to);
}
