/** Times: what is found, what it is reckoned to be, what it dates; checked against a calendar that is not the program's. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { readTimeCase, readTimeCases, timeCaseFiles } from "../scripts/eval/times.ts";
import { timeOf } from "../src/extract/dating.ts";
import { findTimes } from "../src/extract/times.ts";
import { listWords, tokenAt } from "../src/extract/words.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import type { Lexicon } from "../src/lexicon/lexicon.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import { calendarDayOf, dayNumberOf, daysInMonth, easterOf, weekdayOf } from "../src/model/calendar.ts";
import { sourceOf } from "../src/model/article.ts";
import { boundsOf } from "../src/model/edtf.ts";
import type { Reading } from "../src/model/reading.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { type Engine, parseArticle } from "../src/parse/parse.ts";
import { analyze, type Knowledge } from "../src/pipeline.ts";
import { resolveTimes } from "../src/resolve/times.ts";
import { bodyOf } from "./kit/article.ts";
import { readCases } from "./kit/carets.ts";

let lexicon: Lexicon;
let engine: Engine;
let knowledge: Knowledge;
before(async () => {
  knowledge = await loadKnowledge();
  lexicon = loadLexicon();
  engine = loadEngineFile();
});

const [open, held] = timeCaseFiles;
const cases = timeCaseFiles.flatMap((file) => readTimeCases(file));

for (const [file, least] of [
  [open, 0.99],
  [held, 0.92],
] as const)
  test(`${least * 100} in 100 of ${file} are right at least`, () => {
    const results = readTimeCases(file).map((it) => readTimeCase(lexicon, engine, it));
    const wrong = results.filter(({ isRight }) => !isRight);
    const report = wrong.map(
      ({ it, found }) => `${it.place}: ${it.edtf ?? "-"}, found ${JSON.stringify(found)}`,
    );
    assert.ok(least <= 1 - wrong.length / results.length, report.join("\n"));
  });

// The expected values, checked against the platform's calendar: the program's own is not asked.

const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const wordsOf = (it: (typeof cases)[number]): string =>
  it.text.slice(it.span.start, it.span.end).toLowerCase();
const daysOf = (edtf: string): string[] => edtf.match(/\d{4}-\d\d-\d\d/g) ?? [];

test("every expected day is one that the calendar has", () => {
  for (const it of cases)
    for (const day of daysOf(it.edtf ?? ""))
      assert.equal(new Date(msOf(day)).toISOString().slice(0, 10), day, it.place);
});

test("expected weekdays, weeks and weekends fall as they should, and no week from publication", () => {
  let nChecked = 0;
  for (const it of cases) {
    const days = daysOf(it.edtf ?? "");
    const words = wordsOf(it);
    const named = weekdayNames.filter((name) => words.includes(name));
    const expected = named.map((name) => weekdayNames.indexOf(name));
    if (0 < named.length && days.length === named.length) {
      assert.deepEqual(
        days.map((day) => new Date(msOf(day)).getUTCDay()),
        expected,
        it.place,
      );
      nChecked++;
      const distance =
        it.published === null ? 0 : (msOf(days[0] as string) - msOf(it.published)) / 86_400_000;
      assert.ok(Math.abs(distance) <= 7 || /\d/.test(words), it.place);
    }
    if (
      /\bweeks?\b(?! ?end)/.test(words) &&
      days.length === 2 &&
      !/early|earlier|later|next two|week of/.test(words)
    ) {
      assert.deepEqual(
        days.map((day) => new Date(msOf(day)).getUTCDay()),
        [1, 0],
        it.place,
      );
      nChecked++;
    }
    if (words.includes("weekend")) {
      assert.deepEqual(
        days.map((day) => new Date(msOf(day)).getUTCDay()),
        [6, 0],
        it.place,
      );
      nChecked++;
    }
  }
  assert.ok(25 <= nChecked, `${nChecked} checked`);
});

test("expected days that are told by a distance lie at it", () => {
  const distances: readonly (readonly [RegExp, number])[] = [
    [/^the day before yesterday$/, -2],
    [/^(?:yesterday|last night)$/, -1],
    [/^(?:today|tonight|this (?:morning|evening))$/, 0],
    [/^tomorrow$/, 1],
    [/^the day after tomorrow$/, 2],
    [/^two days ago$/, -2],
    [/^in two weeks$/, 14],
  ];
  let nChecked = 0;
  for (const it of cases) {
    const known = distances.find(([pattern]) => pattern.test(wordsOf(it)));
    if (known === undefined || it.published === null || it.edtf === null || it.edtf === "none") continue;
    assert.equal((msOf(it.edtf) - msOf(it.published)) / 86_400_000, known[1], it.place);
    nChecked++;
  }
  assert.ok(10 <= nChecked, `${nChecked} checked`);
});

test("there are 150 cases at least, 30 of them no times, and 80 of them set aside", () => {
  assert.ok(150 <= cases.length);
  assert.ok(30 <= cases.filter(({ edtf }) => edtf === "none").length);
  assert.ok(80 <= readTimeCases(held).length);
});

test("the calendar agrees with the platform's, leap years and centuries too", () => {
  for (let n = dayNumberOf(1598, 1, 1); n < dayNumberOf(2105, 1, 1); n += 13) {
    const date = new Date(n * 86_400_000);
    const { year, month, day } = calendarDayOf(n);
    assert.deepEqual([year, month, day], [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
    assert.equal(dayNumberOf(year, month, day), n);
    assert.equal(weekdayOf(n) % 7, date.getUTCDay());
  }
  assert.deepEqual([daysInMonth(1900, 2), daysInMonth(2000, 2), daysInMonth(2022, 12)], [28, 29, 31]);
  // Western Easter of these years, from any almanac.
  for (const [year, month, day] of [
    [1961, 4, 2],
    [2008, 3, 23],
    [2022, 4, 17],
    [2024, 3, 31],
    [2038, 4, 25],
  ] as const)
    assert.equal(easterOf(year), dayNumberOf(year, month, day), String(year));
});

test("the days that an EDTF expression holds", () => {
  const expected: readonly (readonly [string, string | null])[] = [
    ["2022-06-16", "2022-06-16 2022-06-16"],
    ["2024-02", "2024-02-01 2024-02-29"],
    ["2020~", "2020-01-01 2020-12-31"],
    ["199X", "1990-01-01 1999-12-31"],
    ["18XX", "1800-01-01 1899-12-31"],
    ["2021-24", "2021-12-01 2022-02-28"],
    ["2021-34", "2021-04-01 2021-06-30"],
    ["2021-41", "2021-07-01 2021-12-31"],
    ["2021-09~/2021-12", "2021-09-01 2021-12-31"],
    ["2014/..", "2014-01-01 open"],
    ["../2022-05-31", "open 2022-05-31"],
    ["[2022-03-04,2022-04-03]", "2022-03-04 2022-04-03"],
    ["XXXX-02-24", null],
    ["2022-02-30", null],
    ["2022-13", null],
    ["soon", null],
    ["", null],
  ];
  for (const [edtf, days] of expected) {
    const bounds = boundsOf(edtf);
    assert.equal(bounds === null ? null : `${bounds.from ?? "open"} ${bounds.to ?? "open"}`, days, edtf);
  }
});

for (const { title, place, text, marks } of readCases("test/cases/extract/dating.case")) {
  test(`what dates a word: ${title} (${place})`, () => {
    const words = listWords(parseArticle(engine, bodyOf(text)));
    const times = findTimes(words, lexicon.times);
    const word = marks.find(({ name }) => name === "word");
    const expected = marks.find(({ name }) => name === "time");
    assert.ok(word !== undefined);
    const index = timeOf(words, times, tokenAt(words, word.start));
    const found = index === null ? null : times[index];
    assert.equal(
      found === undefined || found === null ? null : text.slice(found.start, found.end),
      expected === undefined ? null : text.slice(expected.start, expected.end),
    );
  });
}

/** EDTF of all times of a text of one body. */
function datesOf(text: string, published: string | null): (string | null)[] {
  const parse = parseArticle(engine, bodyOf(text));
  return resolveTimes(findTimes(listWords(parse), lexicon.times), published).map((it) => it?.edtf ?? null);
}

