/**
 * Rows of a ledger of many events and a third as many statements, of the shapes of real ones: who with whom as unequal
 * as in the news, types as frequent, twenty years. The same number gives the same rows on both engines.
 */
import pg from "pg";
import Database from "libsql";
import type { LedgerFinding } from "../src/model/ledger.ts";
import type { Tables } from "../src/store/tables.ts";

export const codes =
  "USA RUS CHN UKR ISR IRN GBR FRA DEU TUR IND PAK PRK KOR JPN SYR SAU EGY CUB VEN POL BLR GEO ARM AZE SRB XKX YEM IRQ AFG LBN JOR ETH ERI SDN MLI NGA ZAF BRA MEX".split(
    " ",
  );
const types: readonly (readonly [string, string | null, string | null, number, number, string])[] = [
  ["CONSULT", "meet", "046", 7, 30, "held talks with"],
  ["ACCUSE", "disapprove", "111", -2, 22, "condemned the conduct of"],
  ["SANCTION", "discontinue", "163", -8, 8, "imposed sanctions against"],
  ["AGREE", "sign", "057", 8, 7, "signed an agreement with"],
  ["ASSAULT", null, "190", -10, 9, "shelled positions of"],
  ["THREATEN", null, "130", -5.8, 6, "threatened"],
  ["AID", null, "070", 7.4, 6, "delivered aid to"],
  ["REJECT", null, "120", -4, 6, "rejected the proposal of"],
  ["COOPERATE", null, "050", 3.5, 3, "reopened its embassy in"],
  ["CONCEDE", null, "085", 7, 3, "lifted sanctions against"],
];
const statuses = ["occurred", "occurred", "occurred", "occurred", "planned", "negated", "hypothetical"];
export const topics =
  "embargo ceasefire prisoners border grain pipeline reactor treaty election refugees missiles airspace fishing tariff drones hostages canal water visas".split(
    " ",
  );

let state = 42;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
/** The first are much more frequent than the last. */
const pick = <Item>(items: readonly Item[], skew = 1): Item =>
  items[Math.floor(random() ** skew * items.length)] as Item;
const pickType = (): (typeof types)[number] => {
  let left = random() * 100;
  return types.find((type) => (left -= type[4]) < 0) ?? (types[0] as (typeof types)[number]);
};

/** A row and its table. */
type Row = { [Table in keyof Tables]: readonly [Table, Tables[Table]] }[keyof Tables];

const idOf = (letter: string, n: number): string => letter + n.toString(32).padStart(16, "0");

/** All rows of a ledger with so many events. */
export function* rowsOf(nEvents: number): Generator<Row> {
  const nAll = nEvents + Math.round(nEvents * 0.3);
  for (let i = 1; i <= nAll; i++) {
    const isEvent = i <= nEvents;
    const kind = isEvent ? ("event" as const) : ("statement" as const);
    const [source, target] = [pick(codes, 2), pick(codes, 2)];
    const day = 11_000 + Math.floor(random() * 9_000);
    const number = Math.ceil(i / 10);
    const hash = number.toString(16).padStart(64, "0");
    if (i % 10 === 1) {
      yield [
        "articles",
        {
          hash,
          number,
          text: "",
          url: `https://site.example/${i}`,
          outlet: "Courier",
          title: "Title",
          published: "2015-01-01",
          language: "en",
          day,
          cluster: hash,
          signature: null,
          reports: 1,
          is_deleted: 0,
        },
      ];
    }
    const [type, mode, cameo, score, , verb] = pickType();
    const status = isEvent ? pick(statuses) : "speech";
    const words = isEvent
      ? `${source} ${verb} ${target}`
      : `we will talk about the ${pick(topics, 2)} and the ${pick(topics)} when ${pick(topics)} and ${pick(topics)} are settled`;
    const [own, mention] = [idOf(isEvent ? "E" : "S", i), idOf(isEvent ? "e" : "s", i)];
    const detail = isEvent
      ? { type, mode, cameo, score }
      : { type: "direct", mode: null, cameo: null, score: null };
    yield [
      "records",
      {
        id: own,
        kind,
        number: i,
        block: `${isEvent ? `${type}|${status}` : "speech"}|${source}`,
        cluster: hash,
        features: JSON.stringify([
          [day, day],
          [day, day],
          [source],
          [target],
          detail.mode,
          detail.cameo,
          words,
          "",
        ]),
        day,
        day_to: day,
        order_day: day,
        last_day: day,
        edtf: "2015-01-01",
        basis: "stated",
        ...detail,
        status,
        confidence: null,
        words,
        wordings: "[]",
        first_mention: mention,
        merged_into: null,
        split_from: null,
        review: null,
        n_mentions: 1,
        reports: 1,
        sources: 1,
        revision: 1,
      },
    ];
    yield [
      "mentions",
      {
        id: mention,
        kind,
        article: hash,
        record: own,
        home: own,
        reason: "first report",
        finding: JSON.stringify(
          findingOf({ id: mention, source, target, words, verb, status, ...detail, isEvent }),
        ),
        engine: "bench",
        is_live: 1,
      },
    ];
    const roles = isEvent ? ["actor", "recipient"] : ["speaker", "addressee"];
    for (const [at, code] of [source, target].entries()) {
      const party = { record: own, kind, role: roles[at] as string, order_day: day };
      yield ["parties", { ...party, actor: "", code }];
      yield ["parties", { ...party, actor: idOf("A", codes.indexOf(code)), code: "" }];
    }
    if (source !== target) {
      yield [
        "pairs",
        { record: own, kind, source, target, type: detail.type, status, number: i, order_day: day },
      ];
    }
    yield ["wordings", { number: i, record: own, kind, words }];
    yield ["worded", { wording: i, record: i }];
  }
  for (const [i, code] of codes.entries()) {
    yield [
      "actors",
      {
        id: idOf("A", i),
        key: `bench:${code}`,
        name: code,
        folded: code.toLowerCase(),
        sound: `name ${code}`,
        kind: "state",
        code,
        sector: "GOV",
        n_articles: 1000,
        merged_into: null,
        revision: 1,
      },
    ];
  }
}

