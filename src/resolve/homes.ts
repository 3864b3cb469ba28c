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
import { datelineOf, saidBehind, type StateAt, statesIn } from "./near-states.ts";
import { nameOf, type Recall } from "./recall.ts";
import { namedWithin } from "./phrases.ts";
import { formAt, isCapital, lowerAt, rangeOf, type Scene, sentenceAt } from "./scene.ts";

/** A party whose words say what it is, and not of which state; `to` is behind its head. */
interface Open extends TokenRange {
  readonly sector: string;
}

/** Who stands on the other side, as far as it is known. */
interface Across {
  /** Where it stands; null where nobody does. */
  readonly at: TokenRange | null;
  /** The state it is of, or the armed group's. */
  readonly home: string | null;
  readonly isRebel: boolean;
  /** Whether it is a group known by name: "Hezbollah". */
  readonly isGroup: boolean;
}

/** Classes of `data/condition-words.tsv` with the sector of what they name. */
const sectors = [
  ["insurgent", "REB"],
  ["authority", "GOV"],
  ["chamber", "LEG"],
  ["army", "MIL"],
  ["police", "COP"],
] as const;

/** The sector of a word for a party; null for any other. */
function sectorOf({ lexicon }: Scene, word: string): string | null {
  if (/^(?:opposition|dissidents)$/.test(word)) return "OPP";
  return sectors.find(([name]) => lexicon.conditionWords[name].has(word))?.[1] ?? null;
}

