/**
 * What storing an article costs as a ledger grows: `node dist/bench/growth.js LEDGER…` stores the same new articles in each
 * of the ledgers (made by `bench/ledger.js` in several sizes), batch by batch in turns, so that a busy machine is busy for all. Processor
 * time, the median of the batches; what the articles are read by is left out.
 */
import { loadKnowledge } from "../src/knowledge.ts";
import { sourceOf } from "../src/model/article.ts";
import { analyze } from "../src/pipeline.ts";
import { type Deposit, openLedger } from "../src/store/store.ts";

const files = process.argv.slice(2);
const perBatch = 40;
const nBatches = 12;
const names = "the United States,Cuba,Mexico,Brazil,Peru,Chile,Spain,France,Norway,Kenya,Egypt,India".split(
  ",",
);
const topics =
  "embargo ceasefire prisoners border grain pipeline reactor treaty refugees airspace fishing".split(" ");

const knowledge = await loadKnowledge();
const seed = Date.now() % 1e9;

/** An article of four records or so, on a day of its own. */
function depositOf(n: number): Deposit {
  const pick = <Item>(items: readonly Item[], step: number): Item =>
    items[Math.floor((seed + n) / step) % items.length] as Item;
  const [a, b, topic] = [pick(names, 1), pick(names, 5), pick(topics, 3)];
  const text = `Ministers meet over ${topic}\n\n${a} imposed sanctions against ${b} on Monday, number ${seed + n}. “We will not sign the ${topic} treaty before ${n},” the foreign minister of ${b} said.\n\n${b} will return to the talks only if ${a} lifts the duty on ${topic} ${n}.`;
  const published = new Date(Date.UTC(2001, 0, 1 + ((seed + n * 37) % 8000))).toISOString().slice(0, 10);
  const source = sourceOf(text, { form: "text", published, url: `https://x.example/${seed}/${n}` });
  return { source, prints: { site: null, prints: [] }, reading: analyze(knowledge, source) };
}

const ledgers = await Promise.all(files.map((file) => openLedger(file)));
const costs: number[][] = files.map(() => []);
for (let batch = 0; batch <= nBatches; batch++) {
  const deposits = Array.from({ length: perBatch }, (_, i) => depositOf(batch * perBatch + i));
  for (const [i, ledger] of ledgers.entries()) {
    const before = process.cpuUsage();
    await ledger.deposit(deposits, [], []);
    const { user, system } = process.cpuUsage(before);
    // The first batch warms the code and the pages of the file up.
    if (0 < batch) costs[i]?.push((user + system) / 1000 / perBatch);
  }
}
for (const [i, ledger] of ledgers.entries()) {
  const { statements, events, conditions } = await ledger.summary();
  const sorted = (costs[i] as number[]).sort((a, b) => a - b);
  const [best = 0, median = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  console.log(
    `${String(statements + events + conditions).padStart(9)} records: ${median.toFixed(2)} ms an article (best batch ${best.toFixed(2)})`,
  );
  await ledger.close();
}
