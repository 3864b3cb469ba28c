/** The relation sheet: values by named rules over evidence, and no judgement where it is thin. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf } from "../src/merge/days.ts";
import { loadRelationRules } from "../src/relation/load.ts";
import { judgeRelation, questionOf, type RelationEvent, type TrackState } from "../src/relation/relation.ts";
import { compileRelationRules } from "../src/relation/rules.ts";
import { addTexts, newFile, testOnBoth } from "./kit/ledger.ts";
import { runDemarche } from "./kit/effects.ts";
import { openLedger } from "../src/store/store.ts";

const rules = loadRelationRules();
let n = 0;

/** An event of Cuba and the United States with a date in its text. */
function event(
  type: string,
  words: string,
  edtf: string | null,
  more: Partial<RelationEvent> = {},
): RelationEvent {
  return {
    id: `E${++n}`,
    source: "USA",
    target: "CUB",
    type,
    mode: null,
    status: "occurred",
    words,
    day: daysOf(edtf)?.from ?? null,
    edtf,
    basis: edtf === null ? null : "stated",
    score: null,
    reports: 1,
    sources: 1,
    review: null,
    ...more,
  };
}

function judge(...events: RelationEvent[]): (track: string, source?: string) => TrackState {
  const states = judgeRelation(rules, "USA", "CUB", events);
  assert.equal(states.length, 7);
  return (track, source) =>
    states.find(
      (it) => it.track === track && (source === undefined || it.direction?.source === source),
    ) as TrackState;
}

test("talks and attacks of old begin no run of today; a severed relation lasts", () => {
  const of = judge(
    event("CONSULT", "held talks", "2001-05-02", { mode: "meet" }),
    event("CONSULT", "held talks", "2014-02-03", { mode: "meet" }),
    event("CONSULT", "met", "2014-11-03", { mode: "meet" }),
    event("SANCTION", "severed relations", "1961-01-03"),
    event("SANCTION", "broke off relations", "1999-01-03"),
  );
  assert.deepEqual([of("contact").since, of("contact").evidence.length], ["2014-02-03", 2]);
  assert.equal(of("diplomatic").since, "1961-01-03");
});

test("what one text tells without a day neither begins a run nor stands before what is solid", () => {
  const passing = { basis: "publication" } as const;
  const of = judge(
    event("ASSAULT", "the attacks of old", "2014-02-03", passing),
    event("ASSAULT", "shelled the port", "2014-03-03"),
    event("ASSAULT", "the attacks", "2014-04-03", passing),
  );
  assert.equal(of("force").since, "2014-03-03");
  assert.deepEqual(
    of("force").evidence.map(({ event: { words } }) => words),
    ["shelled the port", "the attacks of old"],
  );
});

test("a history is read to its present: severed, then restored; embassies closed, then opened", () => {
  const of = judge(
    event("SANCTION", "broke off diplomatic relations", "1961-01-03"),
    event("SANCTION", "closed its embassy", "1961-01-03"),
    event("AGREE", "restored diplomatic relations", "2015-07-20"),
    event("COOPERATE", "reopened embassies", "2015-07-20"),
    event("CONSULT", "met", "2015-04-11", { mode: "meet" }),
    event("CONSULT", "held talks", "2015-09-29", { mode: "meet" }),
  );
  assert.deepEqual([of("diplomatic").value, of("diplomatic").since], ["restored", "2015-07-20"]);
  assert.deepEqual([of("missions").value, of("missions").since], ["opened", "2015-07-20"]);
  assert.deepEqual(
    [of("contact").value, of("contact").since, of("contact").evidence.length],
    ["dialogue", "2015-04-11", 2],
  );
  assert.match(of("missions").why, /^missions\/opened: one event, the last 2015-07-20/);
  assert.equal(of("force").value, null);
  assert.equal(of("force").why, "no event tells");
});

test("a truce counts where hostilities are told", () => {
  const truce = event("AGREE", "declared a tentative truce", "2019-06-29");
  assert.equal(judge(truce)("force").value, null);
  assert.match(judge(truce)("force").why, /no hostilities/);
  assert.equal(judge(event("ASSAULT", "shelled the port", "2019-05-01"), truce)("force").value, "ceasefire");
});

test("sanctions are judged each way", () => {
  const of = judge(
    event("SANCTION", "imposed sanctions", "2014-03-05"),
    event("CONCEDE", "lifted restrictions", "2015-03-05", { source: "CUB", target: "USA" }),
  );
  assert.equal(of("sanctions", "USA").value, "imposed");
  assert.equal(of("sanctions", "CUB").value, "lifted");
});