const opener =
  /^(?:the|his|her|our|its|their|royal|ruling|military|armed|central|federal|new|interim|current|country|'s|’s)$/;
/** "MR. QUILL:", "QUILL:": how briefings of the American government are written down. */
const label = /(?:^|\n|[.?!”"'] ?)(?:(MR|MS|MRS)\. [A-Z][A-Z-]+|([A-Z]{4,})) ?:/g;
/** UTF-16 units that are looked back for a label. */
const labelReach = 20_000;
const heading =
  /^(?:READ|WATCH|MORE|UPDATE|BREAKING|PHOTOS?|VIDEO|ALSO|RELATED|NOTE|EDITORIAL|OPINION|QUESTION)$/;
/** "Pentagon", "Congress": words by which an article tells that "the administration" is the American one. */
const american =
  /\b(?:White House|State Department|Pentagon|Congress|Senate|senators?|Washington|U\.S\.|American)\b/;

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
  // "the regime" that was taken for the state that speaks of it.
  const isTakenForOther = (party: Party, other: Party | null): boolean =>
    other !== null &&
    draftOf(party) === draftOf(other) &&
    party.start !== other.start &&
    openOf(recall.scene, party) !== null;
  for (const condition of findings.conditions) {
    const { setter, target } = condition;
    for (const [party, other] of [
      [setter, target],
      [target, setter],
    ] as const) {
      if (party === null) continue;
      const isCoded = (draftOf(party)?.code ?? null) !== null;
      if (isCoded && !isTakenForOther(party, other)) continue;
      states ??= statesIn(recall.scene);
      const named = ownedBy(recall, party) ?? namedIn(recall, states, party, draftOf(party));
      if (named !== null) {
        found.set(partyKey(party), named);
        continue;
      }
      const draft = draftOf(party);
      const isOfficer = draft !== null && draft.kind === "person" && !draft.anonymous && isOffice(draft);
      const open = isOfficer ? officer(recall.scene, party) : openOf(recall.scene, party);
      if (open === null) continue;
      const across = acrossOf(recall, draftOf(other), other);
      const speaker = party === setter ? speakerOf(findings, condition, party) : null;
      const spoken = speaker === null ? null : (draftOf(speaker)?.code ?? null);
      // Whom a setter threatens, and what with, is not its own.
      const sides =
        party === setter && !isRebel(open.sector) ? [condition.requirement, condition.outcome] : [];
      const others = sides.map((it) => rangeOf(recall.scene, it));
      const around = states.filter((it) => !others.some(({ from, to }) => from <= it.from && it.to <= to));
      const home = homeOf(recall, around, open, across, spoken);
      if (home === null) continue;
      // Of a person the state is known from then on.
      if (isOfficer) draft.code = home;
      else found.set(partyKey(party), addHome(recall, party, open, home, draft));
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
  const isGroup = known !== undefined && known.kind !== "state";
  const sector = draft?.sector ?? open?.sector ?? null;
  return {
    at: other === null ? null : rangeOf(scene, other),
    home,
    isRebel: isRebel(sector) || isCivil(sector),
    isGroup,
  };
}

const isRebel = (sector: string | null): boolean => sector === "REB" || sector === "OPP";

/**
 * A party that names its state, though it was not taken for it: "Georgia", "the Mexican leader", "the North" in an
 * article about Korea; and who speaks for the American government in a briefing.
 */
function namedIn(
  { scene, cast }: Recall,
  states: readonly StateAt[],
  party: Party,
  known: Draft | null,
): number | null {
  const { lexicon, text } = scene;
  const add = (code: string): number | null => {
    const state = lexicon.actors.get(code);
    if (state === undefined) return null;
    const actor = cast.known(state);
    cast.drafts[actor]?.mentions.push({ start: party.start, end: party.end });
    return actor;
  };
  const words = text.slice(party.start, party.end);
  const isPerson = known !== null && known.kind === "person" && !known.anonymous;
  const name = isPerson ? undefined : lexicon.names.get(words)?.actor;
  if (name !== undefined && name.kind === "state") return add(name.code);
  const side = /^the (north|south)$/i.exec(words)?.[1]?.toLowerCase();
  if (side !== undefined && states.some(({ code }) => code === "KOR" || code === "PRK"))
    return add(side === "north" ? "PRK" : "KOR");
  const isWe = /^(?:we|our|us|i)$/i.test(words);
  if ((isWe && known === null) || /^(?:MR|MS|MRS)\. [A-Z]+$/.test(words))
    return isBriefing(scene, party) ? add("USA") : null;
  if (
    /^the (?:\p{L}+-era )?administration\b/iu.test(words) &&
    (isBriefing(scene, party) || american.test(text))
  )
    return add("USA");
  return null;
}

/** A party or movement of a state: who it speaks of as "the regime" is that state's. */
const isCivil = (sector: string | null): boolean => sector === "PTY" || sector === "CVL" || sector === "NGO";

/** Whether the words around a party stand behind a label of a briefing; "LAGOS:" and "READ MORE:" are none. */
function isBriefing({ text, lexicon }: Scene, { start, end }: Party): boolean {
  // A label that is the party itself ends in its colon.
  const before = text.slice(Math.max(0, start - labelReach), end + 2);
  for (const [, title, name] of before.matchAll(label)) {
    if (title !== undefined) return true;
    const place = (name ?? "").charAt(0) + (name ?? "").slice(1).toLowerCase();
    if (!heading.test(name ?? "") && !lexicon.names.has(place)) return true;
  }
  return false;
}

/** "Arnau's spokesman": of the state of who is named. */
function ownedBy({ scene, cast, people, outside }: Recall, party: Party): number | null {
  const { from, to } = rangeOf(scene, party);
  const [owner] = namedWithin(people.named, { from, to });
  if (owner === undefined || to <= owner.to || !/^[’']s$/.test(formAt(scene, owner.to))) return null;
  const who = cast.drafts[owner.person];
  const code =
    who === undefined
      ? null
      : (who.code ?? outside.person(who.name, null, scene.parse.article.published)?.code ?? null);
  if (code === null) return null;
  return addHome({ scene, cast }, party, { from, to, sector: "GOV" }, code, null);
}

/** "the army", "the rebels", "the royal army"; null for any other phrase. */
function openOf(scene: Scene, party: Party): Open | null {
  const { from, to } = rangeOf(scene, party);
  let at = from;
  while (at < to && opener.test(lowerAt(scene, at))) at++;
  // "Hutu rebels", "Maoist guerrillas": of a people or creed, not of a state.
  if (at + 1 < to && isRebel(sectorOf(scene, lowerAt(scene, at + 1))) && isCapital(formAt(scene, at))) at++;
  let sector: string | null = null;
  // "rebel commanders", "government troops": of what the first word says, up to the last.
  while (at < to) {
    const own = sectorOf(scene, lowerAt(scene, at));
    if (own === null) break;
    sector ??= own;
    at++;
  }
  if (sector === null) return null;
  // "officials have read it": some, of anybody.
  if (!/^(?:the|his|her|our|its|their)$/.test(lowerAt(scene, from)) && !isRebel(sector) && sector !== "LEG")
    return null;
  // "a president", "rebel positions": somebody, something else.
  const isWhole = at === to || /^(?:in|of|from|,|there|here|who|which|that)$/.test(lowerAt(scene, at));
  return isWhole ? { from, to: at, sector } : null;
}

const isOffice = ({ titles }: Draft): boolean =>
  titles.some(({ role }) =>
    /^(?:president|prime-minister|monarch|foreign-minister|defence-minister|minister)$/.test(role ?? ""),
  );

/** "President Karimova": somebody by name, with an office of state. */
function officer(scene: Scene, party: Party): Open {
  return { ...rangeOf(scene, party), sector: "GOV" };
}

/** The state that an open party is of; null when it can't be told. */
function homeOf(
  { scene }: Recall,
  states: readonly StateAt[],
  { from, to, sector }: Open,
  across: Across,
  spoken: string | null,
): string | null {
  const said = saidBehind(scene, states, to);
  if (said !== null) return said;
  // Against an armed group by name an army may be a foreign one.
  const isOwnArmy = sector === "GOV" || !across.isGroup;
  if (across.isRebel && !isRebel(sector) && across.home !== null && isOwnArmy) return across.home;
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
      const isAcross = across.at !== null && across.at.from <= it.from && it.to <= across.at.to;
      if (isAcross || it.isVenue || it.code === across.home) continue;
      if (sentence - back <= at && at <= sentence + ahead) codes.add(it.code);
    }
    if (1 < codes.size) return null;
    const [only] = codes;
    if (only !== undefined) return only;
    // Rebels fight the one across where no other state is near.
    if (isRebel(sector) && across.home !== null) return across.home;
  }
  const dateline = datelineOf(scene);
  if (dateline !== null) return dateline === across.home ? null : dateline;
  // "told reporters in Tbilisi": a government speaks at home, if no other capital is named with it.
  const places = states.filter((it) => it.isVenue && it.isCapital && sentenceAt(scene, it.from) === sentence);
  const [place, ...more] = new Set(places.map((it) => it.code));
  return place === undefined || 0 < more.length || place === across.home || isRebel(sector) ? null : place;
}

function addHome(
  { scene, cast }: Pick<Recall, "scene" | "cast">,
  party: Party,
  open: Open,
  home: string,
  known: Draft | null,
): number {
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
