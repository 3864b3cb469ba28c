/** Which of several copies is the original: by credit, by day, or not told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadConditionLexicon } from "../src/lexicon/load.ts";
import { type Copy, carrierOf, creditsOf, originalOf } from "../src/merge/original.ts";
import { openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";
import { addTexts, newFile, testOnBoth } from "./kit/ledger.ts";

const { names } = loadConditionLexicon();
const copy = (article: string, more: Partial<Copy> = {}): Copy => ({
  article,
  outlet: null,
  credits: [],
  day: 100,
  ...more,
});

test("a text names its origin among its authors, or in brackets at its ends", () => {
  assert.deepEqual(creditsOf(names, "HAVANA (Reuters) - The harbour opened.", []), ["REUTERS"]);
  assert.deepEqual(creditsOf(names, "The harbour opened.", ["By Agence France-Presse", "Lidia Prats"]), [
    "AFP",
  ]);
  assert.deepEqual(creditsOf(names, "The harbour (the largest) opened in Cuba (Cuba).", []), []);
  const far = `${"word ".repeat(200)}(Reuters)${" word".repeat(200)}`;
  assert.deepEqual(creditsOf(names, far, []), [], "in the middle it is no credit");
  assert.equal(carrierOf(names, "Reuters"), "REUTERS");
  assert.equal(carrierOf(names, "Cuba"), null);
});

test("a credit goes before dates, dates before nothing, and doubt is told", () => {
  const of = (...copies: readonly Copy[]) => {
    const { article, agency } = originalOf(copies);
    return [article, agency];
  };
  assert.deepEqual(of(copy("a")), ["a", null]);
  assert.deepEqual(of(copy("a", { day: 101 }), copy("b")), ["b", null]);
  assert.deepEqual(of(copy("a"), copy("b")), [null, null], "one day");
  assert.deepEqual(of(copy("a", { day: null }), copy("b")), [null, null], "a day unknown");
  const paper = copy("a", { credits: ["REUTERS"] });
  assert.deepEqual(of(paper, copy("b", { outlet: "REUTERS", day: 101 })), ["b", "REUTERS"]);
  assert.deepEqual(of(paper, copy("b", { outlet: "AFP", day: 101 })), [null, "REUTERS"]);
  assert.deepEqual(of(paper, copy("b", { credits: ["AFP"] })), [null, null]);
});

const body = (credit: string): string =>
  `Harbour opened\n\nHAVANA${credit} - Cuba released the sailors on Tuesday, and nobody in the old harbour was surprised, ` +
  "since the price of coffee had fallen for nine days and the ferry had been painted white again by its owner. " +
  "The rest of this report is about the weather, which was fine, and the traders, who were not.";

testOnBoth("the ledger names the original of copies", async (ledger) => {
  await addTexts(ledger, [
    [body(" (Reuters)"), { published: "2015-04-08", outlet: "Courier" }],
    [body(""), { published: "2015-04-09", outlet: "Reuters" }],
  ]);
  const [event] = (await ledger.records({ kind: "event" }, 10)).items;
  const [report] = await ledger.reports(event?.id ?? "");
  const copies = await ledger.copies(report?.cluster ?? "");
  assert.deepEqual(
    copies?.articles.map(({ outlet }) => outlet),
    ["Courier", "Reuters"],
  );
  const { article, agency } = copies?.original ?? {};
  assert.deepEqual([article, agency], [copies?.articles[1]?.hash, "REUTERS"]);
  assert.equal(await ledger.copies("none"), null);
});

test("demarche reports shows texts with their copies, and marks the original", async () => {
  const file = newFile();
  const ledger = await openLedger(file);
  await addTexts(ledger, [
    [body(""), { published: "2015-04-08", outlet: "Courier" }],
    [body(" today"), { published: "2015-04-09", outlet: "Herald" }],
  ]);
  const [event] = (await ledger.records({ kind: "event" }, 10)).items;
  await ledger.close();
  const { stdout } = await runDemarche(["reports", event?.id ?? "", "--ledger", file]);
  assert.match(stdout, /2 copies, original Courier: published first\n\* e\S+ {2}2015-04-08 {2}Courier/);
  const json = await runDemarche(["reports", event?.id ?? "", "--json", "--ledger", file]);
  assert.equal((JSON.parse(json.stdout) as { texts: unknown[] }).texts.length, 1);
  assert.equal((await runDemarche(["reports", "Enone", "--ledger", file])).status, 1);
});
