/**
 * Whom a title means: the one introduced with this office, of the same state where both tell it, last seen best. What
 * fits two alike is left open. A title that nobody bears is an office, a body, a group, or somebody not named.
 */
import type { TokenRange } from "../model/parse.ts";
import { type Draft, keyWords, titleGender } from "./cast.ts";
import type { Introduction } from "./introductions.ts";
import { addGroup, addOrganization, nameOf, type Recall } from "./recall.ts";
import { namedWithin } from "./phrases.ts";
import { weighPeople } from "./pronouns.ts";
import { formAt, lowerAt, sentenceAt, spanOf, tokenAfter } from "./scene.ts";
import { type Sighting, weighSightings } from "./sightings.ts";
import type { Title } from "./titles.ts";

/** Bearers of one role that are weighed; sightings looked back for a body. */
const mostBearers = 40;
/** What a bearer must reach, and by how much the best must lead. */
const leastWeight = 3;
const leastLead = 0.35;

const deputies = /^(?:deputy|assistant|vice|acting|associate|sub)$/;

/** Roles whose bearer, unnamed, is just somebody; any other office is one that a reader can look up. */
const nobodies = new Set([
  "official",
  "source",
  "expert",
  "civilian",
  "legislator",
  "military",
  "jurist",
  "business",
  "journalist",
  "candidate",
]);

/** Roles of which a state has one: "the Cuban leader" can only be the one leader that is spoken of. */
const singular = new Set(["president", "prime-minister", "monarch"]);

/** The actor of a title. */
export function actorOfTitle(recall: Recall, range: TokenRange, title: Title): number | null {
  const { scene, cast } = recall;
  if (title.kind === "group" || title.kind === "bodies") return groupOf(recall, range, title);
  if (title.kind === "body") return bodyOf(recall, range, title);
  // "Republican claims": such a word alone tells nobody from anybody.
  const isVague = title.role === null && title.roles === null && title.article !== "definite";
  const isNew = title.article === "indefinite" || isVague;
  const bearer = isNew ? revealedLater(recall, range, title) : findBearer(recall, range, title);
  if (bearer !== null) return bearer;
  // "Arnau’s lawyer" is somebody else than Arnau, and "his lawyer" than him.
  const isOwned =
    0 < namedWithin(recall.people.named, range).length ||
    /^(?:his|her|its|their|my|our|your|whose)$/.test(lowerAt(scene, range.from));
  const isDescription = title.article === "definite" && !isOwned;
  const described = isDescription ? findDescribed(recall, range, title) : null;
  if (described !== null) return described;
  const code = title.known?.code ?? null;
  const isNobody =
    isNew || title.role === null || (nobodies.has(title.role) && code === null) || title.role === "official";
  return cast.add(`office ${code ?? ""} ${keyWords(scene, range.from, range.to)}`, {
    name: nameOf(scene, range),
    kind: isNobody ? "person" : "office",
    code,
    sector: title.sector,
    office: scene.text.slice(scene.parse.tokens.start[range.from], scene.parse.tokens.end[range.to - 1]),
    titles: [title],
    gender: titleGender(title),
    anonymous: isNobody,
  });
}

/**
 * Whom a title that is new means, when the text names them soon after.
 *
 *     A ministry spokeswoman denied it. The spokeswoman, Celia Arnau, called it false.
 *     ^^^^^^^^^^^^^^^^^^^^^^ Celia Arnau
 */
function revealedLater({ scene, reveals }: Recall, range: TokenRange, title: Title): number | null {
  const { start } = spanOf(scene, range.from, range.to);
  const from = firstAfter(reveals, start);
  const next = reveals.slice(from, from + 4).find((it) => it.title.words === title.words);
  if (next === undefined) return null;
  const gap = sentenceAt(scene, tokenAfter(scene, next.start)) - sentenceAt(scene, range.from);
  return gap <= 3 ? next.person : null;
}

/** Index of the first introduction behind an offset. */
function firstAfter(all: readonly Introduction[], offset: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] as Introduction).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findBearer(recall: Recall, range: TokenRange, title: Title): number | null {
  const { scene, cast } = recall;
  const isPerson = (actor: number): boolean => /^(?:person|office)$/.test((cast.drafts[actor] as Draft).kind);
  const recent = weighSightings(scene, [recall.named, recall.parties], range.from, isPerson);
  const weights = new Map(recent.map(({ actor, weight }) => [actor, weight]));
  const candidates = new Set<number>([
    ...(title.role === null ? [] : (cast.byTitle.get(`role ${title.role}`) ?? [])).slice(0, mostBearers),
    ...(cast.byTitle.get(title.words) ?? []).slice(0, mostBearers),
    ...[...(title.roles ?? [])].flatMap((role) =>
      (cast.byTitle.get(`role ${role}`) ?? []).slice(0, mostBearers),
    ),
    ...recent.map((it) => it.actor),
  ]);
  const own = new Set(keyWords(scene, range.from, range.to).split(" "));
  let best: number | null = null;
  let bestWeight = -Infinity;
  let second = -Infinity;
  for (const actor of candidates) {
    const weight = weighBearer(recall, actor, title, own, weights.get(actor) ?? null, range.from);
    if (weight === null) continue;
    if (bestWeight < weight) [best, bestWeight, second] = [actor, weight, bestWeight];
    else second = Math.max(second, weight);
  }
  return bestWeight < leastWeight || bestWeight - second < leastLead ? null : best;
}

