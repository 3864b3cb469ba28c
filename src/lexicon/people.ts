/**
 * People of the register and the offices they held, each from a day to a day: who "President Putin" is, and what, depends
 * on the date in view. An office that was open when the table was made is not believed for ever
 * (docs/decisions/0500-dated-offices.md).
 */
import { isEdtfDate } from "../model/date.ts";
import { type DataRow, listCell, refuse } from "./table.ts";

/** One line of `data/leaders.tsv`. */
export interface HeldOffice {
  /** ISO 3166 alpha-3, or a code of `data/bodies.tsv`. */
  readonly code: string;
  /** Role of `data/offices.tsv`. */
  readonly role: string;
  readonly sector: string;
  /** EDTF day, month or year, inclusive. */
  readonly from: string;
  /** EDTF, inclusive; null: still held at `knownUntil`. */
  readonly to: string | null;
  /** EDTF: when the table last knew it held; null for an office that has ended. */
  readonly knownUntil: string | null;
  /** Held beside another's claim to the same office. */
  readonly isRival: boolean;
}

export interface KnownPerson {
  readonly name: string;
  /** By start. */
  readonly offices: readonly HeldOffice[];
}

export interface People {
  /** By full name in any spelling, as `plainName` gives it. */
  readonly byName: ReadonlyMap<string, readonly KnownPerson[]>;
  /** By the name somebody goes by alone ("Putin", "Lula"). */
  readonly byShortName: ReadonlyMap<string, readonly KnownPerson[]>;
  /** By last word of the name too, where it is too common to stand alone: believed with a title only. */
  readonly bySurname: ReadonlyMap<string, readonly KnownPerson[]>;
  /** Keys of `byName` by their first word, which is as a rule a given name. */
  readonly namesByFirst: ReadonlyMap<string, readonly string[]>;
  /** By `code role`. */
  readonly byOffice: ReadonlyMap<string, readonly KnownPerson[]>;
  /** The first spelling of each group, by each of its spellings. */
  readonly spellings: ReadonlyMap<string, string>;
}

/** What somebody is at a day. */
export interface OfficeInView {
  /** Code of the state or body; null where offices of several are possible. */
  readonly code: string | null;
  readonly sector: string | null;
  /** Null where several are possible, or none is held. */
  readonly role: string | null;
  /** `held` at the day; `last-known`: open when the table was made, which was before the day; `former`; `undated`: no day. */
  readonly standing: "held" | "last-known" | "former" | "undated";
}

/** The rows of the tables that people are made of, and what they are checked against. */
export interface PeopleTables {
  readonly leaders: readonly DataRow[];
  readonly names: readonly DataRow[];
  readonly spellings: readonly DataRow[];
  /** Sector by role. */
  readonly roles: ReadonlyMap<string, string>;
  /** Sector by code, `GOV` for states. */
  readonly codes: ReadonlyMap<string, string>;
}

/** @throws DemarcheError `lexicon/malformed` naming file and line */
export function compilePeople({ leaders, names, spellings, roles, codes }: PeopleTables): People {
  const firsts = new Map<string, string>();
  for (const row of spellings) {
    const group = listCell(row.cells[0] as string);
    for (const word of group) {
      if (firsts.has(word)) refuse(row.place, "a spelling of one group", `"${word}" again`);
      firsts.set(word, group[0] as string);
    }
  }
  const held = new Map<string, HeldOffice[]>();
  for (const row of leaders) {
    const office = officeOf(row, roles, codes);
    push(held, row.cells[0] as string, office);
  }
  const byName = new Map<string, KnownPerson[]>();
  const byShortName = new Map<string, KnownPerson[]>();
  const bySurname = new Map<string, KnownPerson[]>();
  const byOffice = new Map<string, KnownPerson[]>();
  const calls = new Map<string, DataRow>();
  for (const row of names) {
    const name = row.cells[0] as string;
    if (!held.has(name)) refuse(row.place, "a person of leaders.tsv in column 1", `"${name}"`);
    if (calls.has(name)) refuse(row.place, "a person once", `"${name}" again`);
    calls.set(name, row);
  }
  for (const [name, offices] of held) {
    const person: KnownPerson = {
      name,
      offices: offices.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    };
    const row = calls.get(name);
    const [, others, alone] = row?.cells ?? [name, "-", lastWordOf(name)];
    for (const key of new Set([name, ...listCell(others as string)].map((it) => plainName(it, firsts))))
      push(byName, key, person);
    for (const key of new Set(listCell(alone as string).map((it) => plainName(it, firsts))))
      push(byShortName, key, person);
    for (const key of new Set(
      [lastWordOf(name), ...listCell(alone as string)].map((it) => plainName(it, firsts)),
    ))
      push(bySurname, key, person);
    for (const key of new Set(offices.map(({ code, role }) => `${code} ${role}`)))
      push(byOffice, key, person);
  }
  const namesByFirst = new Map<string, string[]>();
  for (const key of byName.keys()) push(namesByFirst, key.split(" ")[0] as string, key);
  return { byName, namesByFirst, byShortName, bySurname, byOffice, spellings: firsts };
}

