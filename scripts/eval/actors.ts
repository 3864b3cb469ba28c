/**
 * Who is named: the actor texts of PLOVER's gold records, `plover/gold-dev.json` of a data folder, through
 * `actorsOfPhrase`. Country and sector are compared as far as gold gives them; its old codes are made ISO's.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { exchangeCode, exchangeSector } from "../../src/lexicon/exchange.ts";
import type { Lexicon } from "../../src/lexicon/lexicon.ts";
import { loadLexicon } from "../../src/lexicon/load.ts";
import { actorsOfPhrase } from "../../src/resolve/register/phrases.ts";
import { readAmbiguousNames } from "../../src/resolve/register/readings.ts";
import { floorOf } from "./floors.ts";
import type { Row } from "./row.ts";

interface GoldActor {
  readonly actorText?: string;
  readonly code?: string;
  readonly sector?: string;
}

interface GoldRecord {
  readonly text: string;
  readonly source?: readonly GoldActor[] | string;
  readonly target?: readonly GoldActor[] | string;
}

/** One actor text of gold with what was read from it. */
export interface ActorPair {
  readonly text: string;
  readonly gold: { readonly country: string | null; readonly sector: string | null };
  readonly found: { readonly country: string | null; readonly sector: string | null };
}

/** Codes of gold that are not ISO's; bodies of whatever kind are one. */
const goldCodes: Readonly<Record<string, string>> = {
  JAP: "JPN",
  ITL: "ITA",
  VTN: "VNM",
  UNO: "IGO",
  EUR: "IGO",
};

/** All actor texts of the gold with country and sector, gold and found. */
export function readGoldActors(lexicon: Lexicon, records: readonly GoldRecord[]): ActorPair[] {
  return records.flatMap(({ text, source, target }) => {
    const readings = readAmbiguousNames(lexicon, text);
    return [source, target].flatMap((side) =>
      (typeof side === "string" || side === undefined || side === null ? [] : side).flatMap((it) => {
        if (it.actorText === undefined) return [];
        const [actor] = actorsOfPhrase(lexicon, it.actorText, { day: null, readings });
        const code = actor?.code ?? null;
        return {
          text: it.actorText,
          gold: { country: goldCountry(it.code), sector: goldSector(it) },
          found: {
            country: actor?.home ?? bodyKind(lexicon, code),
            sector: exchangeSector(actor?.sector ?? null),
          },
        };
      }),
    );
  });
}

function goldCountry(code: string | undefined): string | null {
  return code === undefined || code === "***" || code === "" ? null : (goldCodes[code] ?? code);
}

/** The first three letters: what follows is an ethnic group. A body's government is the body. */
function goldSector({ code, sector }: GoldActor): string | null {
  if (sector === undefined || sector === "***" || sector === "") return null;
  const short = sector.slice(0, 3);
  return goldCountry(code) === "IGO" && short === "GOV" ? "IGO" : short;
}

/** CAMEO's kind of a body of no one state. */
function bodyKind(lexicon: Lexicon, code: string | null): string | null {
  const actor = code === null ? undefined : lexicon.actors.get(code);
  if (actor === undefined) return null;
  return actor.sector === "IGO"
    ? "IGO"
    : actor.sector === "NGO"
      ? "NGO"
      : actor.sector === "REB"
        ? "IMG"
        : null;
}

interface Passage {
  readonly text: string;
  readonly date: string | null;
  readonly conditions: readonly {
    readonly setter: CodedSpan | null;
    readonly target: CodedSpan | null;
  }[];
}

interface CodedSpan {
  readonly text?: string;
  readonly code: string | null;
}

/** Parties of annotated conditions (`conditions/dev.jsonl`): the whole code, in its exchange style, at the passage's date. */
function evaluateParties(lexicon: Lexicon, data: string): Row[] {
  const file = path.join(data, "conditions", "dev.jsonl");
  if (!existsSync(file)) return [];
  const passages = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Passage);
  const right = passages.flatMap(({ text, date, conditions }) => {
    const view = { day: date, readings: readAmbiguousNames(lexicon, text) };
    const codeOf = (phrase: string): string =>
      actorsOfPhrase(lexicon, phrase, view)
        .flatMap(({ code, sector }) => exchangeCode(lexicon, code, sector) ?? [])
        .join("+");
    return conditions
      .flatMap(({ setter, target }) => [setter, target])
      .flatMap((it) => (it?.code && it.text !== undefined ? [codeOf(it.text) === it.code] : []));
  });
  const value = right.filter(Boolean).length / Math.max(1, right.length);
  const note = `of ${right.length} parties by their words alone, conditions dev`;
  return [{ group: "actors", measure: "code of parties", value, floor: null, note }];
}

/** The rows for `<data>/plover` and `<data>/conditions`; none where they are not there. */
export function evaluateActors(data: string): Row[] {
  const lexicon = loadLexicon();
  return [...evaluateGold(lexicon, data), ...evaluateParties(lexicon, data)];
}

function evaluateGold(lexicon: Lexicon, data: string): Row[] {
  const file = path.join(data, "plover", "gold-dev.json");
  if (!existsSync(file)) return [];
  const pairs = readGoldActors(lexicon, JSON.parse(readFileSync(file, "utf8")) as GoldRecord[]);
  const share = (measure: string, of: readonly ActorPair[], key: "country" | "sector"): Row => {
    const right = of.filter(({ gold, found }) => gold[key] === found[key]);
    return {
      group: "actors",
      measure,
      value: of.length === 0 ? 0 : right.length / of.length,
      floor: floorOf("actors", measure),
      note: `of ${of.length} actor texts, PLOVER gold, odd records`,
    };
  };
  const coded = pairs.filter(({ gold }) => gold.country !== null);
  return [
    share("country", coded, "country"),
    share(
      "country, text has a capital",
      coded.filter(({ text }) => /\p{Lu}/u.test(text)),
      "country",
    ),
    share(
      "country, where one is found",
      coded.filter(({ found }) => found.country !== null),
      "country",
    ),
    share(
      "sector",
      pairs.filter(({ gold }) => gold.sector !== null),
      "sector",
    ),
  ];
}
