/** Exports: every record of the filter, faithful words, files that independent readers open. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { parseHTML } from "linkedom";
import type { LedgerRecord } from "../src/model/ledger.ts";
import { exportFormats } from "../src/cli/formats.ts";
import { columnsOf } from "../src/export/columns.ts";
import { type ExportFormat, exportRecords, type Manifest } from "../src/export/export.ts";
import { renderXlsx } from "../src/export/xlsx.ts";
import { openLedger } from "../src/store/store.ts";
import { addTexts, newFile } from "./kit/ledger.ts";
import { runDemarche } from "./kit/effects.ts";

const folder = mkdtempSync(path.join(tmpdir(), "demarche-export-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const url = newFile();
let records: readonly LedgerRecord[] = [];

before(async () => {
  const ledger = await openLedger(url);
  const article = (n: number): string =>
    `Talks ${n}\n\nThe United States imposed sanctions against Cuba. The United States and Cuba held talks in Cafe No\u0301 ${n}. ` +
    `“=SUM is not a formula 😀 number ${n},” said Marisol Quintero, a “trader”.\n\nCuba will sign, and <b>fast</b>, ` +
    `only if Washington lifts the embargo on item ${n}.`;
  await addTexts(
    ledger,
    Array.from({ length: 12 }, (_, n) => [
      article(n),
      { published: `2015-03-${10 + n}`, outlet: `Courier "${n}"` },
    ]),
  );
  records = (await ledger.records({ kind: "statement" }, 1000)).items;
  await ledger.close();
  assert.ok(12 <= records.length);
});

async function exported(kind: string, format: string, flags: readonly string[] = []): Promise<string> {
  const file = path.join(folder, `${kind}.${format}`);
  const run = await runDemarche([
    "export",
    kind,
    "--format",
    format,
    "--ledger",
    url,
    "--out",
    file,
    ...flags,
  ]);
  assert.equal(run.status, 0, run.stderr);
  return file;
}

test("every format of every kind is written whole, with a manifest that fits it", async () => {
  for (const [format, { kinds }] of Object.entries(exportFormats)) {
    for (const kind of kinds) {
      const file = await exported(`${kind}s`, format);
      const manifest = JSON.parse(readFileSync(`${file}.manifest.json`, "utf8")) as Manifest;
      const bytes = readFileSync(file);
      assert.equal(manifest.truncated, false);
      assert.equal(manifest.bytes, bytes.length, format);
      assert.equal(manifest.sha256, createHash("sha256").update(bytes).digest("hex"));
      assert.ok(0 < manifest.records, `${format} ${kind}`);
    }
  }
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".part")),
    [],
  );
});

test("JSONL holds all records as the ledger gives them, and a filter is kept", async () => {
  const lines = readFileSync(await exported("statements", "jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    JSON.parse(JSON.stringify(records)),
  );
  const file = await exported("statements", "jsonl", ["--since", "2015-03-20"]);
  const manifest = JSON.parse(readFileSync(`${file}.manifest.json`, "utf8")) as Manifest;
  assert.equal(manifest.records, records.filter(({ day }) => day !== null && 16_514 <= day).length);
});

test("Parquet read by an independent reader gives the same cells; dates are dates", async () => {
  const file = await exported("statements", "parquet");
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  assert.equal(rows.length, records.length);
  const columns = columnsOf("statement");
  for (const [i, record] of records.entries()) {
    for (const { name, type, value } of columns) {
      const found = rows[i]?.[name] as unknown;
      const plain = found instanceof Date ? found.toISOString().slice(0, 10) : (found ?? null);
      assert.deepEqual(plain, value(record), name);
      if (type === "day" && found !== null && found !== undefined) assert.ok(found instanceof Date);
    }
  }
});

test("XLSX is a zip of well-formed sheets whose text cells are strings, never formulas", async () => {
  const files = unzipSync(readFileSync(await exported("statements", "xlsx")));
  const sheet = new TextDecoder().decode(files["xl/worksheets/sheet2.xml"]);
  assert.doesNotMatch(sheet, /<f>/);
  const { document } = parseHTML(sheet);
  const rows = document.querySelectorAll("row");
  assert.equal(rows.length, records.length + 1);
  const texts = [...document.querySelectorAll("row:nth-of-type(2) t")].map((it) => it.textContent);
  assert.ok(texts.includes(records[0]?.words ?? ""), "the exact words");
  const workbook = new TextDecoder().decode(files["xl/workbook.xml"]);
  assert.match(workbook, /name="README".*name="statements"/);
});

test("records that a sheet can't hold go on in another, each with its head", async () => {
  async function* many(): AsyncGenerator<LedgerRecord> {
    for (let i = 0; i < 60; i++) yield* records.slice(0, 10);
  }
  for (const limits of [
    { mostRows: 251, mostBytes: Infinity },
    { mostRows: Infinity, mostBytes: 1 }, // Bytes are counted some two hundred rows at a time.
  ]) {
    const pieces: Uint8Array[] = [];
    for await (const piece of renderXlsx("statements", ["About."], columnsOf("statement"), many(), limits))
      pieces.push(piece);
    const files = unzipSync(Buffer.concat(pieces));
    const sheets = Object.keys(files).filter((name) => /sheet(?!1\.)\d+\.xml$/.test(name));
    const rows = sheets.map((name) => new TextDecoder().decode(files[name]).split("<row ").length - 2);
    assert.ok(3 <= sheets.length, JSON.stringify(rows));
    assert.ok(
      rows.every((n) => 0 < n && n <= 250),
      JSON.stringify(rows),
    );
    assert.equal(
      rows.reduce((sum, n) => sum + n, 0),
      600,
    );
    for (const name of sheets)
      assert.match(new TextDecoder().decode(files[name]), /<row r="1">.*?>id<.*<\/worksheet>$/s);
    assert.match(new TextDecoder().decode(files["xl/workbook.xml"]), /"statements".*"statements 3"/);
  }
});

test("plain CSV is faithful, CSV for Excel is disarmed, both keep codes as strings", async () => {
  const plain = readFileSync(await exported("statements", "csv"), "utf8");
  const excel = readFileSync(await exported("statements", "csv-excel"), "utf8");
  assert.match(plain, /"=SUM is not a formula 😀 number 3,?"/);
  assert.match(excel, /"'=SUM is not a formula/);
  assert.ok(excel.startsWith("\ufeff") && !plain.startsWith("\ufeff"));
  assert.match(plain, /"Courier ""3"""/);
  const events = readFileSync(await exported("events", "csv"), "utf8");
  assert.match(events, /,"046",/);
});

test("event shapes: 61 columns for GDELT, empty where unknown; PLOVER's field names", async () => {
  const gdelt = readFileSync(await exported("events", "gdelt"), "utf8")
    .slice(0, -1)
    .split("\n");
  for (const line of gdelt) assert.equal(line.split("\t").length, 61);
  const [first] = gdelt.map((line) => line.split("\t"));
  assert.equal(first?.[34], "", "AvgTone is not known");
  const [plover] = readFileSync(await exported("events", "plover"), "utf8").split("\n");
  const event = JSON.parse(plover ?? "") as Record<string, unknown>;
  for (const field of ["id", "date", "actor", "recipient", "event", "mode", "quad_code", "text_info"]) {
    assert.ok(field in event, field);
  }
});

test("annotations slice the article by code points", async () => {
  const ledger = await openLedger(url);
  for (const line of readFileSync(await exported("statements", "webannotation"), "utf8")
    .trimEnd()
    .split("\n")) {
    const { target } = JSON.parse(line) as {
      target: {
        state: { sha256: string };
        selector: { start: number; end: number; exact: string; prefix: string }[];
      }[];
    };
    for (const { state, selector } of target) {
      const [position, quote] = selector;
      const letters = Array.from((await ledger.article(state.sha256))?.text ?? "");
      assert.ok(position !== undefined && quote !== undefined);
      assert.equal(letters.slice(position.start, position.end).join(""), quote.exact);
      assert.ok(letters.slice(0, position.start).join("").endsWith(quote.prefix));
    }
  }
  await ledger.close();
});

test("an export that breaks leaves no file, and binary formats need a file", async () => {
  const run = await runDemarche([
    "export",
    "events",
    "--ledger",
    url,
    "--out",
    path.join(folder, "no/such/x.csv"),
  ]);
  assert.equal(run.status, 73);
  assert.match(run.stderr, /\[cli\/unwritable\]/);
  const text = await runDemarche(["export", "events", "--ledger", url, "--format", "parquet"]);
  assert.equal(text.status, 64);
});

test("thirty thousand records pass through without being held", async () => {
  const [record] = records;
  assert.ok(record !== undefined);
  const formats: readonly ExportFormat[] = ["csv", "xlsx", "parquet", "jsonl"];
  for (const format of formats) {
    let nAhead = 0;
    let most = 0;
    async function* many(): AsyncGenerator<LedgerRecord> {
      for (let i = 0; i < 30_000; i++) {
        nAhead++;
        most = Math.max(most, nAhead);
        yield record as LedgerRecord;
      }
    }
    const source = {
      kind: "statement" as const,
      records: many(),
      reports: async () => [],
      article: async () => null,
    };
    let size = 0;
    for await (const piece of exportRecords(format, source, { nRecords: 0, nLeftOut: 0 })) {
      size += piece.length;
      nAhead = 0;
    }
    assert.ok(0 < size);
    assert.ok(most <= 10_001, `${format} held ${most} records`);
  }
});
