/** Noun phrases to actors, ambiguous names, and articles whose people are known though never introduced. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exchangeCode } from "../src/lexicon/exchange.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import type { Actor } from "../src/model/actor.ts";
import { type Condition, noFindings, type Party } from "../src/model/finding.ts";
import { extractFindings } from "../src/extract/extract.ts";
import { loadAttributorFile } from "../src/extract/load.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { parseArticle } from "../src/parse/parse.ts";
import { actorOfPhrase, actorsOfPhrase } from "../src/resolve/register/phrases.ts";
import { readAmbiguousNames } from "../src/resolve/register/readings.ts";
import { resolveFindings } from "../src/resolve/resolve.ts";
import { articleOf } from "./kit/article.ts";

const lexicon = loadLexicon();
const engine = loadEngineFile();
const attributor = loadAttributorFile();
const read = (phrase: string, day: string | null = null, article: string = phrase): string =>
  actorsOfPhrase(lexicon, phrase, { day, readings: readAmbiguousNames(lexicon, article) })
    .map(({ code, sector }) => `${code ?? "?"} ${sector ?? "?"}`)
    .join(", ");

const phrases: readonly (readonly [string, string])[] = [
  ["Israeli troops", "ISR MIL"],
  ["the Russian Foreign Ministry", "RUS GOV"],
  ["Turkey's parliament", "TUR LEG"],
  ["South Korean officials", "KOR GOV"],
  ["Serb police", "SRB COP"],
  ["Kurdish rebels", "? REB"],
  ["rebels in Darfur", "SDN REB"],
  ["Afghan rebel leaders", "AFG REB"],
  ["Palestinians", "PSE CVL"],
  ["the Palestinians", "PSE GOV"],
  ["UN peacekeepers", "UN MIL"],
  ["Hamas fighters", "HAMAS REB"],
  ["Lebanese Hezbollah", "HEZBOLLAH REB"],
  ["Ivory Coast's Supreme Court", "CIV JUD"],
  ["the U.S. Supreme Court", "USA JUD"],
  ["Russia's NATO envoy", "RUS GOV"],
  ["Vietnamese-led forces", "VNM MIL"],
  ["the spokesman for the Iranian foreign ministry", "IRN GOV"],
  ["the Kremlin", "RUS GOV"],
  ["Trinidad and Tobago", "TTO GOV"],
  ["the West", "WST GOV"],
  ["members of the opposition", "? OPP"],
  ["Saddam Hussein's government", "IRQ GOV"],
  ["supporters of Hugo Chavez", "VEN CVL"],
  ["Putin's army", "RUS MIL"],
  ["the Assad regime", "SYR GOV"],
  ["Maduro officials", "VEN GOV"],
  ["Western officials", "WST GOV"],
  ["a neighbour of Otto Lavrov", ""],
  // Misprints in a name that has its title.
  ["President Laurent Gbagb", "CIV GOV"],
  ["Laurent Gbagb", ""],
  // Compounds.
  ["the US and its allies", "USA GOV, ? GOV"],
  ["Israel and its army", "ISR GOV, ISR MIL"],
  ["Hungarian and Romanian officials", "HUN GOV, ROU GOV"],
  ["Serb army and police", "SRB MIL, SRB COP"],
  ["the foreign ministers of Iran and Iraq", "IRN GOV, IRQ GOV"],
  ["the president and prime minister of Turkey", "TUR GOV, TUR GOV"],
  ["France, Germany and Britain", "FRA GOV, DEU GOV, GBR GOV"],
  ["the international community", "? GOV"],
  // Nobody whom the register could place.
  ["Ada Pell", ""],
  ["an old well", ""],
];

for (const [phrase, expected] of phrases)
  test(`who "${phrase}" is`, () => {
    assert.equal(read(phrase), expected);
  });

test("a title with a surname is its bearer of the day", () => {
  const name = (phrase: string, day: string | null): string | null =>
    actorOfPhrase(lexicon, phrase, { day, readings: new Map() })?.person?.name ?? null;
  assert.equal(name("President Bush", "1990-01-01"), "George H. W. Bush");
  assert.equal(name("President Bush", "2003-03-01"), "George W. Bush");
  assert.equal(name("President Bush", null), null);
  assert.equal(name("President Putin", "2014-05-01"), "Vladimir Putin");
  assert.equal(name("Foreign Minister Sergei Lavrov", "2015-01-01"), "Sergei Lavrov");
  assert.equal(name("Sergei Lavrov, the Russian foreign minister", null), "Sergei Lavrov");
  assert.equal(name("Secretary of State Kerry", "2014-03-01"), "John Kerry");
  // Not yet in office, another given name, another state.
  assert.equal(name("Secretary of State Kerry", "2011-03-01"), null);
  assert.equal(name("Otto Lavrov", "2015-01-01"), null);
  assert.equal(name("Cuban Foreign Minister Lavrov", "2015-01-01"), null);
  // A title of a while ago is believed, a surname alone ten years on is not.
  assert.equal(name("President Putin", "2010-05-01"), "Vladimir Putin");
  assert.equal(name("former President Carter", "2010-05-01"), "Jimmy Carter");
  assert.equal(name("Carter", "2010-05-01"), null);
  assert.equal(name("Lavrov", "2010-05-01"), "Sergei Lavrov");
  // Two kings of one name until the country is told.
  assert.equal(name("King Abdullah", "2010-01-01"), null);
  assert.equal(name("Jordan's King Abdullah", "2010-01-01"), "King Abdullah II");
  assert.equal(name("Saudi King Abdullah", "2010-01-01"), "King Abdullah");
});

test("two presidents of one surname are of one state, whichever is meant", () => {
  assert.equal(read("President Bush"), "USA GOV");
  assert.equal(read("former President Clinton", "2010-01-01"), "USA ELI");
});

test("an ambiguous name is settled by the words around it, or left open", () => {
  const settled = (name: string, article: string): string | null | undefined =>
    readAmbiguousNames(lexicon, article).get(name);
  assert.equal(settled("Georgia", "Georgia accused Moscow of massing troops near South Ossetia."), "GEO");
  assert.equal(settled("Georgia", "Georgia will recount its votes, a clerk in Atlanta said."), "USA");
  assert.equal(settled("Georgia", "Georgia was mentioned twice."), null);
  assert.equal(settled("Congo", "Fighting went on in Congo, outside Goma."), "COD");
  assert.equal(settled("Congo", "Congo's capital, Brazzaville, was calm."), "COG");
  assert.equal(settled("Congo", "A river in Congo rose."), null);
  assert.equal(settled("Korea", "Korea was discussed at length."), null);
  assert.equal(settled("Korea", "Officials in Seoul said that Korea would join."), "KOR");
  assert.equal(settled("Jordan", "Jordan said that it would host the talks."), "JOR");
  assert.equal(settled("Jordan", "Tara Jordan sold her farm. Jordan said she was glad."), null);
  assert.equal(settled("Washington", "Washington said no."), "USA");
  for (const phrase of ["Georgia", "Congo", "Korea", "George Washington", "Tara Jordan"])
    assert.equal(read(phrase), "", phrase);
  assert.equal(read("Georgia", null, "Georgia and Russia signed in Tbilisi."), "GEO GOV");
  assert.equal(read("Korean officials"), "? GOV");
});

/** The actors of a text published on a day. */
function actorsOf(body: string, published: string | null): readonly Actor[] {
  const parse = parseArticle(engine, articleOf(`Talks go on\n\n${body}`, published));
  return resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse)).actors;
}

