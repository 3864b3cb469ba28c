/**
 * Events in the columns of other event data, for programs that read those: POLECAT, ICEWS, GDELT 2.0. What we do not
 * know stays empty, never 0. ICEWS and GDELT hold what happened only, and one actor a side: events of several are given
 * by their first, and other statuses are left out; the manifest says how many.
 */
import { dayText } from "../merge/days.ts";
import type { LedgerEvent, LedgerParty, LedgerRecord } from "../model/ledger.ts";
import { type Cell, type Column, nameOf, quadOf } from "./columns.ts";

type Of = (record: LedgerRecord) => Cell;

const actors = (record: LedgerRecord): readonly LedgerParty[] => (record.finding as LedgerEvent).actors;
const recipients = (record: LedgerRecord): readonly LedgerParty[] => {
  const { actors: sources, recipients: targets } = record.finding as LedgerEvent;
  return 0 < targets.length ? targets : sources.slice(1); // Of two who meet, the second stands as recipient.
};
const list =
  (of: (record: LedgerRecord) => readonly LedgerParty[], value: (party: LedgerParty) => string | null): Of =>
  (record) =>
    of(record)
      .map(value)
      .filter((it) => it !== null)
      .join(";") || null;
const first =
  (of: (record: LedgerRecord) => readonly LedgerParty[], value: (party: LedgerParty) => string | null): Of =>
  (record) => {
    const [party] = of(record);
    return party === undefined ? null : value(party);
  };
const nothing: Of = () => null;
const day: Of = (record) => (record.day === null || record.day !== record.dayTo ? null : dayText(record.day));
const placeOf: Of = ({ finding }) => (finding as LedgerEvent).place?.exact ?? null;

function columns(pairs: readonly (readonly [name: string, value: Of])[]): readonly Column[] {
  return pairs.map(([name, value]) => ({ name, type: "string", about: name, value }));
}

const sidesOfPolecat = (side: string, of: typeof actors): readonly (readonly [string, Of])[] => [
  [`${side} Name`, list(of, nameOf)],
  [`${side} Country`, list(of, ({ code }) => code)],
  [`${side} COW`, nothing],
  [`Primary ${side} Sector`, first(of, ({ sector }) => sector)],
  [`${side} Sectors`, list(of, ({ sector }) => sector)],
  [`${side} Title`, list(of, ({ office }) => office)],
  [`${side} Name Raw`, list(of, ({ exact }) => exact)],
  [`Wikipedia ${side} ID`, nothing],
];

/** POLECAT's names of columns. */
export const polecatColumns = columns([
  ["Event ID", ({ id }) => id],
  ["Event Date", day],
  ["Event Type", ({ type }) => type],
  ["Event Mode", ({ mode }) => mode],
  ["Intensity", ({ score }) => score],
  ["Quad Code", ({ type }) => quadOf[type] ?? null],
  ["Contexts", ({ finding }) => (finding as LedgerEvent).contexts.join(";") || null],
  ...sidesOfPolecat("Actor", actors),
  ...sidesOfPolecat("Recipient", recipients),
  ["Placename", placeOf],
  ["City", nothing],
  ["District", nothing],
  ["Province", nothing],
  ["Country", nothing],
  ["Latitude", nothing],
  ["Longitude", nothing],
  ["GeoNames ID", nothing],
  ["Raw Placename", placeOf],
  ["Feature Type", nothing],
  ["Source", ({ first: place }) => place.outlet],
  ["Publication Date", ({ first: place }) => place.published],
  ["Story People", nothing],
  ["Story Organizations", nothing],
  ["Story Locations", nothing],
  ["Language", () => "en"],
  ["Version", () => "demarche"],
]);

