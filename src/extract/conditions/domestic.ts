/** The veto of home politics: where one side only is named, or parliament and the parties of one state. */
import type { KnownActor } from "../../lexicon/lexicon.ts";
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { type Veto } from "./candidate.ts";
import { holdsOf, isOf } from "./ground.ts";
import { hearerOf } from "./hearers.ts";
import { actorsWithin, identityOf, isPerson } from "./identities.ts";
import { headOf } from "./phrases.ts";

/** No state or body is named in it, or only one and the rest is parliament, parties and courts. */
export const domestic: Veto = ({ ground, draft, parties: { setter, target } }) => {
  const { stage, cue, window, at, speakers } = ground;
  const { words } = stage;
  const named = new Set<string>();
  let nKnown = 0;
  let isHome = false;
  for (const range of [draft.requirement, draft.outcomeClause ?? draft.outcome, setter, target]) {
    if (range === null) continue;
    for (const it of actorsWithin(stage, range)) {
      named.add(countryOf(it.known.actor));
      nKnown++;
    }
    isHome ||=
      actorsWithin(stage, range).some(
        ({ known: { actor } }) => actor.sector === "PTY" && actor.home === "USA",
      ) || holdsOf(stage, range, "domestic");
  }
  const hearer = hearerOf(ground, draft);
  for (const it of hearer === null ? [] : actorsWithin(stage, hearer)) named.add(countryOf(it.known.actor));
  for (const it of speakers[0] === undefined ? [] : actorsWithin(stage, speakers[0].fullest)) {
    named.add(countryOf(it.known.actor));
    nKnown++;
  }
  for (const party of [setter, target]) {
    if (party === null) continue;
    const head = headOf(stage, party);
    // Of a senator and another country's act both sides are there, though one is not named.
    if (/^(?:republicans?|democrats?|democratic|senate|senator|congress)$/.test(words.lower[head]!))
      named.add("USA");
    // "the House" is a house of Congress.
    if (words.form[head] === "House" && words.lower[head - 1] === "the") {
      named.add("USA");
      isHome = true;
      continue;
    }
    // A body that the register lacks is another side: "the European Community".
    const isName = words.parse.tokens.upos[head] === "PROPN" && identityOf(stage, party) === null;
    if (isName && !isOf(stage, head, "domestic") && !isPerson(stage, party)) named.add(words.lower[head]!);
  }
  if (1 < named.size) return false;
  const isStates = (["act", "severe", "party"] as const).some(
    (it) => holdsOf(stage, draft.requirement, it) || holdsOf(stage, draft.outcomeClause ?? draft.outcome, it),
  );
  // Of two sides of a civil war neither may be named.
  if ([setter, target].some((it) => it !== null && isArmed(stage, it))) return false;
  // A club, a company and a bid: nothing that states do to one another.
  if (nKnown === 0 && !isStates) return true;
  const isForce = holdsOf(stage, draft.requirement, "severe") || holdsOf(stage, draft.outcome, "severe");
  const isForeign =
    named.size === 1 &&
    !named.has("USA") &&
    !named.has("GBR") &&
    (draft.mood === "pledge" || draft.mood === "noun" || isForce);
  if (isHome) return !isForeign;
  if (0 < named.size) return false;
  // Who is meant may have been named in the sentence, or right before one with a sure cue.
  const near = Math.max(0, cue.link === "if" ? window.from : at.from - 60);
  return !actorsWithin(stage, { from: near, to: window.to }).some(
    (it) => countryOf(it.known.actor) !== "USA",
  );
};

/** "the rebels", "the gunmen", "the junta": no part of home politics, as the opposition is. */
function isArmed(stage: Stage, party: TokenRange): boolean {
  const head = headOf(stage, party);
  if (
    /^(?:militia|militias|gunmen|hijackers|kidnappers|captors|junta|regime)$/.test(stage.words.lower[head]!)
  )
    return true;
  return isOf(stage, head, "rebel") && stage.words.lower[head] !== "opposition";
}

/** The United States for its parties and houses, which news names for one another; others stand for themselves. */
function countryOf({ code, home, sector }: KnownActor): string {
  return home === "USA" && /^(?:PTY|LEG|JUD|GOV)$/.test(sector) ? home : code;
}