/**
 * Whom a description means that no introduction gives: the person best remembered, of whom nothing speaks against it.
 *
 *     Governor Celia Arnau dismissed it. The former lawmaker said that …
 *              ^^^^^^^^^^^               ^^^^^^^^^^^^^^^^^^^
 */
function findDescribed(recall: Recall, range: TokenRange, title: Title): number | null {
  const { cast } = recall;
  const code = title.known?.code ?? null;
  // An office that a reader can look up ("the foreign minister") belongs to somebody, not to the next best.
  const isFormer =
    range.from + 1 < range.to &&
    /^(?:former|ex|then|one-time|onetime)$/.test(lowerAt(recall.scene, range.from + 1));
  const isLoose = title.role === null || nobodies.has(title.role) || isFormer;
  const fits = (actor: number): boolean => {
    const it = cast.drafts[actor] as Draft;
    if (it.anonymous || it.kind !== "person") return false;
    if (0 < it.offices.length) return isLoose && code === null && title.words !== "official";
    if (code === null) return isLoose;
    return (isLoose || singular.has(title.role ?? "")) && (it.code === null || it.code === code);
  };
  const [first, second] = weighPeople(recall, range.from, titleGender(title), fits, null);
  if (first === undefined || first.weight < -1.5) return null;
  // Of which state somebody is told by nothing but the description: two who could be of it are one too many.
  if (second !== undefined && (code !== null || first.weight - second.weight < leastLead)) return null;
  const draft = cast.drafts[first.actor] as Draft;
  draft.code ??= code;
  draft.sector ??= title.sector;
  if (!draft.titles.some((it) => it.words === title.words)) draft.titles = [...draft.titles, title];
  return first.actor;
}

/** How well a candidate bears a title; null when it can't. */
function weighBearer(
  { scene, cast }: Recall,
  actor: number,
  title: Title,
  own: ReadonlySet<string>,
  recent: number | null,
  at: number,
): number | null {
  const draft = cast.drafts[actor] as Draft;
  const gender = titleGender(title);
  if (gender !== null && draft.gender !== null && gender !== draft.gender) return null;
  const code = title.known?.code ?? null;
  if (code !== null && draft.code !== null && code !== draft.code) return null;
  // "Turkey's president" is not a president of nowhere who is only spoken of later.
  if (code !== null && draft.code === null && recent === null) return null;
  let match = 0;
  for (const held of draft.titles) {
    if (held.words === title.words || (title.role !== null && held.role === title.role)) match = 4;
    else if (held.role !== null && title.roles !== null && title.roles.has(held.role))
      match = Math.max(match, 2.5);
    else if (title.roles === null) match = Math.max(match, 1);
  }
  // Of whom nothing is known but the name, only who spoke right before can be "the politician".
  if (match === 0) {
    if (title.roles !== null || recent === null) return null;
    match = 0.5;
  }
  let weight = match;
  if (code !== null && code === draft.code) weight += 3;
  if (recent !== null) weight += Math.min(3.5, Math.max(0, (recent + 4) / 2));
  else if (draft.offices.every(({ start }) => (scene.parse.tokens.start[at] as number) < start))
    weight -= 0.5;
  let nShared = 0;
  let isDeputy = false;
  for (const held of draft.titles) {
    const words = keyWords(scene, held.from - Math.min(4, held.from), held.to).split(" ");
    isDeputy ||= words.some((word) => deputies.test(word));
    nShared = Math.max(nShared, words.filter((word) => own.has(word) && !held.words.includes(word)).length);
  }
  // "The deputy minister" is not the minister.
  if ([...own].some((word) => deputies.test(word)) && !isDeputy) weight -= 3;
  return weight + Math.min(2, nShared) * 0.7 + Math.min(1, draft.nNamed / 10);
}