/** ICEWS's names of columns. */
export const icewsColumns = columns([
  ["Event ID", ({ id }) => id],
  ["Event Date", day],
  ["Source Name", first(actors, nameOf)],
  ["Source Sectors", first(actors, ({ sector }) => sector)],
  ["Source Country", first(actors, ({ code }) => code)],
  ["Event Text", ({ words }) => words],
  ["CAMEO Code", ({ cameo }) => cameo],
  ["Intensity", ({ score }) => score],
  ["Target Name", first(recipients, nameOf)],
  ["Target Sectors", first(recipients, ({ sector }) => sector)],
  ["Target Country", first(recipients, ({ code }) => code)],
  ["Story ID", ({ first: place }) => place.article],
  ["Sentence Number", nothing],
  ["Publisher", ({ first: place }) => place.outlet],
  ["City", nothing],
  ["District", nothing],
  ["Province", nothing],
  ["Country", nothing],
  ["Latitude", nothing],
  ["Longitude", nothing],
]);

const sideOfGdelt = (n: 1 | 2, of: typeof actors): readonly (readonly [string, Of])[] => [
  [`Actor${n}Code`, first(of, ({ code, sector }) => (code === null ? sector : `${code}${sector ?? ""}`))],
  [`Actor${n}Name`, first(of, (party) => nameOf(party).toUpperCase())],
  [`Actor${n}CountryCode`, first(of, ({ code }) => (code !== null && /^[A-Z]{3}$/.test(code) ? code : null))],
  ...["KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"].map(
    (it) => [`Actor${n}${it}`, nothing] as const,
  ),
  [`Actor${n}Type1Code`, first(of, ({ sector }) => sector)],
  [`Actor${n}Type2Code`, nothing],
  [`Actor${n}Type3Code`, nothing],
];

const geoOfGdelt = (name: string): readonly (readonly [string, Of])[] =>
  ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"].map(
    (it) => [`${name}_${it}`, name === "ActionGeo" && it === "FullName" ? placeOf : nothing] as const,
  );

const quadClasses: Readonly<Record<string, number>> = { "V-COOP": 1, "M-COOP": 2, "V-CONF": 3, "M-CONF": 4 };
const sqlDate: Of = (record) => (day(record) as string | null)?.replaceAll("-", "") ?? null;

/** GDELT 2.0's 61 columns; its files have no header. */
export const gdeltColumns = columns([
  ["GLOBALEVENTID", ({ id }) => id],
  ["SQLDATE", sqlDate],
  ["MonthYear", (it) => (sqlDate(it) as string | null)?.slice(0, 6) ?? null],
  ["Year", (it) => (sqlDate(it) as string | null)?.slice(0, 4) ?? null],
  ["FractionDate", fractionOf],
  ...sideOfGdelt(1, actors),
  ...sideOfGdelt(2, recipients),
  ["IsRootEvent", nothing],
  ["EventCode", ({ cameo }) => cameo],
  ["EventBaseCode", ({ cameo }) => cameo?.slice(0, 3) ?? null],
  ["EventRootCode", ({ cameo }) => cameo?.slice(0, 2) ?? null],
  ["QuadClass", ({ type }) => quadClasses[quadOf[type] ?? ""] ?? null],
  ["GoldsteinScale", ({ score }) => score],
  ["NumMentions", ({ mentions }) => mentions],
  ["NumSources", ({ sources }) => sources],
  ["NumArticles", ({ reports }) => reports],
  ["AvgTone", nothing],
  ...geoOfGdelt("Actor1Geo"),
  ...geoOfGdelt("Actor2Geo"),
  ...geoOfGdelt("ActionGeo"),
  ["DATEADDED", nothing],
  ["SOURCEURL", ({ first: place }) => place.url],
]);

/** The year with the share of it that has passed, as GDELT reckons it. */
function fractionOf(record: LedgerRecord): Cell {
  const text = day(record) as string | null;
  if (text === null) return null;
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
  return (year + ((month - 1) * 30 + date) / 365).toFixed(4);
}

/** Whether an event happened, for formats that know nothing else. */
export function hasHappened({ status }: LedgerRecord): boolean {
  return status === "occurred" || status === "ongoing";
}
