/** People of the register: the table itself, and who somebody is at a day. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { loadLexicon } from "../src/lexicon/load.ts";
import { holderOf, officesAt, peopleNamed, plainName, standingAt } from "../src/lexicon/people.ts";

const lexicon = loadLexicon();
const { people, codes } = lexicon;

interface Line {
  readonly person: string;
  readonly code: string;
  readonly role: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

const lines: readonly Line[] = readFileSync("data/leaders.tsv", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [person, code, role, from, to, source] = line.split("\t") as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return { person, code, role, from, to: to.replace("..", ""), source };
  });

/** Offices that several hold at a time. */
const shared = new Set(
  "official minister legislator envoy spokesperson commissioner ambassador candidate".split(" "),
);

test("the table is as wide as it should be", () => {
  assert.ok(1900 < lines.length, String(lines.length));
  const states = new Set(lines.flatMap(({ code }) => (codes.get(code) === "GOV" ? [code] : [])));
  assert.ok(100 < states.size, String(states.size));
  const ministers = new Set(lines.flatMap(({ code, role }) => (role === "foreign-minister" ? [code] : [])));
  assert.ok(60 <= ministers.size, String(ministers.size));
  assert.ok(lines.every(({ source }) => source.length > 2));
});

test("one office has one holder at a time, unless the table says that another claimed it", () => {
  const faults: string[] = [];
  const byOffice = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.code} ${line.role}`;
    byOffice.set(key, [...(byOffice.get(key) ?? []), line]);
  }
  for (const [key, holders] of byOffice) {
    if (shared.has(key.split(" ")[1] as string)) continue;
    const sorted = holders.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    for (const [i, next] of sorted.entries()) {
      const before = sorted[i - 1];
      if (before === undefined || /; rival\b/.test(before.source + next.source)) continue;
      // One leaves in the month, or on the day, in which the next comes.
      const n = Math.min(before.to.length, next.from.length);
      if (next.from.slice(0, n) < before.to.slice(0, n))
        faults.push(`${key}: ${before.person}, ${next.person}`);
    }
  }
  assert.deepEqual(faults, []);
});

const personOf = (name: string) => {
  const [person, ...others] = peopleNamed(people, name);
  assert.ok(person !== undefined && others.length === 0, name);
  return person;
};

test("what somebody is depends on the day", () => {
  const at = (name: string, day: string | null) => {
    const { code, role, standing } = standingAt(personOf(name), day, codes);
    return [code, role, standing];
  };
  assert.deepEqual(at("Vladimir Putin", "2007-05-01"), ["RUS", "president", "held"]);
  assert.deepEqual(at("Vladimir Putin", "2010-05-01"), ["RUS", "prime-minister", "held"]);
  assert.deepEqual(at("Vladimir Putin", "2014"), ["RUS", "president", "held"]);
  assert.deepEqual(at("Sergey Lavrov", "2002-02-03"), ["RUS", "un-ambassador", "held"]);
  assert.deepEqual(at("Sergei Lavrov", "2015-02-03"), ["RUS", "foreign-minister", "held"]);
  assert.deepEqual(at("John Kerry", "2012-06-01"), ["USA", "legislator", "held"]);
  assert.deepEqual(at("John F. Kerry", "2014-06-01"), ["USA", "secretary-of-state", "held"]);
  assert.deepEqual(at("Jens Stoltenberg", "2010-01-01"), ["NOR", "prime-minister", "held"]);
  assert.deepEqual(at("Jens Stoltenberg", "2016-01-01"), ["NATO", "secretary-general", "held"]);
  // Offices of two codes, and no day: open.
  assert.deepEqual(at("Jens Stoltenberg", null), [null, null, "undated"]);
  assert.deepEqual(at("Sergei Lavrov", null), ["RUS", null, "undated"]);
});

test("an office that was open when the table was made is not believed for ever", () => {
  const lavrov = personOf("Sergei Lavrov");
  assert.deepEqual(standingAt(lavrov, "2031-01-01", codes), {
    code: "RUS",
    sector: "GOV",
    role: null,
    standing: "last-known",
  });
  assert.equal(holderOf(people, "RUS", "foreign-minister", "2031-01-01"), null);
});

test("who has left office is of the elites of the state, and of no body", () => {
  assert.deepEqual(standingAt(personOf("Tony Blair"), "2012-01-01", codes), {
    code: "GBR",
    sector: "ELI",
    role: null,
    standing: "former",
  });
  assert.equal(standingAt(personOf("Kofi Annan"), "2016-01-01", codes).code, null);
});

test("the holder of an office at a day", () => {
  const holder = (code: string, role: string, day: string | null) =>
    holderOf(people, code, role, day)?.name ?? null;
  assert.equal(holder("RUS", "foreign-minister", "2015-06-01"), "Sergei Lavrov");
  assert.equal(holder("FRA", "president", "2003-03-01"), "Jacques Chirac");
  assert.equal(holder("FRA", "president", "2009-03-01"), "Nicolas Sarkozy");
  assert.equal(holder("FRA", "president", "2020-03-01"), "Emmanuel Macron");
  assert.equal(holder("USA", "foreign-minister", "2014-01-01"), "John Kerry");
  assert.equal(holder("PRK", "leader", "2009-01-01"), "Kim Jong-il");
  assert.equal(holder("RUS", "foreign-minister", null), null);
  // Two in the month of a change, and two who claimed one office.
  assert.equal(holder("FRA", "president", "2012-05"), null);
  assert.equal(holder("GMB", "president", "2017-01-20"), null);
});

test("spellings lead to one person", () => {
  const { spellings } = people;
  assert.equal(plainName("Bashar al-Assad", spellings), plainName("Bashar Assad", spellings));
  assert.equal(plainName("François Hollande", spellings), "francois hollande");
  assert.equal(plainName("J.D. Vance", spellings), "jd vance");
  for (const [name, expected] of [
    ["Mohammad Javad Zarif", "Mohammad Javad Zarif"],
    ["Volodymyr Zelenskyy", "Volodymyr Zelensky"],
    ["Donald J. Trump", "Donald Trump"],
    ["Kim Jong Un", "Kim Jong-un"],
    ["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"],
    ["Lech Wałęsa", "Lech Walesa"],
  ] as const)
    assert.equal(personOf(name).name, expected);
  // Two presidents by one name.
  assert.equal(peopleNamed(people, "George Bush").length, 2);
});

test("any name and any day give an answer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ maxLength: 10 }), (name, day) => {
      plainName(name, people.spellings);
      for (const person of [...peopleNamed(people, name), personOf("Ban Ki-moon")]) {
        officesAt(person, day);
        standingAt(person, day, codes);
      }
      holderOf(people, name, day, day);
    }),
  );
});
