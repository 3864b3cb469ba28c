/**
 * A web archive (WARC, gzipped or not) to sources, as a stream in constant memory. `warcio` parses; this file
 * picks the pages out of the records, caps them, and says what a cut-off file has lost, which `warcio` does not.
 */
import { WARCParser, type WARCRecord } from "warcio";
import { type Source, sourceOf } from "../model/article.ts";
import { DemarcheError } from "../model/error.ts";

/** A page of the archive, or a remark about records that could not be read. */
export type WarcItem = { readonly source: Source } | { readonly refusal: DemarcheError };

/** Bytes of one record's content, decoded; larger ones are skipped with a remark. */
const mostRecordBytes = 32 * 1024 * 1024;

/**
 * The pages of an archive: records of type `response`, `resource` or `conversion` that hold HTML or plain text and,
 * for responses, status 200. `WARC-Date` is when a page was captured, not when it was published, so it is not
 * taken for a date. A file that is cut off or broken gives all records before, then one refusal.
 */
export async function* listWarc(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WarcItem> {
  let nRecords = 0;
  let nBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      nBytes += chunk.length;
      yield chunk;
    }
  }
  const lost = (why: string, cause?: unknown): WarcItem => ({
    refusal: new DemarcheError(
      "warc/unreadable",
      `expected a whole WARC file, found it ${why} after ${nRecords} whole records (${nBytes} bytes): what follows is lost, get the file again`,
      { records: nRecords, bytes: nBytes },
      { cause },
    ),
  });
  try {
    for await (const record of new WARCParser(counted())) {
      if (!isWarcRecord(record)) {
        yield lost("broken");
        return;
      }
      const item = isPage(record) ? await readPage(record) : await skip(record);
      if (isCut(record)) {
        yield lost("cut off");
        return;
      }
      nRecords++;
      if (item !== null) yield item;
    }
    if (nRecords === 0) yield lost("empty or not a WARC file");
  } catch (error) {
    yield lost(`broken (${error instanceof Error ? error.message : String(error)})`, error);
  }
}

function isWarcRecord(record: WARCRecord): boolean {
  return record.warcHeaders.statusline.startsWith("WARC/");
}

/** Whether less of the record was there than its header promises. */
function isCut(record: WARCRecord): boolean {
  const { limit } = record.reader as { readonly limit?: number };
  return limit !== undefined && 0 < limit;
}

function isPage(record: WARCRecord): boolean {
  const type = record.warcType;
  if (type !== "response" && type !== "resource" && type !== "conversion") return false;
  if (!/^https?:/i.test(record.warcTargetURI ?? "")) return false;
  const status = record.getResponseInfo()?.status;
  if (type === "response" && status !== undefined && Number(status) !== 200) return false;
  const media = mediaTypeOf(record);
  return media === null || /^(?:text\/html|application\/xhtml\+xml|text\/plain)/i.test(media);
}

function mediaTypeOf(record: WARCRecord): string | null {
  const ofResponse = record.httpHeaders?.headers.get("Content-Type") ?? null;
  return ofResponse ?? (record.warcType === "response" ? null : (record.warcContentType ?? null));
}

async function readPage(record: WARCRecord): Promise<WarcItem | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of record) {
    size += chunk.length;
    if (size <= mostRecordBytes) parts.push(chunk);
    else parts.length = 0; // Read on to the end of the record, but keep nothing.
  }
  const url = record.warcTargetURI ?? null;
  if (mostRecordBytes < size) {
    const message = `expected a page of at most ${mostRecordBytes} bytes, found ${size}: ${url}`;
    return { refusal: new DemarcheError("read/too-large", message, { url }) };
  }
  if (size === 0) return null;
  const content = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    content.set(part, at);
    at += part.length;
  }
  const contentType = mediaTypeOf(record);
  const form = /^text\/plain/i.test(contentType ?? "") ? ("text" as const) : null;
  return { source: sourceOf(content, { url, contentType, form }) };
}

async function skip(record: WARCRecord): Promise<null> {
  await record.skipFully();
  return null;
}
