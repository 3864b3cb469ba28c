/** A condition as a sentence that a diplomat would sign. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Reading,
  ReadingActor,
  ReadingCondition,
  ReadingParty,
  ReadingStatement,
} from "../src/model/reading.ts";
import { sentenceOfCondition } from "../src/render/condition-sentence.ts";

const actor = (
  id: string,
  name: string,
  kind: ReadingActor["kind"],
  code: string | null,
  sector: string | null,
): ReadingActor => ({
  id,
  name,
  kind,
  code,
  sector,
  office: null,
  mentions: [],
});
const cast = new Map(
  [
    actor("cub", "Cuba", "state", "CUB", "GOV"),
    actor("can", "Canada", "state", "CAN", "GOV"),
    actor("usa", "United States", "state", "USA", "GOV"),
    actor("arnau", "Celia Arnau", "person", "CUB", "GOV"),
    actor("harbour", "Harbour Agency", "body", "HARBOUR", "MED"),
    actor("rebels", "Rebels of the Valley", "group", null, "REB"),
  ].map((it) => [it.id, it]),
);
const words = (exact: string): Reading["conditions"][number]["cue"] => ({
  start: 0,
  end: exact.length,
  exact,
});
const party = (id: string | null, exact: string): ReadingParty => ({ actor: id, ...words(exact) });

const plain: ReadingCondition = {
  id: "c",
  setter: party("cub", "Havana"),
  target: party("can", "Ottawa"),
  requirement: words("Ottawa lifts the embargo"),
  outcome: words("reopen the embassy"),
  cue: words("only if"),
  requirementNegated: false,
  outcomeNegated: false,
  link: "only-if",
  polarity: "offer",
  necessity: "necessary",
  deadline: null,
  statement: null,
  rule: "condition/only-if",
};
const statement = (speaker: ReadingParty, via: readonly ReadingParty[]): ReadingStatement => ({
  id: "s",
  speaker,
  cue: null,
  content: [words("x")],
  form: "direct",
  kind: "speech",
  nestedIn: null,
  via: [...via],
  addressee: null,
  date: null,
  confidence: 1,
  rule: "statement/verb",
});
const say = (change: Partial<ReadingCondition>, said: ReadingStatement | null = null): string =>
  sentenceOfCondition({ cast, statement: said }, { ...plain, ...change });

test("who sets it, who said so and to whom, what will be done, and on what", () => {
  const said = statement(party("arnau", "Arnau"), [party("harbour", "the Harbour Agency")]);
  assert.equal(
    say({}, said),
    "Cuba (Celia Arnau, to Harbour Agency): will reopen the embassy only if Canada lifts the embargo",
  );
  assert.equal(
    say({ setter: party("arnau", "Arnau") }, statement(party("arnau", "Arnau"), [])),
    "Cuba (Celia Arnau): will reopen the embassy only if Canada lifts the embargo",
  );
  assert.equal(say({}), "Cuba: will reopen the embassy only if Canada lifts the embargo");
});

test("the target takes the place of its pronoun, and its infinitive is finite", () => {
  const target = party("usa", "Washington");
  const sentence = (requirement: string): string => say({ target, requirement: words(requirement) });
  assert.equal(
    sentence("Washington to abandon the policy"),
    "Cuba: will reopen the embassy only if the United States abandons the policy",
  );
  assert.equal(
    sentence("it lifts the embargo"),
    "Cuba: will reopen the embassy only if the United States lifts the embargo",
  );
  assert.equal(
    sentence("pay the debt"),
    "Cuba: will reopen the embassy only if the United States pays the debt",
  );
});

test("every link has its words, and refusals and threats their verb", () => {
  const sentence = (link: ReadingCondition["link"], change: Partial<ReadingCondition> = {}): string =>
    say({ link, ...change });
  assert.equal(
    sentence("until", { outcomeNegated: true }),
    "Cuba: will not reopen the embassy until Canada lifts the embargo",
  );
  assert.equal(
    sentence("until", {
      outcomeNegated: true,
      requirementNegated: true,
      requirement: words("Ottawa keeps the embargo"),
    }),
    "Cuba: will not reopen the embassy as long as Canada keeps the embargo",
  );
  assert.equal(
    sentence("unless", { outcome: words("close the port"), requirement: words("Ottawa lifted the embargo") }),
    "Cuba: would close the port unless Canada lifted the embargo",
  );
  assert.equal(
    sentence("if", { outcomeNegated: true, outcome: words("any talks") }),
    "Cuba: no talks if Canada lifts the embargo",
  );
  assert.equal(
    sentence("in-exchange", { requirement: words("an end to the embargo") }),
    "Cuba: will reopen the embassy in exchange for an end to the embargo",
  );
  assert.equal(
    sentence("precondition", { outcome: words("talks"), requirement: words("close the base") }),
    "Cuba: talks only on this condition: Canada closes the base",
  );
  assert.equal(
    sentence("before", { requirement: words("lift the embargo") }),
    "Cuba: will reopen the embassy only after this: Canada lifts the embargo",
  );
  assert.equal(
    sentence("without", { outcomeNegated: true, requirement: words("an end to the embargo") }),
    "Cuba: will not reopen the embassy without an end to the embargo",
  );
  assert.equal(
    sentence("only-if", { cue: words("only after"), requirement: words("verification of the withdrawal") }),
    "Cuba: will reopen the embassy only after verification of the withdrawal",
  );
});

test("a clause stands as written, marks that do not pair go, and nobody is told from somebody", () => {
  assert.equal(
    say({ outcome: words("the talks could open") }),
    "Cuba: the talks could open only if Canada lifts the embargo",
  );
  assert.equal(
    say({ outcome: words("offer “full peace") }),
    "Cuba: will offer full peace only if Canada lifts the embargo",
  );
  assert.equal(
    say({ setter: party("rebels", "the rebels") }),
    "Rebels of the Valley: will reopen the embassy only if Canada lifts the embargo",
  );
  assert.equal(say({ setter: null }), "Somebody: reopen the embassy only if Canada lifts the embargo");
});
