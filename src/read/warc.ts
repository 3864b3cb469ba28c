/**
 * A WARC file (ISO 28500), plain or gzipped, to the sources in it, one by one in constant memory. It reads
 * pages that were answered with 200 and plain text; requests, pictures and notes of the crawler are passed over.
 */
import { type Source, sourceOf } from "../model/article.ts";
import { DemarcheError } from "../model/error.ts";
import { type ByteReader, openBytes } from "./warc-bytes.ts";
import { decodeBody, parseHeaders, parseHttp } from "./warc-http.ts";

/** A page of the archive, or why one (or all that is left) can't be had. */
export type WarcItem = { readonly source: Source } | { readonly refusal: DemarcheError };

export interface WarcOptions {
  /** Bytes of one page, packed and unpacked; 20 MB if not given. */
  readonly maxRecordBytes?: number;
}

const mostHeaderLines = 200;
const mostLineBytes = 64 * 1024;

/**
 * The pages of an archive, in its order. `published` stays null: `WARC-Date` is when a page was captured.
 *
 * A page over the cap, or in an encoding that can't be undone, gives one refusal, and the next follows. Where
 * the file is cut or damaged, what stood before has been given; the last item is then one refusal
 * (`warc/unreadable`) that says after how many records, at what byte of the unpacked data, and what was lost.
 */
export async function* listWarc(
  chunks: AsyncIterable<Uint8Array>,
  options: WarcOptions = {},
): AsyncGenerator<WarcItem> {
  const most = options.maxRecordBytes ?? 20 * 1024 * 1024;
  let reader: ByteReader | null = null;
  let nRecords = 0;
  let start = 0;
  try {
    reader = await openBytes(chunks);
    for (;;) {
      const record = await readRecord(reader, most, (offset) => (start = offset));
      if (record === "end") break;
      if ("fault" in record) {
        yield { refusal: cutOff(reader, nRecords, start, record.fault) };
        return;
      }
      nRecords++;
      const item = await itemOf(record, most);
      if (item !== null) yield item;
    }
    const damage = reader.damage();
    if (damage !== null)
      yield { refusal: cutOff(reader, nRecords, reader.offset(), "the end of the gzip data") };
    else if (nRecords === 0) yield { refusal: cutOff(reader, 0, 0, "nothing at all") };
  } finally {
    await reader?.close();
  }
}

interface WarcRecord {
  readonly headers: ReadonlyMap<string, string>;
  /** The first bytes of the block; all of them unless the record is larger than the cap. */
  readonly block: Uint8Array;
  readonly size: number;
}

/** Types that can hold a page; of the others not a byte of the block is kept. */
const pageTypes: ReadonlySet<string> = new Set(["response", "resource", "conversion"]);

async function readRecord(
  reader: ByteReader,
  most: number,
  begin: (offset: number) => void,
): Promise<WarcRecord | "end" | { readonly fault: string }> {
  let line: string | null = "";
  for (let n = 0; line === ""; n++) {
    begin(reader.offset());
    line = await reader.line(mostLineBytes);
    if (1000 < n) return { fault: "a thousand empty lines" };
  }
  if (line === null) return "end";
  if (!/^WARC\/\d\.\d\s{0,10}$/.test(line)) return { fault: `"${line.slice(0, 40)}" instead of "WARC/1.1"` };
  const lines: string[] = [];
  for (;;) {
    const next = await reader.line(mostLineBytes);
    if (next === null) return { fault: "the end within a record's header" };
    if (next === "long" || mostHeaderLines < lines.length)
      return { fault: "a record header of unlikely size" };
    if (next === "") break;
    lines.push(next);
  }
  const headers = parseHeaders(lines);
  const written = headers.get("content-length") ?? "";
  if (!/^\d{1,15}$/.test(written)) return { fault: `a record with Content-Length "${written.slice(0, 40)}"` };
  const size = Number(written);
  const isPage = pageTypes.has(headers.get("warc-type") ?? "");
  const { bytes, passed } = await reader.take(size, isPage ? Math.min(size, most + mostLineBytes) : 0);
  if (passed < size) return { fault: `the end after ${passed} of a record's ${size} bytes` };
  return { headers, block: bytes, size };
}

/** The record's page; null when it holds none. */
async function itemOf(record: WarcRecord, most: number): Promise<WarcItem | null> {
  const type = record.headers.get("warc-type") ?? "";
  if (!pageTypes.has(type)) return null;
  const url = addressOf(record.headers.get("warc-target-uri"));
  const refuse = (code: "read/too-large" | "warc/unreadable", message: string): WarcItem => ({
    refusal: new DemarcheError(code, `${message}: "${url ?? "a record without address"}"`, { url }),
  });
  if (type !== "response") {
    const contentType = record.headers.get("content-type") ?? null;
    const form = formOf(contentType);
    if (form === undefined) return null;
    if (most < record.size) return refuse("read/too-large", tooLarge(most, String(record.size)));
    return { source: sourceOf(record.block, { form, contentType, url }) };
  }
  const message = parseHttp(record.block);
  if (message === null) {
    const isHttp = /^https?:/i.test(url ?? "");
    return isHttp ? refuse("warc/unreadable", "expected an HTTP response, found something else") : null;
  }
  const form = formOf(message.contentType);
  if (message.status !== 200 || form === undefined) return null;
  if (most < record.size) return refuse("read/too-large", tooLarge(most, String(record.size)));
  const decoded = await decodeBody(message, most);
  if ("body" in decoded) {
    if (decoded.body.length === 0) return null;
    return { source: sourceOf(decoded.body, { form, contentType: message.contentType, url }) };
  }
  if (decoded.fault === "large") return refuse("read/too-large", tooLarge(most, "more once unpacked"));
  const encoding = message.headers.get("content-encoding") ?? "";
  const what =
    decoded.fault === "damaged"
      ? `expected a body in ${encoding}, found it cut or damaged`
      : `expected a body in gzip, deflate or no encoding, found "${encoding.slice(0, 40)}"`;
  return refuse("warc/unreadable", what);
}

function tooLarge(most: number, found: string): string {
  return `expected a page of at most ${most} bytes, found ${found}`;
}

/** Undefined for what is no page; without a type the content tells. */
function formOf(contentType: string | null): "text" | "html" | null | undefined {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "") return null;
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  return type === "text/plain" ? "text" : undefined;
}

/** `WARC-Target-URI` without the angle brackets that some writers put around it. */
function addressOf(uri: string | undefined): string | null {
  if (uri === undefined || uri === "") return null;
  return uri.startsWith("<") && uri.endsWith(">") ? uri.slice(1, -1) : uri;
}

function cutOff(reader: ByteReader, nRecords: number, offset: number, found: string): DemarcheError {
  const damage = reader.damage();
  const gzip = damage === null ? "" : `, gzip data ${damage}`;
  return new DemarcheError(
    "warc/unreadable",
    `expected a whole WARC record, found ${found}${gzip}, after ${nRecords} whole records, at byte ${offset} unpacked: the records from there on are lost; get the file again`,
    { records: nRecords, offset },
  );
}