test("what is planned, threatened or denied is no deed", () => {
  for (const status of ["planned", "threatened", "conditional", "hypothetical", "negated", "denied"]) {
    const of = judge(event("SANCTION", "imposed sanctions", "2014-03-05", { status }));
    assert.equal(of("sanctions", "USA").value, null, status);
  }
});

test("thin evidence gives no judgement: one text that does not date the event; two texts do, or a reviewer", () => {
  const thin = { basis: "publication" };
  const words = "reopened embassies";
  assert.equal(judge(event("COOPERATE", words, "2015-07-20", thin))("missions").value, null);
  assert.match(judge(event("COOPERATE", words, "2015-07-20", thin))("missions").why, /^thin/);
  assert.equal(
    judge(event("COOPERATE", words, "2015-07-20", { ...thin, sources: 2 }))("missions").value,
    "opened",
  );
  assert.equal(
    judge(event("COOPERATE", words, "2015-07-20", { ...thin, review: "accept" }))("missions").value,
    "opened",
  );
  assert.equal(judge(event("COOPERATE", words, null))("missions").value, null);
});

test("reports that disagree about the same days are shown as conflict", () => {
  const of = judge(
    event("COOPERATE", "reopened its embassy", "2015-07-20"),
    event("COOPERATE", "reopened its embassy", "2015-07-22", { status: "denied" }),
    event("SANCTION", "closed its embassy", "2015-07-18"),
  );
  assert.equal(of("missions").value, "opened");
  assert.deepEqual(
    of("missions").conflicts.map(({ event: { status } }) => status),
    ["denied", "occurred"],
  );
});

test("a mutual event that comes in both directions counts once", () => {
  const meeting = event("CONSULT", "met", "2015-04-11", { mode: "meet" });
  const of = judge(meeting, { ...meeting, source: "CUB", target: "USA" });
  assert.equal(of("contact").evidence.length, 1);
});

test("a malformed rule is refused by file and line", () => {
  assert.throws(() => compileRelationRules("a/b\tweather\tx\tAGREE\t-\t-\t-\t-"), {
    code: "lexicon/malformed",
    message: /data\/relation-rules\.tsv:1: expected one of diplomatic/,
  });
  assert.throws(() => compileRelationRules("a/b\tforce\tx\tAGREE\t-\t-\t-\tlong"), {
    code: "lexicon/malformed",
    message: /data\/relation-rules\.tsv:1: expected a number of days or "-", found "long"/,
  });
});

testOnBoth("the ledger's sheet: events between two, whichever way, up to a day", async (ledger) => {
  await addTexts(ledger, [
    [
      "Talks\n\nThe United States and Cuba held talks in Havana. Cuba expelled American diplomats.",
      { published: "2015-01-22" },
    ],
    ["More talks\n\nCuba and the United States held talks in Washington.", { published: "2015-07-22" }],
  ]);
  const events = await ledger.relationEvents(["CUB", "USA"], questionOf(rules, null));
  assert.deepEqual(
    new Set(events.map(({ id }) => id)),
    new Set((await ledger.relationEvents(["USA", "CUB"], questionOf(rules, null))).map(({ id }) => id)),
  );
  const early = await ledger.relationEvents(["USA", "CUB"], questionOf(rules, daysOf("2015-02")?.to ?? 0));
  assert.ok(0 < early.length && early.length < events.length);
});

test("demarche relation tells the demo's story, and says when it can't", async () => {
  const url = newFile();
  const added = await runDemarche(["add", "examples/cuba-thaw", "--ledger", url, "--workers", "1"]);
  assert.equal(added.status, 0);
  const run = await runDemarche(["relation", "Cuba", "USA", "--ledger", url]);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^CUB – USA\n/);
  assert.match(run.stdout, /missions +opened since 2015-07-20/);
  assert.match(run.stdout, /“[^”]*reopened embassies[^”]*” · \d reports/);
  const json = await runDemarche(["relation", "CUB", "USA", "--ledger", url, "--json", "--as-of", "2015-01"]);
  const sheet = JSON.parse(json.stdout) as { tracks: TrackState[]; asOf: string };
  assert.equal(sheet.asOf, "2015-01-31");
  assert.equal(sheet.tracks.find(({ track }) => track === "missions")?.value, null);
  const none = await runDemarche(["relation", "FRA", "DEU", "--ledger", url]);
  assert.match(none.stdout, /No judgement: the evidence is thin/);
  const ledger = await openLedger(url);
  assert.deepEqual((await ledger.verify()).faults, []);
  await ledger.close();
});
