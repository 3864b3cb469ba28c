/** Offices met in one article serve others: whom a family name alone means, and in whose name somebody speaks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadFamilyNames } from "../src/lexicon/load.ts";
import { type LearntOffice, officeNear } from "../src/merge/learnt.ts";
import type { LedgerParty, LedgerStatement } from "../src/model/ledger.ts";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { addTexts, depositOf, newFile, testOnBoth, testTime } from "./kit/ledger.ts";

const office =
  "Canal stays open\n\nForeign Minister Marek Dvolensky of Poland said on Monday that the canal will stay open.";
const alone =
  "Ferries sail\n\nThe ferries of Poland were late again. “The second ferry belongs to nobody,” Dvolensky said.";

/** Who says the words of this article. */
async function speakerOf(
  ledger: Ledger,
  text: string,
  published: string | undefined,
): Promise<LedgerParty | null> {
  const { reading } = await depositOf(text, published === undefined ? {} : { published });
  const mentions = await ledger.mentions(reading.article.hash);
  const found = mentions.find(({ kind }) => kind === "statement");
  assert.ok(found !== undefined);
  return (found.finding as LedgerStatement).speaker;
}

testOnBoth(
  "a family name alone counts for the one whose office was met, with the words that show it",
  async (ledger) => {
    await addTexts(ledger, [
      [office, { published: "2019-03-04" }],
      [alone, { published: "2019-05-06" }],
    ]);
    const [marek] = await ledger.actors("Marek Dvolensky");
    const speaker = await speakerOf(ledger, alone, "2019-05-06");
    const evidence = (await depositOf(office, { published: "2019-03-04" })).reading.article.hash;
    assert.deepEqual(
      [speaker?.name, speaker?.actor, speaker?.code, speaker?.exact],
      ["Marek Dvolensky", marek?.id, "POL", "Dvolensky"],
    );
    assert.equal(speaker?.learnt?.article, evidence);
    assert.match(speaker?.learnt?.office ?? "", /foreign minister/i);
    assert.equal(marek?.articles, 2);
    assert.deepEqual((await ledger.kinship(marek?.id ?? "")).alone, [{ name: "Dvolensky", articles: 1 }]);
    assert.equal((await ledger.count({ kind: "statement", by: { codes: ["POL"], actors: [] } })).distinct, 2);
    assert.equal(
      (await ledger.count({ kind: "statement", by: { codes: [], actors: [marek?.id ?? ""] } })).distinct,
      2,
    );
    assert.equal((await ledger.actors("Dvolensky"))[0]?.id, marek?.id);
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

const twin = "Harbour\n\nInterior Minister Ana Dvolensky of Poland said that the harbour was closed.";
const abroad =
  "Nothing\n\nThe ferries were late again. “The second ferry belongs to nobody,” Dvolensky said.";
const kin =
  "Ferries sail\n\nAna Dvolensky of Poland was late again. “The second ferry belongs to nobody,” Dvolensky said.";
const changed = "Envoy\n\nForeign Minister Marek Dvolensky of Slovakia said that the bridges were shut.";

for (const [why, texts, asked, published] of [
  [
    "two people of the name are known",
    [
      [office, "2019-03-04"],
      [twin, "2019-03-05"],
    ],
    alone,
    "2019-05-06",
  ],
  ["the article itself names another of the name", [[office, "2019-03-04"]], kin, "2019-05-06"],
  ["the article does not name the side", [[office, "2019-03-04"]], abroad, "2019-05-06"],
  ["the office was met two years before", [[office, "2017-03-04"]], alone, "2019-05-06"],
  ["the article has no day", [[office, "2019-03-04"]], alone, undefined],
  [
    "offices of two sides were met",
    [
      [office, "2019-03-04"],
      [changed, "2019-06-04"],
    ],
    alone,
    "2019-05-06",
  ],
] as const) {
  testOnBoth(`nobody is guessed: ${why}`, async (ledger) => {
    await addTexts(
      ledger,
      texts.map(([text, day]) => [text, { published: day }]),
    );
    await addTexts(ledger, [[asked, published === undefined ? {} : { published }]]);
    const speaker = await speakerOf(ledger, asked, published);
    assert.notEqual(speaker?.name, "Marek Dvolensky");
    assert.deepEqual([speaker?.code, speaker?.learnt], [null, undefined]);
    assert.deepEqual((await ledger.verify()).faults, []);
  });
}

testOnBoth("a full name without an office has the side by which it was met near that day", async (ledger) => {
  const full = "Ferries\n\n“The third ferry belongs to nobody,” Marek Dvolensky said.";
  await addTexts(ledger, [
    [office, { published: "2019-03-04" }],
    [full, { published: "2019-04-04" }],
  ]);
  const speaker = await speakerOf(ledger, full, "2019-04-04");
  assert.deepEqual([speaker?.code, speaker?.learnt?.office !== undefined], ["POL", true]);
  assert.deepEqual((await ledger.verify()).faults, []);
});

test("the same is told whatever goes in at once, and on reading again", async () => {
  const texts = [
    [office, { published: "2019-03-04" }],
    [alone, { published: "2019-05-06" }],
    [abroad, { published: "2019-05-07" }],
  ] as const;
  const [whole, parts] = [
    await openLedger(newFile(), () => testTime),
    await openLedger(newFile(), () => testTime),
  ];
  try {
    await addTexts(whole, texts);
    for (const it of texts) await addTexts(parts, [it]);
    const linesOf = async (ledger: Ledger): Promise<readonly string[]> => {
      const lines: string[] = [];
      await ledger.backUp(
        async (line) => void (/^\["(?:counters|changes)"/.test(line) ? 0 : lines.push(line)),
      );
      return lines.slice(1, -1);
    };
    assert.deepEqual(await linesOf(parts), await linesOf(whole));
    const records = await whole.records({ kind: "statement" }, 100);
    await whole.takeAnew(await Promise.all(texts.map(([text, facts]) => depositOf(text, facts))));
    assert.deepEqual(await whole.records({ kind: "statement" }, 100), records);
    assert.deepEqual((await whole.verify()).faults, []);
  } finally {
    await whole.close();
    await parts.close();
  }
});

testOnBoth(
  "what was learnt later is told when the article is read again, and forgotten with the article that shows it",
  async (ledger) => {
    await addTexts(ledger, [
      [alone, { published: "2019-05-06" }],
      [office, { published: "2019-03-04" }],
    ]);
    assert.equal((await speakerOf(ledger, alone, "2019-05-06"))?.code, null);
    await ledger.takeAnew([await depositOf(alone, { published: "2019-05-06" })]);
    assert.equal((await speakerOf(ledger, alone, "2019-05-06"))?.code, "POL");
    const ofPoland = { kind: "statement", by: { codes: ["POL"], actors: [] } } as const;
    assert.equal((await ledger.count(ofPoland)).distinct, 2);
    assert.deepEqual((await ledger.verify()).faults, []);
    const { reading } = await depositOf(office, { published: "2019-03-04" });
    await ledger.deleteArticle(reading.article.hash);
    assert.equal((await speakerOf(ledger, alone, "2019-05-06"))?.code, null);
    assert.equal((await ledger.count(ofPoland)).distinct, 0);
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth(
  "who is known by an office goes along with a merge and comes back with a split",
  async (ledger) => {
    await addTexts(ledger, [
      [office, { published: "2019-03-04" }],
      [alone, { published: "2019-05-06" }],
      ["Hills dry out\n\nMark Dwolenski said that the hills were dry.", { published: "2019-02-04" }],
    ]);
    const [marek] = await ledger.actors("Marek Dvolensky");
    const [mark] = await ledger.actors("Mark Dwolenski");
    const before = await ledger.records(
      { kind: "statement", by: { codes: [], actors: [marek?.id ?? ""] } },
      10,
    );
    const hand = { who: "lidia", note: null };
    await ledger.mergeActors(marek?.id ?? "", mark?.id ?? "", hand);
    assert.equal((await speakerOf(ledger, alone, "2019-05-06"))?.name, "Mark Dwolenski");
    assert.equal(
      (await ledger.count({ kind: "statement", by: { codes: [], actors: [mark?.id ?? ""] } })).distinct,
      3,
    );
    assert.equal((await ledger.actors("Mark Dwolenski"))[0]?.articles, 3);
    assert.deepEqual((await ledger.verify()).faults, []);
    await ledger.splitActor(marek?.id ?? "", hand);
    const after = await ledger.records(
      { kind: "statement", by: { codes: [], actors: [marek?.id ?? ""] } },
      10,
    );
    assert.deepEqual(
      after.items.map(({ id, finding }) => [id, finding]),
      before.items.map(({ id, finding }) => [id, finding]),
    );
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

test("the office met nearest is taken, the earlier of two as near, none of two sides", () => {
  const met = (day: number, code: string, article = String(day)): LearntOffice => ({
    actor: "A",
    office: "minister",
    day,
    code,
    sector: null,
    article,
  });
  assert.equal(officeNear([met(90, "POL"), met(120, "POL")], 110)?.day, 120);
  assert.equal(officeNear([met(120, "POL"), met(100, "POL")], 110)?.day, 100);
  assert.equal(officeNear([met(100, "POL", "b"), met(100, "POL", "a")], 110)?.article, "a");
  assert.equal(officeNear([met(90, "POL"), met(120, "SVK")], 110), null);
  assert.equal(officeNear([met(90, "POL"), met(900, "SVK")], 110)?.code, "POL");
  assert.equal(officeNear([met(90, "POL")], 1000), null);
});

test("family names of the register are known with all spellings", () => {
  const names = loadFamilyNames();
  assert.ok(1000 < names.size);
  assert.ok(names.has("obama"));
  assert.ok(!names.has("dvolensky"));
});