test("people known by name are what they were on the day of publication", () => {
  const only = (body: string, day: string | null) => {
    const [actor] = actorsOf(body, day);
    return [actor?.code, actor?.sector, actor?.office];
  };
  const words = "said that the talks had not gone on.";
  assert.deepEqual(only(`Dmitry Medvedev ${words}`, "2010-03-01"), ["RUS", "GOV", "president"]);
  assert.deepEqual(only(`Dmitry Medvedev ${words}`, "2014-03-01"), ["RUS", "GOV", "prime minister"]);
  assert.deepEqual(only(`Jens Stoltenberg ${words}`, "2016-03-01"), ["NATO", "IGO", "secretary-general"]);
  assert.deepEqual(only(`Jens Stoltenberg ${words}`, null), [null, null, null]);
  assert.deepEqual(only(`Lavrov ${words}`, "2016-03-01"), ["RUS", "GOV", "foreign minister"]);
  assert.deepEqual(only(`Otto Lavrov ${words}`, "2016-03-01"), [null, null, null]);
  assert.deepEqual(only(`The Associated Press ${words}`, null), ["AP", "MED", null]);
  // What the article says of somebody comes first.
  assert.deepEqual(only(`Cuban teacher John Kerry ${words}`, "2014-03-01").slice(0, 2), ["CUB", "CVL"]);
});