function officeOf(
  row: DataRow,
  roles: ReadonlyMap<string, string>,
  codes: ReadonlyMap<string, string>,
): HeldOffice {
  const [, code, role, from, to, source] = row.cells as [string, string, string, string, string, string];
  const codeSector = codes.get(code);
  const roleSector = roles.get(role);
  if (codeSector === undefined)
    refuse(row.place, "a code of states.tsv or bodies.tsv in column 2", `"${code}"`);
  if (roleSector === undefined) refuse(row.place, "a role of offices.tsv in column 3", `"${role}"`);
  const isOpen = to.endsWith("..");
  const end = isOpen ? to.slice(0, -2) : to;
  for (const [date, column] of [
    [from, 4],
    [end, 5],
  ] as const) {
    if (!isEdtfDate(date)) refuse(row.place, `an EDTF day, month or year in column ${column}`, `"${date}"`);
  }
  if (lastDayOf(end) < from) refuse(row.place, "an end after the start in column 5", `"${to}"`);
  return {
    code,
    role,
    sector: codeSector === "GOV" ? roleSector : codeSector,
    from,
    to: isOpen ? null : end,
    knownUntil: isOpen ? end : null,
    isRival: /; rival\b/.test(source),
  };
}

/**
 * A name made plain for lookup: lower case, without accents, periods and hyphens, "al-" and "el-" left out, each word in
 * the first of its spellings.
 *
 *     Sergey Lavrov → sergei lavrov    Bashar al-Assad → bashar assad    J.D. Vance → jd vance
 */
export function plainName(name: string, spellings: ReadonlyMap<string, string>): string {
  const words = isPlain.test(name) ? name.toLowerCase().split(" ") : plainWords(name);
  const kept = words.length < 2 ? words : words.filter((word) => word !== "al" && word !== "el");
  return kept.map((word) => spellings.get(word) ?? word).join(" ");
}

/** Names of which nothing but the case has to be changed: most, and thousands are made plain before the first article. */
const isPlain = /^[A-Za-z]{2,}(?: [A-Za-z]{2,})*$/;

function plainWords(name: string): string[] {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[øłıðđß]/g, (letter) => ({ ø: "o", ł: "l", ı: "i", ð: "d", đ: "d", ß: "ss" })[letter] ?? letter)
    .replaceAll("’", "'")
    .replace(/[.\s]+/g, " ")
    .replace(/\b(\p{L}) (?=\p{L}(?: |$))/gu, "$1")
    .split(/[\s-]+/)
    .filter((word) => word !== "");
}

/**
 * People of this full name. A middle initial that the register lacks is passed over: "Donald J. Trump". Two may bear it:
 * "George Bush".
 */
export function peopleNamed(people: People, name: string): readonly KnownPerson[] {
  const key = plainName(name, people.spellings);
  const found = people.byName.get(key);
  if (found !== undefined) return found;
  const bare = key.replace(/ \p{L}(?= )/u, "");
  return bare === key ? [] : (people.byName.get(bare) ?? []);
}