test("a publication that is known to the month or the year tells no more than it can", () => {
  const text =
    "The envoy left last year. He came back last month. He spoke yesterday. He left on Monday and on May 3.";
  assert.deepEqual(datesOf(text, "2022-06-16"), [
    "2021",
    "2022-05",
    "2022-06-15",
    "2022-06-13",
    "2022-05-03",
  ]);
  assert.deepEqual(datesOf(text, "2022-06"), ["2021", "2022-05", null, null, "2022-05-03"]);
  assert.deepEqual(datesOf(text, "2022"), ["2021", null, null, null, "XXXX-05-03"]);
  assert.deepEqual(datesOf(text, null), [null, null, null, null, "XXXX-05-03"]);
});

test("a year at the head of a sentence is that of the paragraph, and ends with it", () => {
  const text =
    "In 2014, the peninsula was annexed. The law was signed on March 21.\n\nThe treaty was signed on March 18.";
  assert.deepEqual(datesOf(text, "2022-06-16"), ["2014", "2014-03-21", "2022-03-18"]);
});

test("a date that the year decides is found by its weekday", () => {
  assert.deepEqual(datesOf("The accord was signed on Tuesday, February 24.", "2022-06-16"), ["2015-02-24"]);
  assert.deepEqual(datesOf("The accord was signed on February 29.", "2022-06-16"), ["2020-02-29"]);
  assert.deepEqual(datesOf("The accord was signed on February 30.", "2022-06-16"), []);
});