test("a title means the person who is known to bear it at the day, when the article names them", () => {
  const body =
    "John Kerry left the port town early. The secretary of state said that the talks had not gone on.";
  const speakers = (day: string): readonly string[] => {
    const parse = parseArticle(engine, articleOf(`Talks go on\n\n${body}`, day));
    const { actors, statements } = resolveFindings(
      lexicon,
      parse,
      extractFindings(lexicon, attributor, parse),
    );
    return statements.map(({ speaker }) => actors[speaker?.actor ?? -1]?.name ?? "open");
  };
  assert.deepEqual(speakers("2014-03-01"), ["John Kerry"]);
  assert.notDeepEqual(speakers("2020-03-01"), ["John Kerry"]);
});

test("troops and parliaments are not the state", () => {
  const parse = parseArticle(engine, articleOf("Talks go on\n\nIsraeli troops left. Israel said nothing."));
  const { text } = parse.article;
  const party = (words: string): Party => {
    const start = text.indexOf(words);
    return { actor: null, start, end: start + words.length };
  };
  const condition: Condition = {
    setter: party("Israeli troops"),
    target: { ...party("Israel said"), end: text.indexOf("Israel said") + 6 },
    requirement: party("nothing"),
    outcome: party("left"),
    cue: party("said"),
    requirementNegated: false,
    outcomeNegated: false,
    link: "if",
    polarity: "offer",
    necessity: "sufficient",
    deadline: null,
    dueAt: null,
    statement: null,
    rule: "condition/only-if",
  };
  const found = resolveFindings(lexicon, parse, { ...noFindings, conditions: [condition] });
  assert.deepEqual(
    found.actors.map(({ code, sector, kind }) => [code, sector, kind]),
    [
      ["ISR", "MIL", "group"],
      ["ISR", "GOV", "state"],
    ],
  );
});

test("codes for exchange are CAMEO's", () => {
  for (const [code, sector, expected] of [
    ["USA", "GOV", "USA"],
    ["TUR", "LEG", "TURLEG"],
    ["HAMAS", "REB", "PSEREB"],
    ["UN", "IGO", "IGO-UN"],
    ["GRL", "GOV", "DNK"],
    ["XINHUA", "MED", "CHNJRN"],
    ["WST", "GOV", "WST"],
    [null, "GOV", null],
  ] as const)
    assert.equal(exchangeCode(lexicon, code, sector), expected, code ?? "none");
});

test("any string is read without a throw", () => {
  const word = fc.constantFrom(
    ...`the and , of 's President Bush Georgia Kim troops its US Hamas in Darfur ( former Korea al- . / & King`.split(
      " ",
    ),
  );
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.array(word, { maxLength: 14 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(null, "2003", "2014-05-01"), (phrase, day) => {
      const view = { day, readings: readAmbiguousNames(lexicon, phrase) };
      const all = actorsOfPhrase(lexicon, phrase, view);
      const one = actorOfPhrase(lexicon, phrase, view);
      assert.ok(all.every(({ name }) => name !== ""));
      assert.ok(one === null || 0 < all.length);
      for (const { code } of all) assert.ok(code === null || lexicon.codes.has(code), String(code));
    }),
    { numRuns: 400 },
  );
});
