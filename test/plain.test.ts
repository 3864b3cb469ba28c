/** Plain text to blocks: paragraphs, roles, what must not be set aside, and invariants on any text. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { Article } from "../src/model/article.ts";
import { cues } from "../src/read/cues.ts";
import { blockSeparator, normalizeBlock } from "../src/read/normalize.ts";
import { splitParagraphs } from "../src/read/paragraphs.ts";
import { readText } from "./kit/read.ts";

/** `role  text` of each block, as in the cases below. */
const rolesOf = (article: Article): string[] =>
  article.blocks.map((block) => `${block.role}  ${article.text.slice(block.start, block.end)}`);

/** Body text to stand around what is tested. */
const prose =
  "The two ministers met in Valletta on Monday and agreed that their envoys would return before the spring, officials of both sides said.";
const moreProse =
  "Foreign Minister Ada Brenn told reporters that the talks had been useful, and that a second round would follow in June.";

test("a scrape like the model case: every block has its role", () => {
  const promo =
    "Read on Strand Pro Pro Success on a shoestring: how a kiosk became a chain focus Articles Pro The self-employed are in demand: who hires them Instructions Pro Four ways to sleep well before a deadline Articles Pro The office believes that the cost is too high. How to be Instructions Pro Let us break through: keys to planning Articles";
  const text = [
    "Brenn named the condition for the return of envoys to Norrland",
    "According to the foreign minister, the only way to mend relations would be for Norrland to withdraw its claim",
    "Ada Brenn",
    "give up the islands. This was said in an interview with the Strand agency by Foreign Minister Ada Brenn.",
    "“The only way” is to withdraw the claim and accept the treaty, — said the minister.",
    promo,
    moreProse,
    "Authors Tags Subscribe to VK Strand Get news faster than anyone",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Name and website, for the next time",
  ].join("\n\n");
  const article = readText(text);
  assert.deepEqual(
    article.blocks.map((block) => block.role),
    ["headline", "deck", "caption", "damaged", "body", "promo", "body", "tags", "form", "form", "form"],
  );
  const remark = article.diagnostics.find((it) => it.code === "read/damaged-lead");
  const damaged = article.blocks[3];
  assert.deepEqual([remark?.start, remark?.end], [damaged?.start, damaged?.end]);
  assert.equal(article.title, "Brenn named the condition for the return of envoys to Norrland");
  assert.deepEqual(article.authors, []);
});

test("links that a scrape ran into a sentence stand behind their paragraph as promo", () => {
  const inserts = [
    "Celia Maria ArnauPort to open on Friday Envoys' return delayed again MORE",
    "Bruno Enrique Lobo2020 plans of the senate Talks: the third week MORE",
  ];
  const article = readText(
    `${prose}\n\nPresident Arnau ${inserts[0]} on Monday thanked Sen. Bruno Lobo${inserts[1]} (D-Ohio), who had asked for MORE.\n\n${moreProse}`,
  );
  assert.deepEqual(rolesOf(article), [
    `body  ${prose}`,
    "body  President Arnau on Monday thanked Sen. Bruno Lobo (D-Ohio), who had asked for MORE.",
    ...inserts.map((it) => `promo  ${it}`),
    `body  ${moreProse}`,
  ]);
});

test("names with a capital inside and shouted words are no run of links", () => {
  for (const text of [
    "Minister Ann McAda met Tom McAda of the MacReyl group, and said that they wanted MORE from the talks.",
    "Arnau left. Celia ArnauLobo, a namesake, wanted MORE.",
    "The iPhone maker and ArnauPort asked for MORE.",
    "President Arnau and Celia ArnauPort asked for MOREOVER.",
  ])
    assert.ok(rolesOf(readText(`${prose}\n\n${text}`)).includes(`body  ${text}`), text);
});