/** The reading of a text. */
function read(text: string, published: string | null): Reading {
  return analyze(knowledge, sourceOf(text, { form: "text", published }));
}

const news =
  "Cuba expels diplomats of Canada\n\nCuba expelled diplomats of Canada after a quarrel over fish. " +
  "Canada condemned Cuba on Monday. The port was calm and the fleet was out at sea. The weather was fine. " +
  "Cuba severed relations with Mexico.";

test("statements and events have the date that the text gives them", () => {
  const { events, statements } = read(
    `${news}\n\nThe Cuban minister said on Tuesday that it was late.`,
    "2022-06-16",
  );
  assert.deepEqual(
    events.map(({ trigger, date }) => [trigger.exact, date?.edtf ?? null, date?.basis ?? null]),
    [
      ["expels", null, null],
      ["expelled", "2022-06-16", "publication"],
      ["condemned", "2022-06-13", "inferred"],
      ["severed", null, null],
    ],
  );
  assert.deepEqual(
    statements.filter(({ cue }) => cue?.exact.includes("said")).map(({ date }) => date),
    [{ edtf: "2022-06-14", basis: "inferred" }],
  );
});

test("without a day of publication nothing is dated by it", () => {
  const { events } = read(news, null);
  assert.ok(0 < events.length);
  assert.deepEqual([...new Set(events.map(({ date }) => date))], [null]);
});

const pieces = [
  " on Monday",
  " February",
  " 24",
  " 2022",
  " May",
  ",",
  ".",
  " last",
  " next",
  " year",
  " weeks",
  " ago",
  " two",
  " the",
  " end of",
  " early",
  " since",
  " by",
  " from",
  " to",
  " between",
  " and",
  " -",
  "-",
  " 9/11",
  " 03/04/2022",
  " 99.99.2022",
  " 2022-02-30",
  " mid-June",
  " the 24th",
  " 1990s",
  " quarter",
  " first",
  " half",
  " of",
  " Christmas",
  " later",
  "’s",
  " will meet",
  " said",
  "“",
  "”",
  "\n\n",
  " 0",
  " 9999",
  " centuries",
  " 9999 years ago",
  " 500 decades ago",
  " in",
  " within",
];

test("no text makes times throw; they lie in the text, in order, apart, and their EDTF is well formed", () => {
  const date = String.raw`(?:\d{4}|XXXX|\d{3}X|\d{2}XX)(?:-\d\d(?:-\d\d)?)?~?`;
  const shape = new RegExp(String.raw`^(?:${date}|(?:\.\.|${date})\/(?:\.\.|${date})|\[${date},${date}\])$`);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })), {
        maxLength: 40,
      }),
      fc.constantFrom("2022-06-16", "2020-02-29", "2022-06", "2022", null),
      (parts, published) => {
        const article = bodyOf(parts.join(""));
        const words = listWords(parseArticle(engine, article));
        const times = findTimes(words, lexicon.times);
        let end = 0;
        for (const time of times) {
          assert.ok(end <= time.start && time.start < time.end && time.end <= article.text.length);
          ({ end } = time);
        }
        for (const it of resolveTimes(times, published)) if (it !== null) assert.match(it.edtf, shape);
        for (let i = 0; i < words.form.length; i++) timeOf(words, times, i);
      },
    ),
    { numRuns: 400 },
  );
});
