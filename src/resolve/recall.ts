/** What is at hand when a party is resolved: the article, its people, its cast, and who has been seen so far. */
import { foldName, type KnownActor } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Cast } from "./cast.ts";
import { keyWords } from "./cast.ts";
import type { Introduced, Introduction } from "./introductions.ts";
import type { Outside } from "./outside.ts";
import type { People } from "./people.ts";
import { formAt, knownAt, lowerAt, type Scene, sentenceAt, spanOf, wordsOf } from "./scene.ts";
import { type Sighting, sight } from "./sightings.ts";
import { titleOf } from "./titles.ts";

export interface Recall {
  readonly scene: Scene;
  readonly people: People;
  readonly introduced: Introduced;
  readonly cast: Cast;
  readonly outside: Outside;
  /** Every place where a person is named. */
  readonly named: readonly Sighting[];
  /** Introductions that name a title spoken of before, by start. */
  readonly reveals: readonly Introduction[];
  /** The parties resolved so far, by place. */
  readonly parties: Sighting[];
  /** Every state and body named; made when first asked for. */
  bodies(): readonly Sighting[];
}

/** What is at hand before the first party: all names, and nobody resolved. */
export function newRecall(
  scene: Scene,
  people: People,
  introduced: Introduced,
  cast: Cast,
  outside: Outside,
): Recall {
  let bodies: readonly Sighting[] | null = null;
  return {
    scene,
    people,
    introduced,
    cast,
    outside,
    named: people.named.map((it) => sight(scene, it, it.person, false)),
    reveals: [...introduced.values()]
      .flat()
      .filter((it) => it.reveals)
      .sort((a, b) => a.start - b.start),
    parties: [],
    bodies: () => (bodies ??= listBodies(scene, people, cast)),
  };
}

/** States and bodies where the parse sees a name; adjectives name none. */
function listBodies(scene: Scene, people: People, cast: Cast): Sighting[] {
  const { lexicon, parse } = scene;
  const isPerson = new Uint8Array(parse.tokens.length);
  for (const { from, to } of people.named) isPerson.fill(1, from, to);
  return parse.names.flatMap(({ kind, from, to }): Sighting[] => {
    if ((kind !== "GPE" && kind !== "ORG") || isPerson[to - 1] === 1) return [];
    const first = /^the$/i.test(formAt(scene, from)) && from + 1 < to ? from + 1 : from;
    const at = knownAt(scene, first, to);
    const isWhole = at !== null && at.to === to && at.known.usage !== "adjective";
    if (isWhole) return [sight(scene, { from, to }, cast.known(at.known.actor), false)];
    if (kind === "GPE" || lexicon.offices.has(lowerAt(scene, to - 1))) return [];
    return [sight(scene, { from, to }, addOrganization(scene, cast, { from: first, to }, null), false)];
  });
}

/** The body that a name means: one named more fully before ("the Times" after "the New York Times"), or its own. */
export function organizationOf(recall: Recall, range: TokenRange, of: KnownActor | null): number {
  const { scene, cast, parties } = recall;
  const word = formAt(scene, range.to - 1);
  const isShort = range.to - range.from <= (/^the$/i.test(formAt(scene, range.from)) ? 2 : 1);
  const last = isShort ? Math.max(0, parties.length - 60) : parties.length;
  for (let i = parties.length - 1; last <= i; i--) {
    const { actor, from, to } = parties[i] as Sighting;
    if (cast.drafts[actor]?.kind === "body" && from + 1 < to && formAt(scene, to - 1) === word) return actor;
  }
  return addOrganization(scene, cast, range, of);
}

/** The body that calls itself so. */
export function addOrganization(
  scene: Scene,
  cast: Cast,
  { from, to }: TokenRange,
  of: KnownActor | null,
): number {
  const name = wordsOf(scene, from, to)
    .replace(/^the\s+/i, "")
    .replace(/[’']s$/, "");
  const facts = of === null ? {} : { code: of.code, sector: of.sector };
  return cast.add(`organization ${foldName(name)}`, { name, kind: "body", ...facts });
}

/**
 * Titles, "he" and "she" that are the subject of a clause, by place: who they mean is remembered, whether a record names them or not.
 *
 *     The participants issued a statement in which they condemned it.
 *     ^^^^^^^^^^^^^^^^
 */
export function listSubjects(scene: Scene, people: People): TokenRange[] {
  const { tokens } = scene.parse;
  const isName = new Uint8Array(tokens.length);
  for (const { from, to } of people.named) isName.fill(1, from, to);
  const found: TokenRange[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (isName[i] === 1 || !(tokens.relation[i] as string).startsWith("nsubj")) continue;
    if (/^(?:he|she)$/i.test(tokens.upos[i] === "PRON" ? formAt(scene, i) : ""))
      found.push({ from: i, to: i + 1 });
    if (tokens.upos[i] !== "NOUN" && tokens.upos[i] !== "PROPN") continue;
    // A line without a stop before it is another's: "Talks resume | The envoy said".
    const { from: floor, to: ceiling } = scene.parse.sentences[sentenceAt(scene, i)] as TokenRange;
    let from = i;
    while (floor < from && i - from < 8 && isName[from - 1] === 0 && isModifier(scene, from - 1)) from--;
    let to = i + 1;
    while (to + 1 < ceiling && to - i < 8 && /^(?:of|for)$/.test(formAt(scene, to))) {
      to++;
      while (to < ceiling && to - i < 10 && isModifier(scene, to)) to++;
    }
    found.push({ from, to });
  }
  return found;
}

function isModifier({ parse: { tokens } }: Scene, token: number): boolean {
  const part = tokens.upos[token];
  if (/^[’']s$/.test(tokens.lemma[token] as string)) return true;
  return part === "ADJ" || part === "NOUN" || part === "PROPN" || part === "DET" || part === "NUM";
}

/** The group that a phrase in the plural describes; null when it describes none. */
export function addGroup({ scene, cast, outside }: Recall, range: TokenRange): number | null {
  const title = titleOf(scene, range);
  if (title === null || (title.kind !== "group" && title.kind !== "bodies")) return null;
  const code = title.known?.code ?? null;
  // "Cuban rebel leaders" lead rebels, though leaders are of the government.
  const known = outside.phrase(wordsOf(scene, range.from, range.to), scene.parse.article.published);
  const force = known !== null && known.code === code && known.sector === "REB" ? known.sector : null;
  return cast.add(`group ${keyWords(scene, range.from, range.to)}`, {
    name: nameOf(scene, range),
    kind: "group",
    code,
    sector: force ?? title.sector ?? title.known?.sector ?? null,
    titles: [title],
    anonymous: title.kind === "group",
  });
}

/** The words of a phrase as a name: without the article, in one line. */
export function nameOf(scene: Scene, { from, to }: TokenRange): string {
  const { start, end } = spanOf(scene, from, to);
  return scene.text
    .slice(start, end)
    .replace(/\s+/g, " ")
    .replace(/^(?:the|an?)\s+/i, "");
}
