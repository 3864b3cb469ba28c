/**
 * Of which state a party of a condition is where its own words don't say: "the army", "the rebels", "the regime". Who
 * is on the other side, who speaks and who else is named near leave one state at most, or it stays open.
 *
 *     Paris will lift the blockade if the regime frees the Syrian doctors.
 *     ^^^^^ of France                 ^^^^^^^^^^ of Syria: the one other state
 */
import type { Condition, Findings, Party } from "../model/finding.ts";
import type { TokenRange } from "../model/parse.ts";
import { containsSpan } from "../model/span.ts";
import { type Draft, keyWords } from "./cast.ts";
import { partyKey } from "./parties.ts";
import { nameOf, type Recall } from "./recall.ts";
import { knownAt, lowerAt, rangeOf, type Scene, sentenceAt } from "./scene.ts";

/** A place where a state is named: by its name, its capital or its adjective. */
interface StateAt extends TokenRange {
  readonly code: string;
  /** "in Geneva": where something is, which says nothing of who does it. */
  readonly isVenue: boolean;
}

/** A party whose words say what it is, and not of which state; `to` is behind its head. */
interface Open extends TokenRange {
  readonly sector: string;
}

/** Who stands on the other side, as far as it is known. */
interface Across {
  /** The state it is of, or the armed group's. */
  readonly home: string | null;
  readonly isRebel: boolean;
}

const heads: ReadonlyMap<string, string> = new Map([
  ...sectorOf("REB", "rebel rebels guerrillas insurgents separatists militants militiamen paramilitaries"),
  ...sectorOf("OPP", "opposition dissidents"),
  ...sectorOf("GOV", "government regime junta authorities cabinet president premier king emir monarchy"),
  ...sectorOf("GOV", "dictator ruler rulers leader leadership presidency officials administration"),
  ...sectorOf("LEG", "parliament congress senate lawmakers"),
  ...sectorOf("MIL", "army military troops soldiers generals"),
  ...sectorOf("COP", "police"),
]);

function sectorOf(sector: string, words: string): [string, string][] {
  return words.split(" ").map((word) => [word, sector]);
}

const opener = /^(?:the|royal|ruling|military|central|federal|new|interim|country|country's|'s|’s)$/;

/** Actors of open parties of conditions, by the party's key; drafts are added to the cast where needed. */
export function homesOf(
  recall: Recall,
  findings: Findings,
  resolved: ReadonlyMap<string, number | null>,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let states: readonly StateAt[] | null = null;
  const draftOf = (party: Party | null): Draft | null => {
    const key = party === null ? "" : partyKey(party);
    return recall.cast.drafts[found.get(key) ?? resolved.get(key) ?? -1] ?? null;
  };
  for (const condition of findings.conditions) {
    const { setter, target } = condition;
    for (const [party, other] of [
      [setter, target],
      [target, setter],
    ] as const) {
      const open = party === null || draftOf(party)?.code != null ? null : openOf(recall.scene, party);
      if (party === null || open === null) continue;
      states ??= statesIn(recall.scene);
      const across = acrossOf(recall, draftOf(other), other);
      const speaker = party === setter ? speakerOf(findings, condition, party) : null;
      const spoken = speaker === null ? null : (draftOf(speaker)?.code ?? null);
      const home = homeOf(recall, states, open, across, spoken);
      if (home !== null) found.set(partyKey(party), addHome(recall, party, open, home, draftOf(party)));
    }
  }
  return found;
}

/** Who says so, where that is somebody else than the setter. */
function speakerOf({ statements }: Findings, { statement }: Condition, setter: Party): Party | null {
  const speaker = statement === null ? null : (statements[statement]?.speaker ?? null);
  return speaker === null || containsSpan(speaker, setter) ? null : speaker;
}

function acrossOf({ scene }: Recall, draft: Draft | null, other: Party | null): Across {
  const open = other === null ? null : openOf(scene, other);
  const code = draft?.code ?? null;
  const known = code === null ? undefined : scene.lexicon.actors.get(code);
  const home = known?.kind === "state" ? known.code : (known?.home ?? null);
  return { home, isRebel: isRebel(draft?.sector ?? open?.sector ?? null) };
}