/** One paragraph between two of prose, and the role it must get. */
const asides: readonly (readonly [string, string])[] = [
  ["byline", "Tomas Reyl and the Strand agency contributed to this report."],
  ["byline", "(Reporting by Tomas Reyl; Editing by Ines Falk)"],
  ["byline", "By Ines Falk, Strand News"],
  ["dateline", "Updated 14 March 2016 10:22"],
  ["legal", "© 2016 Strand Media. All rights reserved."],
  ["legal", "Copyright 2016 Strand Media Ltd"],
  ["social", "Follow us on Twitter @strandnews"],
  ["social", "Sign up for our daily newsletter and get the best of Strand in your inbox"],
  ["social", "Read or Share this story: https://strand.example/1"],
  ["form", "Media playback is unsupported on your device"],
  ["form", "JUST WATCHED Envoys walk out Replay More Videos ... MUST WATCH Envoys walk out 02:10"],
  ["caption", "Image copyright Strand Image caption The ministers in Valletta"],
  ["caption", "The ministers after their first round of talks in Valletta. Photograph: Ines Falk/Reuters"],
  ["promo", "Advertisement"],
  ["promo", "Story Continued Below"],
  ["promo", "Read more: Why the islands matter to both"],
  ["promo", "SEE ALSO: A short history of the islands"],
  ["promo", "Click here to read the full text of the treaty."],
  ["promo", "NORRLAND MOVES PATROL BOATS CLOSER TO THE ISLANDS, SOURCES SAY"],
  ["tags", "Tags: Norrland, Islands, Treaty"],
  ["caption", "Ada Brenn"],
  ["subhead", "Two rounds of talks"],
  ["subhead", "BROAD BACKING FOR ENVOYS"],
];

test("asides between paragraphs of prose get their roles", () => {
  for (const [role, text] of asides) {
    const roles = rolesOf(readText([prose, text, moreProse].join("\n\n"), { title: "Envoys to return" }));
    assert.deepEqual(roles, [`body  ${prose}`, `${role}  ${text}`, `body  ${moreProse}`]);
  }
});

/** Paragraphs that use the words of asides and are body all the same. */
const notAsides: readonly string[] = [
  "The minister said that Norrland must follow us on the path that both had signed, or lose the aid.",
  "“Our mission is to keep the strait open for ships of every flag,” the admiral said in a broadcast.",
  "More in the delegation than had been expected voted for the treaty, which surprised both governments.",
  "The long drought contributed to the fall of the cabinet, and to a run on the banks that lasted a week.",
  "Click fraud was the charge on which the envoy's aide was arrested, the prosecutor's office said on Friday.",
  "Subscribers to the treaty include Norrland, Valmark and eleven other states, all of them on the coast.",
  "He urged readers of the report to support the talks and said his country would share its findings with them.",
  "Sign of a thaw or not, the two presidents shook hands for the first time since the war, in front of cameras.",
  "Copyright law was the third item on the agenda, and the only one on which the two sides disagreed openly.",
  "While President Brenn has said that United Nations monitors may enter, President Olsen of Norrland and President Reyes of Valmark have said that United Nations troops may not, and United Nations staff are still waiting at the border.",
  "Secretary of State Olsen, a former Secretary of Trade, met Secretary Reyl on Monday. Secretary Reyl then flew home. Secretary Olsen stayed for a dinner that the Secretary of the Treasury gave.",
  "Also: The number of people who were wounded is now put at twelve by the ministry of health.",
  "“We will not sign,” he said.",
];

test("prose that uses the words of asides stays body", () => {
  for (const text of notAsides) {
    const roles = rolesOf(readText([prose, text, moreProse].join("\n\n"), { title: "Envoys to return" }));
    assert.deepEqual(roles[1], `body  ${text}`);
  }
});

test("heads: titles, bylines, names, datelines", () => {
  const head = (lines: readonly string[], title: string | null): string[] => {
    const article = readText([...lines, prose, moreProse].join("\n\n"), { title });
    return article.blocks.slice(0, lines.length).map((block) => block.role);
  };
  assert.deepEqual(head(["Envoys to return to the islands", "By Ines Falk"], null), ["headline", "byline"]);
  assert.deepEqual(head(["Ines Falk", "Opinion columnist"], "Envoys to return"), ["byline", "byline"]);
  assert.deepEqual(head(["Envoys to return", "Valletta, Malta CNN —"], null), ["headline", "dateline"]);
  assert.deepEqual(head(["Envoys to return", "Envoys to return"], null), ["headline", "promo"]);
  assert.deepEqual(head(["Ada Brenn"], "Envoys to return"), ["caption"]);
  assert.deepEqual(head([`VALLETTA, March 14 (Strand) - ${prose}`], null), ["body"]);
  assert.deepEqual(readText(`Envoys to return\n\nBy Ines Falk and Tomas Reyl\n\n${prose}`).authors, [
    "Ines Falk",
    "Tomas Reyl",
  ]);
  assert.deepEqual(readText(`Ines Falk\n\n${prose}`, { title: "Envoys to return" }).authors, ["Ines Falk"]);
  assert.deepEqual(readText(`${prose}\n\nTomas Reyl contributed to this report.`).authors, []);
});

