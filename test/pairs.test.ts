/** Parties of events that are not named: two actors ("the two countries"), and pronouns by the grammar of their sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { extractFindings } from "../src/extract/extract.ts";
import { loadAttributorFile } from "../src/extract/load.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { parseArticle } from "../src/parse/parse.ts";
import { resolveFindings } from "../src/resolve/resolve.ts";
import { bodyOf } from "./kit/article.ts";

const lexicon = loadLexicon();
const engine = loadEngineFile();
const attributor = loadAttributorFile();

/** The parties of the last event of a text, "Cuba + Canada > Kenya". */
function partiesOf(text: string): string {
  const parse = parseArticle(engine, bodyOf(text));
  const { actors, events } = resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse));
  const last = events.at(-1);
  assert.ok(last !== undefined, text);
  const names = (some: typeof last.actors): string =>
    some.map(({ actor }) => (actor === null ? "open" : (actors[actor]?.name ?? "?"))).join(" + ");
  return [last.actors, last.recipients].map(names).join(" > ");
}

const cases = [
  [
    "named together in the sentence before",
    "Cuba and Canada held talks. The two countries signed an agreement on trade.",
    "Cuba + Canada > ",
  ],
  [
    "named apart in the sentence before",
    "Cuba invited Canada to talks. The two nations signed an agreement on trade.",
    "Cuba + Canada > ",
  ],
  [
    "in the sentence itself, by adjective and capital",
    "A Cuban ship came to Ottawa as the two countries signed an agreement on trade.",
    "Cuba + Canada > ",
  ],
  [
    "together before others that are nearer",
    "Kenya spoke of the talks between Cuba and Canada. The two sides signed an agreement.",
    "Cuba + Canada > ",
  ],
  [
    "people",
    "Norwegian President Celia Arnau met Kenyan President Tom Lobo. The two leaders signed an agreement.",
    "Celia Arnau + Tom Lobo > ",
  ],
  [
    "people, with a noun between",
    "Norwegian Foreign Minister Celia Arnau met Kenyan Foreign Minister Tom Lobo. The two chief diplomats signed an agreement.",
    "Celia Arnau + Tom Lobo > ",
  ],
  [
    "who asks is neither",
    "Norway and Kenya are at war. Chad urged both countries to stop the fighting.",
    "Chad > Norway + Kenya",
  ],
  [
    "a place is no side",
    "The talks in Kenya between Cuba and Canada are over. Both sides signed an agreement.",
    "Cuba + Canada > ",
  ],
  [
    "of three it stays open",
    "Cuba, Canada and Kenya spoke of Chad. The two countries signed an agreement.",
    "two countries > ",
  ],
  [
    "one of two is no two",
    "Cuba and Canada held talks. One of the two countries condemned Kenya.",
    "two countries > Kenya",
  ],
  [
    "it: the subject of the verb above, before another that was named more often",
    "Norway is against the idea. Norway wants talks. A few hours after the United States announced that it would expel Kenyan envoys, a minister left.",
    "United States > Kenyan envoys",
  ],
  ["it under if: who is warned", "Canada warned Cuba of consequences if it attacked Kenya.", "Cuba > Kenya"],
  [
    "them is not who acts",
    "Norwegian officials met a group of miners. Canadian officials invited them to talks.",
    "Canadian officials > open",
  ],
  [
    "it: a thing that was spoken of",
    "Canada and Norway signed. The treaty is old. It condemned Kenya.",
    "open > Kenya",
  ],
] as const;

for (const [title, text, wanted] of cases)
  test(title, () => {
    assert.equal(partiesOf(text), wanted);
  });
