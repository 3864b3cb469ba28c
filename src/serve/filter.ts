/** Filters of lists as the address bar holds them: read, checked, written back. The address is the only state. */
import { DemarcheError } from "../model/error.ts";
import type { RecordKind } from "../model/ledger.ts";
import { daysOf } from "../merge/days.ts";
import { type Ledger, parseQuestion, type RecordFilter, renderTerms, type Sides } from "../store/store.ts";

/** One parameter of an address, for reading it and for the description of the API. */
export interface Parameter {
  readonly name: string;
  readonly describe: string;
  readonly pattern: RegExp;
  /** Whether it may be given several times, or parted by commas. */
  readonly isList?: boolean;
}

const day = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** What lists of records can be asked. */
export const filterParameters: readonly Parameter[] = [
  {
    name: "q",
    describe: "words of statements and conditions; quotation marks keep words together, a minus leaves out",
    pattern: /^[^\0]{0,300}$/,
  },
  {
    name: "by",
    describe: "who acts, speaks or demands: code, name, or id of an actor",
    pattern: /^[^\0]{1,120}$/,
  },
  { name: "to", describe: "who it is done, said or put to", pattern: /^[^\0]{1,120}$/ },
  { name: "involving", describe: "who is in it, in either role", pattern: /^[^\0]{1,120}$/ },
  {
    name: "between",
    describe: "two codes, whichever way: RUS,USA",
    pattern: /^[A-Z0-9]{2,12},[A-Z0-9]{2,12}$/,
  },
  {
    name: "type",
    describe: "PLOVER type of events; form of statements; link of conditions",
    pattern: /^[A-Za-z-]{1,20}$/,
    isList: true,
  },
  {
    name: "status",
    describe: "status of events; kind of statements; polarity of conditions",
    pattern: /^[a-z-]{1,20}$/,
    isList: true,
  },
  { name: "mode", describe: "PLOVER mode of events", pattern: /^[a-z-]{1,40}$/ },
  { name: "cameo", describe: "beginning of a CAMEO code, zeros in front included", pattern: /^\d{2,4}$/ },
  { name: "since", describe: "first day: 2015, 2015-07 or 2015-07-20", pattern: day },
  { name: "until", describe: "last day", pattern: day },
  {
    name: "review",
    describe: "none (nobody has looked), accept, fix or reject",
    pattern: /^(none|accept|fix|reject)$/,
  },
  { name: "reports", describe: "least number of reports", pattern: /^\d{1,6}$/ },
  { name: "view", describe: "cards: conditions as cards, on their page", pattern: /^(table|cards)$/ },
];

/** A filter as it was read. */
export interface Asked {
  readonly kind: RecordKind;
  /** Null when somebody is asked for whom the ledger does not know: nothing fits. */
  readonly filter: RecordFilter | null;
  /** The parameters that were given, in the order of the table. */
  readonly params: URLSearchParams;
  /** The question of `q` as it was understood. */
  readonly understood: string | null;
  /** Why nothing can fit. */
  readonly remarks: readonly string[];
}

/**
 * Reads a filter.
 *
 * @throws DemarcheError `serve/bad-request` naming the parameter
 */
export async function readFilter(ledger: Ledger, kind: RecordKind, query: URLSearchParams): Promise<Asked> {
  const params = new URLSearchParams();
  for (const parameter of filterParameters) {
    for (const value of valuesOf(query, parameter)) params.append(parameter.name, value);
  }
  const remarks: string[] = [];
  const sides = async (name: string): Promise<Sides | null | undefined> => {
    const asked = params.get(name);
    if (asked === null) return undefined;
    const found = await ledger.sides(asked);
    if (found === null) remarks.push(`The ledger knows nobody called “${asked}”.`);
    return found;
  };
  const [by, to, involving] = [await sides("by"), await sides("to"), await sides("involving")];
  const q = params.get("q");
  const understood = q === null ? null : renderTerms(parseQuestion(q));
  const isImpossible = [by, to, involving].includes(null);
  const types = params.getAll("type");
  const statuses = params.getAll("status");
  const between = params.get("between")?.split(",");
  const filter: RecordFilter = {
    kind,
    ...(by ? { by } : {}),
    ...(to ? { to } : {}),
    ...(involving ? { involving } : {}),
    ...(between === undefined ? {} : { between: [between[0] as string, between[1] as string] as const }),
    ...(0 < types.length ? { types } : {}),
    ...(0 < statuses.length ? { statuses } : {}),
    ...(params.has("mode") ? { mode: params.get("mode") as string } : {}),
    ...(params.has("cameo") ? { cameo: params.get("cameo") as string } : {}),
    ...(params.has("since") ? { since: dayOf("since", params).from } : {}),
    ...(params.has("until") ? { until: dayOf("until", params).to } : {}),
    ...(params.has("review") ? { review: params.get("review") as string } : {}),
    ...(params.has("reports") ? { minReports: Number(params.get("reports")) } : {}),
    ...(q === null || understood === "" ? {} : { text: q }),
  };
  return {
    kind,
    filter: isImpossible ? null : filter,
    params,
    understood,
    remarks,
  };
}

function valuesOf(query: URLSearchParams, { name, pattern, isList }: Parameter): string[] {
  const given = query.getAll(name).flatMap((value) => (isList === true ? value.split(",") : [value]));
  const values = given.map((value) => value.trim()).filter((value) => value !== "");
  for (const value of values) if (!pattern.test(value)) refuse(name, value);
  if (isList !== true && 1 < values.length) refuse(name, values.join(" and "));
  return [...new Set(values)].slice(0, 40);
}

function dayOf(name: string, params: URLSearchParams): { readonly from: number; readonly to: number } {
  const text = params.get(name) as string;
  return daysOf(text) ?? refuse(name, text);
}

function refuse(name: string, found: string): never {
  const parameter = filterParameters.find((it) => it.name === name);
  throw new DemarcheError(
    "serve/bad-request",
    `expected for "${name}" ${parameter?.describe ?? "a value"}, found "${found.slice(0, 80)}"`,
    { parameter: name },
  );
}

/** The address of a list with one parameter changed: set, or taken out where `value` is null. Paging starts anew. */
export function addressWith(
  path: string,
  params: URLSearchParams,
  name: string,
  value: string | null,
): string {
  const changed = new URLSearchParams(params);
  changed.delete("after");
  if (value === null) changed.delete(name);
  else changed.set(name, value);
  const text = changed.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A place in a list as it stands in an address; opaque, so that it may change. */
export function packPlace(next: string): string {
  return btoa(next).replace(/=+$/, "");
}

/** @throws DemarcheError `serve/bad-request` */
export function unpackPlace(place: string | null): string | null {
  if (place === null || place === "") return null;
  try {
    const next = atob(place);
    if (/^-?\d+(\.\d+)?$/.test(next)) return next;
  } catch {
    // Not base 64: refused like any other.
  }
  throw new DemarcheError(
    "serve/bad-request",
    `expected for "after" the place that a page before gave, found another`,
  );
}
