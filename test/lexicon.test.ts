/** The data files: what they hold, and how a malformed line is refused. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { stemOf } from "../src/lexicon/condition-sides.ts";
import { compileLexicon, type LexiconFile, lexiconFiles } from "../src/lexicon/lexicon.ts";
import { loadLexicon } from "../src/lexicon/load.ts";

const files = Object.fromEntries(
  lexiconFiles.map((name) => [name, readFileSync(`data/${name}`, "utf8")]),
) as Record<LexiconFile, string>;

test("names, metonyms and adjectives lead to their actors", () => {
  const { names } = loadLexicon();
  const codeOf = (name: string): string | undefined => names.get(name)?.actor.code;
  const expected: Readonly<Record<string, string>> = {
    Cuba: "CUB",
    Cuban: "CUB",
    Havana: "CUB",
    "U.S.": "USA",
    Washington: "USA",
    "White House": "USA",
    Kremlin: "RUS",
    "North Koreans": "PRK",
    "Ivory Coast": "CIV",
    Kosovo: "XKX",
    NATO: "NATO",
    "RIA Novosti": "RIA",
    "the West": "WST",
    "O'Brien": "",
  };
  for (const [name, code] of Object.entries(expected)) assert.equal(codeOf(name) ?? "", code, name);
  assert.equal(names.get("Pentagon")?.actor.sector, "MIL");
  assert.equal(names.get("Georgia")?.isAmbiguous, true);
  assert.equal(names.get("Cuba")?.isAmbiguous, false);
});

test("all states and territories of ISO 3166 are there but four without people, and no code twice", () => {
  const rows = files["states.tsv"].split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const codes = rows.map((row) => row.split("\t")[0]);
  assert.equal(new Set(codes).size, codes.length);
  // 249 less ATF, BVT, HMD and UMI, and Kosovo.
  assert.equal(codes.length, 246);
});

const faults: readonly (readonly [LexiconFile, string, RegExp])[] = [
  ["states.tsv", "XYZ\tNowhere", /data\/states\.tsv:\d+: expected 7 columns, found 2/],
  ["states.tsv", "Xyz\tNowhere\t-\t-\t-\t-\t-", /expected an ISO 3166 alpha-3 code in column 1, found "Xyz"/],
  ["states.tsv", "XYZ\tCuba\t-\t-\t-\t-\t-", /expected a name of one actor, found "Cuba", which CUB has too/],
  [
    "states.tsv",
    "XYZ\tNowhere\t-\t-\t-\tOld Palace\t-",
    /expected seats as name:SECTOR in column 6, found "Old Palace"/,
  ],
  [
    "bodies.tsv",
    "XYZ\tNobody\t-\tstate\tGOV\t-\t-",
    /expected one of body, group in column 4, found "state"/,
  ],
  ["bodies.tsv", "XYZ\t\t-\tbody\tGOV\t-\t-", /expected a value or "-" in column 2, found nothing/],
  [
    "speech-verbs.tsv",
    "hum\thums\tmusic\tq",
    /expected one of speech, thought, attitude, intention in column 3, found "music"/,
  ],
  ["event-modes.tsv", "AID\t-\t11", /expected a score from -10 to 10 in column 3, found "11"/],
  ["event-frames.tsv", "hum\tverb", /data\/event-frames\.tsv:\d+: expected 9 columns, found 2/],
  [
    "event-frames.tsv",
    "hum\tverb\t-\tHUM\t-\t010\t-\t-\t-",
    /expected one of AGREE, .* in column 4, found "HUM"/,
  ],
  [
    "event-frames.tsv",
    "hum\tverb\t-\tAID\tloud\t010\t-\t-\t-",
    /expected a type and mode of data\/event-modes\.tsv in columns 4 and 5, found "AID loud"/,
  ],
  [
    "event-frames.tsv",
    "hum\tverb\t@tunes\tAID\t-\t010\t-\t-\t-",
    /expected a class of data\/event-words\.tsv in column 3, found "@tunes"/,
  ],
  [
    "event-frames.tsv",
    "hum\tverb\t%bird\tAID\t-\t010\t-\t-\t-",
    /expected one of %person, .* in column 3, found "%bird"/,
  ],
  [
    "event-frames.tsv",
    "hum\tverb\t-\tAID\t-\t010\t-\tbeside\t-",
    /expected roles and prepositions in column 8, found "beside"/,
  ],
  ["event-frames.tsv", "hum\tverb\t-\tAID\t-\tten\t-\t-\t-", /expected a CAMEO code or "-" in column 6/],
  ["event-frames.tsv", "hum\tverb\t-\tAID\t-\t010\t-\t-\tloud", /expected flags of bare, .* in column 9/],
  ["factuality.tsv", "verb\thum\tsung\tfact", /expected one of occurred, .* in column 3, found "sung"/],
  ["factuality.tsv", "set\thum\thumming\t-", /expected one of dismissal, .* in column 3, found "humming"/],
  ["factuality.tsv", "verb\tplan\tfact\tfact", /expected each word once, found "verb plan" again/],
  [
    "condition-cues.tsv",
    "so long\tlong\tboth\tafter",
    /expected one of only-if, .* in column 2, found "long"/,
  ],
  ["bodies.tsv", "XYZ\tNobody\t-\tbody\tREB\tUsa\t-", /alpha-3 code or "-" in column 6, found "Usa"/],
  ["leaders.tsv", "Ada Pell\tUSA\tpresident\t2001", /expected 6 columns, found 4/],
  ["leaders.tsv", "Ada Pell\tXYZ\tpresident\t2001\t2002\tinvented", /in column 2, found "XYZ"/],
  ["leaders.tsv", "Ada Pell\tUSA\tpiper\t2001\t2002\tinvented", /in column 3, found "piper"/],
  ["leaders.tsv", "Ada Pell\tUSA\tpresident\t2001-13\t2002\tinvented", /in column 4, found "2001-13"/],
  ["leaders.tsv", "Ada Pell\tUSA\tpresident\t2001\tsoon\tinvented", /in column 5, found "soon"/],
  ["leaders.tsv", "Ada Pell\tUSA\tpresident\t2001\t2000-12\tinvented", /end after the start in column 5/],
  ["leader-names.tsv", "Ada Pell\t-\tPell", /a person of leaders.tsv in column 1, found "Ada Pell"/],
  ["leader-names.tsv", "Joe Biden\t-\tBiden", /expected a person once, found "Joe Biden" again/],
  ["spellings.tsv", "zeb; omar", /a spelling of one group, found "omar" again/],
  ["agents.tsv", "hums\tGov\tstate\thead", /a PLOVER sector in column 2, found "Gov"/],
  ["agents.tsv", "hums\tGOV\tcloud\thead", /one of state, people in column 3, found "cloud"/],
  ["agents.tsv", "troops\tMIL\tstate\thead", /a word once, found "troops" again/],
  ["places.tsv", "UN\tTurtle Bay", /a code of states.tsv in column 1, found "UN"/],
  ["places.tsv", "FRA\tCalais", /a place once, found "Calais" again/],
  ["ambiguous-names.tsv", "Lantern\tXYZ\t*", /in column 2, found "XYZ"/],
  ["territories.tsv", "GRL\tEU", /a code of states.tsv in column 2, found "EU"/],
  ["condition-words.tsv", "hopeful\tmaybe", /expected one of ready, .* in column 1, found "hopeful"/],
  [
    "condition-synonyms.tsv",
    "mend\ttear\tmend",
    /expected the name of another set, or -, in column 2, found "tear"/,
  ],
  ["condition-acts.tsv", "HUG\thug\thug\t-", /expected one of AGREE, .* in column 1, found "HUG"/],
  [
    "condition-grades.tsv",
    "softest\tsoft",
    /expected one of stricter, milder, said in column 1, found "softest"/,
  ],
  ["offices.tsv", "piper", /expected 3 columns, found 1/],
];

test("forms and kin of a word have one stem, and stems stay long enough to tell words apart", () => {
  const stems = (words: string): string[] => words.split(" ").map(stemOf);
  assert.equal(new Set(stems("hegemony hegemonism hegemonic")).size, 1);
  assert.equal(new Set(stems("withdraw withdrawing withdraws")).size, 1);
  assert.deepEqual(stems("stopped stop talks war less"), ["stop", "stop", "talk", "war", "less"]);
});

for (const [file, line, message] of faults) {
  test(`a malformed line is refused by file and line: ${file} ${line.slice(0, 24)}`, () => {
    const lines = files[file].trimEnd().split("\n");
    assert.throws(
      () => compileLexicon({ ...files, [file]: [...lines, line].join("\n") }),
      (error: { code?: string; message: string; details?: { place?: string } }) => {
        assert.equal(error.code, "lexicon/malformed");
        assert.match(error.message, message);
        assert.equal(error.details?.place, `data/${file}:${lines.length + 1}`);
        return true;
      },
    );
  });
}
