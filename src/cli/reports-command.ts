/** `demarche reports RECORD`: who reports a record, text by text, with the original of each where it can be told. */
import { DemarcheError } from "../model/error.ts";
import type { Report } from "../model/ledger.ts";
import type { Copies, Ledger } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";
import { renderRecord } from "./print-records.ts";

/** Prints the reports of a record; those of copies of one text stand together. */
export async function runReports(
  id: string,
  flags: { readonly ledger: string; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const record = await ledger.record(id);
    if (record === null)
      throw new DemarcheError("store/unknown-id", `expected the id of a record, found "${id}"`);
    const texts = await gatherTexts(ledger, await ledger.reports(record.id));
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify({ record, texts })}\n`);
      return 0;
    }
    await effects.stdout.write(`${renderRecord(record, Math.min(effects.stdout.width, 120))}\n`);
    for (const text of texts) {
      await effects.stdout.write(`\n${headOf(text)}\n`);
      for (const { mention, reason, article, outlet, url, published, carriers } of text.reports) {
        const mark = article === text.copies?.original.article && isCopied(text) ? "*" : " ";
        const where = outlet ?? url ?? "outlet unknown";
        const count = carriers === 1 ? "" : `, carried ${carriers} times`;
        await effects.stdout.write(
          `${mark} ${mention}  ${published ?? "no date"}  ${where}${count}  (${reason})\n`,
        );
      }
    }
    return 0;
  });
}

/** The reports that stand in copies of one text. */
interface Text {
  readonly cluster: string;
  readonly copies: Copies | null;
  readonly reports: readonly Report[];
}

async function gatherTexts(ledger: Ledger, reports: readonly Report[]): Promise<readonly Text[]> {
  const texts = new Map<string, { cluster: string; copies: Copies | null; reports: Report[] }>();
  for (const report of reports) {
    const { cluster } = report;
    const text = texts.get(cluster) ?? { cluster, copies: await ledger.copies(cluster), reports: [] };
    texts.set(cluster, text);
    text.reports.push(report);
  }
  return [...texts.values()];
}

function isCopied({ copies }: Text): boolean {
  return copies !== null && 1 < copies.articles.length;
}

/** "3 copies, original Reuters 2015-07-20: published first". */
function headOf(text: Text): string {
  const { copies } = text;
  if (copies === null || !isCopied(text)) return "1 text";
  const { article, agency, why } = copies.original;
  const own = copies.articles.find(({ hash }) => hash === article);
  const who = own === undefined ? (agency ?? "not told") : (own.outlet ?? own.url ?? own.title ?? own.hash);
  return `${copies.articles.length} copies, original ${who}: ${why}`;
}
