/**
 * The actors of an article while their mentions are being gathered: people with their offices first, then states,
 * bodies, offices and groups as they are met.
 */
import { foldName } from "../lexicon/lexicon.ts";
import type { Actor, HeldOffice } from "../model/actor.ts";
import type { Span } from "../model/span.ts";
import { type Introduced, type Introduction, officeWords } from "./introductions.ts";
import type { Outside, Outsider, Standing } from "./outside.ts";
import { courtesyGender, type People } from "./people.ts";
import { lowerAt, type Scene } from "./scene.ts";
import type { Title } from "./titles.ts";

/** An actor while its mentions are being gathered. */
export interface Draft {
  readonly name: string;
  readonly kind: Actor["kind"];
  code: string | null;
  sector: string | null;
  titles: readonly Title[];
  readonly offices: readonly HeldOffice[];
  readonly office: string | null;
  readonly gender: "f" | "m" | null;
  readonly anonymous: boolean;
  /** Where a record names it. */
  readonly mentions: Span[];
  /** Where else the text names it. */
  readonly others: Span[];
  /** How often the article names it. */
  readonly nNamed: number;
}

export interface Cast {
  /** People first, by their index in `People.people`. */
  readonly drafts: Draft[];
  /** People, offices and groups by a role or by the words of a title. */
  readonly byTitle: ReadonlyMap<string, readonly number[]>;
  /** The actor of a key, made when it is new. */
  add(key: string, draft: Pick<Draft, "name" | "kind"> & Partial<Draft>): number;
  known(actor: Outsider): number;
}

/** Offices of one person in one article at most. */
const mostOffices = 24;

/** The cast with all people in it. */
export function newCast(scene: Scene, people: People, introduced: Introduced, outside: Outside): Cast {
  const drafts = listDrafts(scene, people, introduced, outside);
  const byKey = new Map<string, number>();
  const byTitle = new Map<string, number[]>();
  const push = (key: string, actor: number): void => {
    const list = byTitle.get(key);
    if (list === undefined) byTitle.set(key, [actor]);
    else if (list.at(-1) !== actor) list.push(actor);
  };
  const index = (actor: number): void => {
    for (const { role, words } of (drafts[actor] as Draft).titles) {
      if (role !== null) push(`role ${role}`, actor);
      push(words, actor);
    }
  };
  drafts.forEach((_, actor) => index(actor));
  const add: Cast["add"] = (key, draft) => {
    const found = byKey.get(key);
    if (found !== undefined) return found;
    byKey.set(key, drafts.length);
    drafts.push({ ...nothing, mentions: [], others: [], ...draft });
    index(drafts.length - 1);
    return drafts.length - 1;
  };
  return {
    drafts,
    byTitle,
    add,
    known: ({ code, sector, name, kind }) => add(`known ${code} ${sector}`, { name, kind, code, sector }),
  };
}

const nothing: Omit<Draft, "name" | "kind" | "mentions" | "others"> = {
  code: null,
  sector: null,
  titles: [],
  offices: [],
  office: null,
  gender: null,
  anonymous: false,
  nNamed: 0,
};

function listDrafts(
  scene: Scene,
  { people, named }: People,
  introduced: Introduced,
  outside: Outside,
): Draft[] {
  const offices: Introduction[][] = people.map(() => []);
  const counts = people.map(() => 0);
  const courtesies: ("f" | "m" | null)[] = people.map(() => null);
  for (const { person, index, from } of named) {
    counts[person] = (counts[person] as number) + 1;
    offices[person]?.push(...(introduced.get(index) ?? []));
    courtesies[person] ??= courtesyGender(scene, from);
  }
  return people.map(({ name, words }, i): Draft => {
    const own = distinct(scene, offices[i] as Introduction[]);
    const said = own.map((it) => it.title);
    const known = said.find((it) => it.known !== null)?.known ?? null;
    const first = own[0];
    const standing = outside.person(name, first?.role ?? null, scene.parse.article.published);
    const told = known === null || standing?.code === known.code ? standing : null;
    // "John Kerry … The secretary of state": who is introduced without an office bears the one that is known.
    const titles = told === null || told.role === null || 0 < said.length ? said : [titleOutside(told)];
    return {
      ...nothing,
      name,
      kind: "person",
      code: known?.code ?? told?.code ?? null,
      sector: titles.find((it) => it.sector !== null)?.sector ?? told?.sector ?? null,
      titles,
      offices: own.map(({ start, end, role, code }) => ({ start, end, role, code })),
      office: first === undefined ? null : officeWords(scene, first),
      gender: courtesies[i] ?? genderOf(scene, words, titles),
      mentions: [],
      others: [],
      nNamed: counts[i] as number,
    };
  });
}

/** The title of an office that stands nowhere in the article. */
function titleOutside({ role, office, sector }: Standing): Title {
  return {
    from: 0,
    to: 0,
    words: office ?? role ?? "",
    role,
    roles: null,
    kind: "person",
    sector,
    known: null,
    article: "none",
  };
}

/** The introductions that say something new, each where it is said first. */
function distinct(scene: Scene, all: readonly Introduction[]): Introduction[] {
  const byWords = new Map<string, Introduction>();
  for (const it of all) {
    const key = officeWords(scene, it).toLowerCase();
    if (byWords.size < mostOffices && !byWords.has(key)) byWords.set(key, it);
  }
  return [...byWords.values()].sort((a, b) => a.start - b.start);
}

function genderOf(scene: Scene, words: readonly string[], titles: readonly Title[]): "f" | "m" | null {
  const { genders, familyFirst } = scene.lexicon.givenNames;
  const given = words[0] as string;
  const byName = 1 < words.length && !familyFirst.has(given) ? (genders.get(given) ?? null) : null;
  return byName ?? titles.map(titleGender).find((it) => it !== null) ?? null;
}

/** The gender that a title tells: "spokeswoman", "king". */
export function titleGender({ words }: Title): "f" | "m" | null {
  if (/(?:woman|queen|princess|lady|mother|widow)$/.test(words)) return "f";
  return /(?:[a-z]man|king|prince|emir|sultan|father|ayatollah|pope)$/.test(words) ? "m" : null;
}

/** The words of a phrase that tell it from others: lower case, without articles. */
export function keyWords(scene: Scene, from: number, to: number): string {
  const words: string[] = [];
  for (let i = from; i < to; i++) {
    const word = lowerAt(scene, i);
    if (!/^(?:the|a|an|this|that|one|another|some|[’']s?|\p{P}+)$/u.test(word)) words.push(foldName(word));
  }
  return words.join(" ");
}