/**
 * The offices somebody holds at a day (an EDTF day, month or year), those still open when the table was made included
 * only up to then; all of them where the day is null.
 */
export function officesAt(person: KnownPerson, day: string | null): readonly HeldOffice[] {
  if (day === null) return person.offices;
  return person.offices.filter((office) => isHeld(office, day));
}

function isHeld({ from, to, knownUntil }: HeldOffice, day: string): boolean {
  return from <= lastDayOf(day) && day <= lastDayOf(to ?? knownUntil ?? from);
}

/** EDTF dates are ordered as text once the end of a month or year is written out. */
function lastDayOf(date: string): string {
  return date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date;
}

/**
 * What somebody is at a day. Without a day a code or sector is believed only when all offices agree on it. Who has left
 * office belongs to PLOVER's elites (`ELI`) of that state, and to no body.
 */
export function standingAt(person: KnownPerson, day: string | null, codes: CodeSectors): OfficeInView {
  if (day === null) return sharedBy(person.offices, "undated");
  const held = officesAt(person, day);
  if (0 < held.length) return sharedBy(day.length < 10 ? held : lastBegun(held), "held");
  const open = person.offices.filter(({ to, from }) => to === null && from <= day);
  if (0 < open.length) return { ...sharedBy(open, "last-known"), role: null };
  const before = person.offices.filter(({ to }) => to !== null && to < day);
  if (before.length === 0) return { ...sharedBy(person.offices, "former"), sector: null, role: null };
  const last = before.reduce((a, b) => ((a.to ?? "") <= (b.to ?? "") ? b : a));
  const isState = codes.get(last.code) === "GOV";
  return { code: isState ? last.code : null, sector: isState ? "ELI" : null, role: null, standing: "former" };
}

/** Of offices held at once, what somebody is called by is what came last: a senator who runs for president. */
function lastBegun(held: readonly HeldOffice[]): readonly HeldOffice[] {
  const last = held.reduce((a, b) => (a.from < b.from ? b : a)).from;
  return held.filter(({ from }) => from === last);
}

/** Sector by code of states and bodies. */
export type CodeSectors = ReadonlyMap<string, string>;

function sharedBy(offices: readonly HeldOffice[], standing: OfficeInView["standing"]): OfficeInView {
  const only = (key: "code" | "sector" | "role"): string | null => {
    const values = new Set(offices.map((office) => office[key]));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  return { code: only("code"), sector: only("sector"), role: only("role"), standing };
}

/** Roles that a word for one may mean in states that have no such office. */
const stands: ReadonlyMap<string, readonly string[]> = new Map([
  ["foreign-minister", ["secretary-of-state"]],
  ["leader", ["monarch", "president", "prime-minister"]],
]);

/**
 * Who holds an office at a day: "the Russian foreign minister" of 2015 is Sergei Lavrov. Null without a day, where nobody
 * or more than one is known, or where two claim it.
 */
export function holderOf(people: People, code: string, role: string, day: string | null): KnownPerson | null {
  if (day === null) return null;
  const holders = (of: readonly string[]): KnownPerson[] => {
    const found = of.flatMap((it) =>
      (people.byOffice.get(`${code} ${it}`) ?? []).filter((person) =>
        person.offices.some((office) => office.code === code && office.role === it && isHeld(office, day)),
      ),
    );
    return [...new Set(found)];
  };
  const own = holders([role]);
  const found = 0 < own.length ? own : holders(stands.get(role) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The last words of all names of `leaders.tsv` and `leader-names.tsv`, in lower case and without marks. */
export function familyNames(leaders: readonly DataRow[], names: readonly DataRow[]): ReadonlySet<string> {
  const all = [
    ...leaders.map(({ cells }) => cells[0] as string),
    ...names.flatMap(({ cells }) => [...listCell(cells[1] as string), ...listCell(cells[2] as string)]),
  ];
  return new Set(all.map((name) => plainName(lastWordOf(name), new Map())));
}

function lastWordOf(name: string): string {
  return name
    .replace(/ Jr\.$/, "")
    .split(" ")
    .at(-1) as string;
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
