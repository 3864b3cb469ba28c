/** Of which state the parties of a condition are where their words don't say. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { extractFindings } from "../src/extract/extract.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import type { Findings, Party } from "../src/model/finding.ts";
import { parseArticle } from "../src/parse/parse.ts";
import type { Knowledge } from "../src/pipeline.ts";
import { resolveFindings } from "../src/resolve/resolve.ts";
import { bodyOf } from "./kit/article.ts";

let knowledge: Knowledge;
before(async () => {
  knowledge = await loadKnowledge();
});

function readText(text: string): Findings {
  const { lexicon, engine, attributor } = knowledge;
  const parse = parseArticle(engine, bodyOf(text));
  return resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse));
}

function codeOf({ actors }: Findings, party: Party | null | undefined): string {
  const actor = actors[party?.actor ?? -1];
  return actor === undefined ? "open" : `${actor.code ?? "open"} ${actor.sector ?? "-"}`;
}

/** What is read, and whose state setter and target of its first condition are. */
const cases: readonly (readonly [title: string, text: string, setter: string, target: string])[] = [
  [
    "rebels of the state across",
    "Rebels have rejected any talks unless Chadian forces halt their offensive.",
    "TCD REB",
    "TCD MIL",
  ],
  [
    "rebels are fought by who offers",
    "Khartoum offered on Monday to halt the raids if the rebels return to the talks.",
    "SDN GOV",
    "SDN REB",
  ],
  [
    "the one other state near",
    "France will lift the blockade if the regime frees the Syrian doctors, its minister said.",
    "FRA GOV",
    "SYR GOV",
  ],
  [
    "said right behind",
    "Chile will reopen its embassy only if the authorities in Lima release the sailors.",
    "CHL GOV",
    "PER GOV",
  ],
  [
    "two others near: open",
    "France will reopen the road from Cyprus to Malta only if the army frees the crew, its minister said.",
    "FRA GOV",
    "open MIL",
  ],
  [
    "the army of who speaks for it",
    "Chile's president said the army would leave the bank if Peru withdrew its ships.",
    "CHL MIL",
    "PER GOV",
  ],
  [
    "the other half of a peninsula",
    "Seoul will resume aid only if the North lets the inspectors in, a minister said.",
    "KOR GOV",
    "PRK GOV",
  ],
];

for (const [title, text, setter, target] of cases) {
  test(title, () => {
    const findings = readText(text);
    const [condition] = findings.conditions;
    assert.equal(codeOf(findings, condition?.setter), setter, `setter in "${text}"`);
    assert.equal(codeOf(findings, condition?.target), target, `target in "${text}"`);
  });
}

test("an actor is listed once, where a party means it", () => {
  const { actors } = readText(
    "Khartoum will halt the raids if the rebels return to the talks. The rebels said no.",
  );
  const at = actors.flatMap(({ mentions }) => mentions.map(({ start }) => start));
  assert.equal(new Set(at).size, at.length);
});