test("paragraphs: blank lines, wrapped lines, line ends, lists", () => {
  const wrapped =
    "VALLETTA, March 14 (Strand) - The two ministers met here on Monday and\nagreed that their envoys would return before the spring, officials of\nboth sides said after the meeting, which lasted for three hours and a\nhalf and was followed by a dinner.";
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["One.\n\nTwo.", ["One.", "Two."]],
    ["One.\r\n\r\nTwo.\rThree.", ["One.", "Two.", "Three."]],
    ["One.\nTwo is a line of its own.\n", ["One.", "Two is a line of its own."]],
    [wrapped, [wrapped.replaceAll("\n", " ")]],
    [`${wrapped}\n\nEnd.`, [wrapped.replaceAll("\n", " "), "End."]],
    ["Demands:\n- a truce\n- an exchange", ["Demands:", "- a truce", "- an exchange"]],
    ["\ufeffOne\u00a0 two\u2028three\u0000.", ["One two three."]],
    ["* * *\n\n---\n\nOne.", ["One."]],
    ["", []],
  ];
  for (const [text, paragraphs] of cases)
    assert.deepEqual(splitParagraphs(text), paragraphs, JSON.stringify(text));
});

/** Text of words, stops, cues, line ends and characters that break things. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
      fc.constantFrom(
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        "\u0000",
        "\ud800",
        "\u200b",
        "🙂",
        "שלום",
        "e\u0301",
        "\u00a0",
      ),
      fc.constantFrom(
        "Leave a Reply",
        "Read more:",
        "©",
        "By Ines Falk",
        "UPPER CASE LINE",
        "“",
        "”",
        "- ",
        "Ad.",
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => `Talks. ${parts.join(" ")}`);

test("any text: blocks in order cover the text, which is NFC; reading it twice is the same", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const article = readText(text);
      assert.deepEqual(readText(text), article);
      assert.equal(article.text, article.text.normalize("NFC"));
      assert.ok(article.text.isWellFormed());
      const slices = article.blocks.map((block) => article.text.slice(block.start, block.end));
      assert.equal(slices.join(blockSeparator), article.text);
      for (const slice of slices) assert.equal(normalizeBlock(slice), slice);
      for (const { start, end } of article.diagnostics) {
        assert.ok((start === null) === (end === null));
        assert.ok(
          start === null || article.blocks.some((block) => block.start === start && block.end === end),
        );
      }
    }),
  );
});

test("reading an article's own text gives the same text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { text: canonical } = readText(text);
      assert.equal(readText(canonical).text, canonical);
    }),
  );
});

test("hostile text is read: one long line, no spaces, nothing but capitals, deep cues", () => {
  const million = 1_000_000;
  const hostile: readonly string[] = [
    "word ".repeat(million),
    "a".repeat(5 * million),
    `${"Articles Pro ".repeat(million / 10)}`,
    "\n\n.\n".repeat(million / 10) + prose,
    "“".repeat(million) + prose,
    "\ud800".repeat(million) + prose,
    `By ${"A. ".repeat(million / 10)}`,
    `${"(".repeat(million)} photo: x`,
  ];
  for (const text of hostile) assert.ok(0 < readText(text).blocks.length);
});

test("every cue and rule is listed in docs/blocks.md", () => {
  const listed = readFileSync("docs/blocks.md", "utf8");
  const sources = readFileSync("src/read/plain.ts", "utf8") + readFileSync("src/read/settle.ts", "utf8");
  const given = [...sources.matchAll(/give\(it, "[a-z]+", (?:[^,]{1,80} \? )?"([a-z-]+)"/g)].map(
    ([, why]) => `plain/${why}`,
  );
  const ofSites = [...sources.matchAll(/why: "(site\/[a-z-]+)"/g)].map(([, why]) => why as string);
  assert.ok(10 < given.length && 3 < ofSites.length);
  for (const why of [...given, ...ofSites, ...cues.map((it) => `plain/cue-${it.name}`)]) {
    assert.ok(listed.includes(`| \`${why}\` `), why);
  }
});
