/** What rules look at: the words of a parse, its columns for models, the names of the register in it. */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Scene } from "./attribution/scene.ts";
import type { Mention } from "./mentions.ts";
import type { Words } from "./words.ts";

export interface Stage {
  readonly lexicon: Lexicon;
  readonly words: Words;
  readonly scene: Scene;
  readonly mentions: readonly Mention[];
}
