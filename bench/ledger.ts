/**
 * Questions to a ledger of a million events and 300,000 statements, made of the shapes of real ones: who with whom as
 * unequal as in the news, types as frequent, twenty years. `node dist/bench/ledger.js [FOLDER] [N]` makes it in a
 * folder (3 GB) and prints medians; then adds articles to it and to an empty ledger.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import Database from "libsql";
import { loadKnowledge } from "../src/knowledge.ts";
import { sourceOf } from "../src/model/article.ts";
import { analyze } from "../src/pipeline.ts";
import { judgeRelation, questionOf } from "../src/relation/relation.ts";
import { loadRelationRules } from "../src/relation/load.ts";
import { type Deposit, openLedger } from "../src/store/store.ts";

const folder = process.argv[2] ?? ".";
const nEvents = Number(process.argv[3] ?? 1_000_000);
const nStatements = Math.round(nEvents * 0.3);
const file = path.join(folder, `bench-${nEvents}.db`);

const codes =
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
const topics =
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

async function make(): Promise<void> {
  await (await openLedger(file)).close();
  const db = new Database(file);
  db.exec("pragma synchronous = off; pragma cache_size = -400000");
  const insert = (table: string, n: number) =>
    db.prepare(`insert into ${table} values (${Array(n).fill("?").join(",")})`);
  const record = insert("records", 28);
  const mention = insert("mentions", 9);
  const party = insert("parties", 6);
  const pair = insert("pairs", 8);
  const article = insert("articles", 13);
  const wording = db.prepare("insert into wordings (rowid, record, kind, words) values (?, ?, ?, ?)");
  const id = (letter: string, n: number): string => letter + n.toString(32).padStart(16, "0");
  const nAll = nEvents + nStatements;
  for (let i = 1; i <= nAll; i++) {
    if (i % 50_000 === 1) db.exec(i === 1 ? "begin" : "commit; begin");
    const isEvent = i <= nEvents;
    const kind = isEvent ? "event" : "statement";
    const [source, target] = [pick(codes, 2), pick(codes, 2)];
    const day = 11_000 + Math.floor(random() * 9_000);
    const hash = `${Math.ceil(i / 10)
      .toString(16)
      .padStart(64, "0")}`;
    if (i % 10 === 1)
      article.run(
        hash,
        Math.ceil(i / 10),
        "",
        `https://site.example/${i}`,
        "Courier",
        "Title",
        "2015-01-01",
        "en",
        day,
        hash,
        null,
        1,
        0,
      );
    const [type, mode, cameo, score, , verb] = pickType();
    const status = isEvent ? pick(statuses) : "speech";
    const words = isEvent
      ? `${source} ${verb} ${target}`
      : `we will talk about the ${pick(topics, 2)} and the ${pick(topics)} when ${pick(topics)} and ${pick(topics)} are settled`;
    const name = (code: string) => ({
      actor: id("A", codes.indexOf(code)),
      start: 0,
      end: 3,
      exact: code,
      name: code,
      kind: "state",
      code,
      sector: "GOV",
      office: null,
    });
    const common = { id: id(isEvent ? "e" : "s", i), rule: "bench", date: null };
    const finding = JSON.stringify(
      isEvent
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
          },
    );
    const [own, mentionId] = [id(isEvent ? "E" : "S", i), id(isEvent ? "e" : "s", i)];
    const block = `${isEvent ? `${type}|${status}` : "speech"}|${source}`;
    const features = JSON.stringify([
      [day, day],
      [day, day],
      [source],
      [target],
      isEvent ? mode : null,
      isEvent ? cameo : null,
      words,
      "",
    ]);
    record.run(
      own,
      kind,
      i,
      block,
      hash,
      features,
      day,
      day,
      day,
      day,
      "2015-01-01",
      "stated",
      isEvent ? type : "direct",
      status,
      isEvent ? mode : null,
      isEvent ? cameo : null,
      isEvent ? score : null,
      null,
      words,
      "[]",
      mentionId,
      null,
      null,
      null,
      1,
      1,
      1,
      1,
    );
    mention.run(mentionId, kind, hash, own, own, "first report", finding, "bench", 1);
    const roles = isEvent ? ["actor", "recipient"] : ["speaker", "addressee"];
    for (const [at, code] of [source, target].entries()) {
      party.run(own, kind, roles[at] as string, "", code, day);
      party.run(own, kind, roles[at] as string, id("A", codes.indexOf(code)), "", day);
    }
    if (source !== target) pair.run(own, kind, source, target, isEvent ? type : "direct", status, i, day);
    wording.run(i, own, kind, words);
  }
  db.exec("commit");
  for (const [name, n] of [
    ["record", nAll],
    ["wording", nAll],
    ["article", Math.ceil(nAll / 10)],
  ] as const) {
    db.exec(`update counters set value = ${n} where name = '${name}'`);
  }
  const actor = insert("actors", 11);
  for (const [i, code] of codes.entries())
    actor.run(
      id("A", i),
      `bench:${code}`,
      code,
      code.toLowerCase(),
      "state",
      code,
      "GOV",
      1000,
      `name ${code}`,
      null,
      1,
    );
  db.exec("analyze");
  db.close();
}

async function median(title: string, run: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 15; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${title.padEnd(56)} ${(times[7] as number).toFixed(1).padStart(8)} ms  (worst ${(times[14] as number).toFixed(1)})`,
  );
}

if (!existsSync(file)) {
  const start = performance.now();
  await make();
  console.log(`made ${file} in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
const ledger = await openLedger(file);
const rules = loadRelationRules();
const sides = (code: string) => ({ codes: [code], actors: [] });
for (const [a, b] of [
  ["USA", "RUS"],
  ["CUB", "USA"],
  ["BRA", "MEX"],
] as const) {
  const events = await ledger.relationEvents([a, b], questionOf(rules, null));
  await median(`relation sheet ${a}–${b} (${events.length} events)`, async () => {
    judgeRelation(rules, a, b, await ledger.relationEvents([a, b], questionOf(rules, null)));
    await ledger.records({ kind: "event", between: [a, b] }, 20);
    await ledger.records({ kind: "condition", between: [a, b] }, 20);
  });
}
await median("page of 50: events", () => ledger.records({ kind: "event" }, 50));
await median("page of 50: events by USA", () => ledger.records({ kind: "event", by: sides("USA") }, 50));
await median("page of 50: events by MEX to BRA", () =>
  ledger.records({ kind: "event", by: sides("MEX"), to: sides("BRA") }, 50),
);
await median("page of 50: ASSAULT between USA and RUS since 2015", () =>
  ledger.records({ kind: "event", between: ["USA", "RUS"], types: ["ASSAULT"], since: 16_436 }, 50),
);
await median("page of 50: statements by RUS until 2005", () =>
  ledger.records({ kind: "statement", by: sides("RUS"), until: 12_784 }, 50),
);
await median("page of 50: statements by MEX about visas", () =>
  ledger.records({ kind: "statement", by: sides("MEX"), text: "visas water" }, 50),
);
const asked = { kinds: ["statement", "condition"] as const, limit: 50, after: null };
for (const question of [
  "embargo",
  "visas",
  "hostages canal",
  '"the embargo and the water"',
  "talk -embargo",
  "zeppelin",
]) {
  await median(`search ${question}`, () => ledger.search(question, asked));
}
await median("count of all events", () => ledger.count({ kind: "event" }));

const knowledge = await loadKnowledge();
const deposits = (seed: number): Deposit[] =>
  Array.from({ length: 300 }, (_, i) => {
    const [a, b, c] = [codes[(seed + i) % 40], codes[(seed + i * 7) % 40], topics[i % 19]];
    const text = `Ministers meet over ${c}\n\nThe United States imposed sanctions against Cuba on Monday, number ${seed + i}. “We will not sign the ${c} ${i} before ${seed},” said Marisol ${a}ez of ${a}.\n\nCuba will return to the talks only if Washington lifts the duty on ${c} ${i} and ${b}.`;
    const source = sourceOf(text, {
      form: "text",
      published: `20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 10}`,
      url: `https://x.example/${seed}/${i}`,
    });
    return { source, prints: { site: null, prints: [] }, reading: analyze(knowledge, source) };
  });
const empty = await openLedger(path.join(folder, `bench-empty-${process.pid}.db`));
for (const [title, target, seed] of [
  ["empty", empty, 0],
  ["full", ledger, Date.now() % 1e9],
  ["empty", empty, 5000],
  ["full", ledger, (Date.now() % 1e9) + 5000],
] as const) {
  const batch = deposits(seed);
  const start = performance.now();
  for (let i = 0; i < batch.length; i += 48) await target.deposit(batch.slice(i, i + 48), [], []);
  console.log(
    `storing 300 articles in the ${title} ledger`.padEnd(56),
    `${(performance.now() - start).toFixed(0).padStart(8)} ms`,
  );
}
await empty.close();
await ledger.close();