const isRebel = (sector: string | null): boolean => sector === "REB" || sector === "OPP";

/** "the army", "the rebels", "the royal army"; null for any other phrase. */
function openOf(scene: Scene, party: Party): Open | null {
  const { from, to } = rangeOf(scene, party);
  let at = from;
  while (at < to && opener.test(lowerAt(scene, at))) at++;
  let sector: string | null = null;
  // "rebel commanders", "government troops": of what the first word says, up to the last.
  while (at < to && heads.has(lowerAt(scene, at))) sector ??= heads.get(lowerAt(scene, at++)) ?? null;
  if (sector === null) return null;
  // "a president", "rebel positions": somebody, something else.
  const isWhole = at === to || /^(?:in|of|from|,|there|here|who|which|that)$/.test(lowerAt(scene, at));
  return isWhole ? { from, to: at, sector } : null;
}

/** Every state that the article names, by place. */
function statesIn(scene: Scene): StateAt[] {
  const found: StateAt[] = [];
  const { length } = scene.parse.tokens;
  for (let i = 0; i < length; i++) {
    const at = knownAt(scene, i, length);
    if (at === null) continue;
    const { actor, usage } = at.known;
    const isIn = 0 < i && usage !== "adjective" && /^(?:in|at|near)$/.test(lowerAt(scene, i - 1));
    if (actor.kind === "state") found.push({ from: i, to: at.to, code: actor.code, isVenue: isIn });
    i = at.to - 1;
  }
  return found;
}

/** The state that an open party is of; null when it can't be told. */
function homeOf(
  { scene }: Recall,
  states: readonly StateAt[],
  { from, to, sector }: Open,
  across: Across,
  spoken: string | null,
): string | null {
  // "the regime in Damascus", "the rebels of Northern Mali".
  if (to < scene.parse.tokens.length && /^(?:in|of|from)$/.test(lowerAt(scene, to))) {
    const owner = states.find((it) => to < it.from && it.from <= to + 3);
    if (owner !== undefined) return owner.code;
  }
  if (across.isRebel && !isRebel(sector) && across.home !== null) return across.home;
  if (
    spoken !== null &&
    spoken !== across.home &&
    !isRebel(sector) &&
    scene.lexicon.actors.get(spoken)?.kind === "state"
  )
    return spoken;
  const sentence = sentenceAt(scene, from);
  for (const [back, ahead] of [
    [0, 0],
    [1, 0],
    [2, 1],
  ] as const) {
    const codes = new Set<string>();
    for (const it of states) {
      const at = sentenceAt(scene, it.from);
      if (sentence - back <= at && at <= sentence + ahead && !it.isVenue && it.code !== across.home)
        codes.add(it.code);
    }
    if (1 < codes.size) return null;
    const [only] = codes;
    if (only !== undefined) return only;
    // Rebels fight the one across where no other state is near.
    if (isRebel(sector) && across.home !== null) return across.home;
  }
  return null;
}

function addHome(recall: Recall, party: Party, open: Open, home: string, known: Draft | null): number {
  const { scene, cast } = recall;
  const { from, to } = rangeOf(scene, party);
  const actor = cast.add(`home ${home} ${open.sector} ${keyWords(scene, from, to)}`, {
    name: nameOf(scene, { from, to }),
    kind: known?.kind ?? "body",
    code: home,
    sector: open.sector,
    titles: known?.titles ?? [],
    office: known?.office ?? null,
    anonymous: known?.anonymous ?? false,
  });
  const { start, end } = party;
  cast.drafts[actor]?.mentions.push({ start, end });
  // Whom it was taken for before is not meant here.
  const stale = known?.mentions.findIndex((it) => it.start === start && it.end === end) ?? -1;
  if (0 <= stale) known?.mentions.splice(stale, 1);
  return actor;
}