interface Shape {
  readonly id: string;
  readonly isEvent: boolean;
  readonly source: string;
  readonly target: string;
  readonly words: string;
  readonly verb: string;
  readonly type: string;
  readonly mode: string | null;
  readonly cameo: string | null;
  readonly score: number | null;
  readonly status: string;
}

function findingOf({
  id,
  isEvent,
  source,
  target,
  words,
  verb,
  type,
  mode,
  cameo,
  score,
  status,
}: Shape): LedgerFinding {
  const name = (code: string) => ({
    actor: idOf("A", codes.indexOf(code)),
    start: 0,
    end: 3,
    exact: code,
    name: code,
    kind: "state",
    code,
    sector: "GOV",
    office: null,
  });
  const common = { id, rule: "bench", date: null };
  const finding = isEvent
    ? {
        ...common,
        start: 0,
        end: words.length,
        exact: words,
        trigger: { start: 4, end: 9, exact: verb },
        type,
        mode,
        cameo,
        contexts: [],
        actors: [name(source)],
        recipients: [name(target)],
        place: null,
        status,
        score,
        statement: null,
      }
    : {
        ...common,
        speaker: name(source),
        addressee: name(target),
        cue: null,
        content: [{ start: 0, end: words.length, exact: words }],
        form: "direct",
        kind: "speech",
        nestedIn: null,
        via: [],
      };
  return finding as unknown as LedgerFinding;
}

/** What numbers given out must go on from. */
function countersOf(nEvents: number): readonly (readonly [name: string, value: number])[] {
  const nAll = nEvents + Math.round(nEvents * 0.3);
  return [
    ["record", nAll],
    ["wording", nAll],
    ["article", Math.ceil(nAll / 10)],
  ];
}

/** Fills an empty SQLite ledger. */
export function fillSqlite(file: string, nEvents: number): void {
  const db = new Database(file);
  db.exec("pragma synchronous = off; pragma cache_size = -400000");
  const inserts = new Map<string, ReturnType<typeof db.prepare>>();
  let n = 0;
  db.exec("begin");
  for (const [table, row] of rowsOf(nEvents)) {
    // SQLite's full-text table has its number as `rowid`.
    const names = Object.keys(row).map((name) =>
      table === "wordings" && name === "number" ? "rowid" : name,
    );
    const insert =
      inserts.get(table) ??
      db.prepare(`insert into ${table} (${names.join()}) values (${names.map(() => "?").join()})`);
    inserts.set(table, insert);
    insert.run(...Object.values(row));
    if (++n % 400_000 === 0) db.exec("commit; begin");
  }
  db.exec("commit");
  for (const [name, value] of countersOf(nEvents)) {
    db.exec(`update counters set value = ${value} where name = '${name}'`);
  }
  db.close();
}

const rowsPerInsert = 5000;

/** Fills an empty PostgreSQL ledger. */
export async function fillPostgres(url: string, nEvents: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set synchronous_commit = off");
  const held = new Map<string, object[]>();
  const flush = async (table: string, rows: readonly object[]): Promise<void> => {
    const names = Object.keys(rows[0] as object).join();
    await client.query(
      `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    );
  };
  for (const [table, row] of rowsOf(nEvents)) {
    const rows = held.get(table) ?? [];
    held.set(table, rows);
    rows.push(row);
    if (rows.length === rowsPerInsert) {
      await flush(table, rows);
      held.set(table, []);
    }
  }
  for (const [table, rows] of held) if (0 < rows.length) await flush(table, rows);
  for (const [name, value] of countersOf(nEvents)) {
    await client.query("update counters set value = $1 where name = $2", [value, name]);
  }
  await client.query("vacuum analyze");
  await client.end();
}