function groupOf(recall: Recall, range: TokenRange, title: Title): number | null {
  const { cast } = recall;
  // "The officials" are those spoken of before, if nothing more is said of them.
  const isBare = title.article === "definite" && range.to - range.from <= title.to - title.from + 1;
  const before = isBare ? (cast.byTitle.get(title.words) ?? []).slice(-mostBearers) : [];
  const group = before.filter((it) => cast.drafts[it]?.kind === "group").at(-1);
  return group ?? addGroup(recall, range);
}

/** The body that a noun means: named so before, or the last one seen. Null for "his country". */
function bodyOf(recall: Recall, range: TokenRange, title: Title): number | null {
  const { scene, cast } = recall;
  if (/^(?:country|nation|state|kingdom|republic|side)$/.test(title.words)) {
    if (title.known !== null) return cast.known(title.known);
    if (lowerAt(scene, range.from) !== "the" || title.words === "side") return null;
    return stateBefore(recall, range);
  }
  const isBare =
    title.known === null &&
    title.article !== "indefinite" &&
    range.to - range.from <= title.to - title.from + 1;
  const armed = title.words === "group" && title.article === "definite" ? armedBefore(recall, range) : null;
  if (armed !== null) return armed;
  if (isBare) {
    const seen = findBody(recall, range, title);
    if (seen !== null) return seen;
  }
  if (
    title.known === null &&
    title.from === range.from &&
    /^\p{Lu}/u.test(formAt(scene, range.from)) &&
    1 < range.to - range.from
  )
    return addOrganization(scene, cast, range, null);
  // "The regime" is the last state's that was spoken of.
  const isRegime = isBare && title.article === "definite" && /^(?:regime|junta)$/.test(title.words);
  const state = isRegime ? stateBefore(recall, range) : null;
  if (state !== null) return state;
  const code = title.known?.code ?? null;
  return cast.add(
    `body ${code ?? ""} ${title.words} ${code === null ? keyWords(scene, range.from, range.to) : ""}`,
    {
      name: nameOf(scene, range).replace(/[’']s$/, ""),
      kind: "body",
      code,
      sector: title.known !== null && title.known.sector !== "GOV" ? title.known.sector : title.sector,
      titles: [title],
    },
  );
}

/** The state seen last before a phrase; null where two were alike. */
function stateBefore({ scene, cast, bodies, parties }: Recall, { from }: TokenRange): number | null {
  const isState = (actor: number): boolean => cast.drafts[actor]?.kind === "state";
  const [first, second] = weighSightings(scene, [bodies(), parties], from, isState);
  const isSure = first !== undefined && (second === undefined || leastLead <= first.weight - second.weight);
  return isSure ? first.actor : null;
}

/** "The militant group": the armed one named last, where the words say that it is one. */
function armedBefore({ scene, cast, bodies, parties }: Recall, { from, to }: TokenRange): number | null {
  let isArmed = false;
  for (let i = from; i < to; i++)
    isArmed ||= /^(?:terror|terrorist|militant|armed|jihadist|rebel|islamist|guerrilla)$/.test(
      lowerAt(scene, i),
    );
  if (!isArmed) return null;
  const isRebel = (actor: number): boolean => cast.drafts[actor]?.sector === "REB";
  return weighSightings(scene, [bodies(), parties], from, isRebel)[0]?.actor ?? null;
}

/** "The ministry", "the court": the last body whose words hold the noun; "the company": the last one that is no state. */
function findBody(recall: Recall, range: TokenRange, title: Title): number | null {
  const { scene, cast } = recall;
  const noun = title.words.split(" ").at(-1) as string;
  const lists = [recall.parties, recall.bodies()];
  const holdsNoun = (it: Sighting): boolean => {
    for (let i = it.from; i < it.to; i++) if (lowerAt(scene, i) === noun) return true;
    return false;
  };
  let found: Sighting | null = null;
  for (const list of lists) {
    for (let i = list.length - 1, n = 0; 0 <= i && n < 200; i--, n++) {
      const it = list[i] as Sighting;
      if (range.from <= it.from || (found !== null && it.from < found.to && found.from < it.to)) continue;
      if (cast.drafts[it.actor]?.kind !== "body" || !holdsNoun(it)) continue;
      if (found === null || found.from < it.from) found = it;
      break;
    }
  }
  if (found !== null) return found.actor;
  const isLike = (actor: number): boolean => {
    const { kind, sector, code, titles } = cast.drafts[actor] as Draft;
    if (kind !== "body") return false;
    if (sector !== null) return sector === title.sector;
    return code === null && titles.length === 0 && /^(?:BUS|MED|NGO)$/.test(title.sector ?? "");
  };
  const [first] = weighSightings(scene, lists, range.from, isLike);
  return first === undefined || first.weight < -2.5 ? null : first.actor;
}
