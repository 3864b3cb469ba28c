/**
 * Lines of JSON: bytes to lines, and a line to a source. Lines end at `\n` and nowhere else: U+2028 and U+2029
 * are data in JSON, though some readers split there (Node 24's `readline`, Python's `splitlines`).
 */
import { type Source, sourceOf } from "../model/article.ts";
import { isEdtfDate } from "../model/date.ts";
import type { ErrorCode } from "../model/error.ts";

/** A line's own name for itself, given back with its answer. */
export type RequestId = string | number | null;

/** Why a line can't be read. */
export interface LineError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A whole line, or the remark that it was too long to keep. */
export type SplitLine = { readonly line: string } | { readonly error: LineError };

/** Bytes of one line at most; longer ones are skipped in constant memory and answered with an error. */
const mostLineBytes = 24 * 1024 * 1024;

/**
 * The lines of a stream of bytes, whatever its chunks: without their `\n` or `\r\n`, decoded as UTF-8 (broken
 * bytes become U+FFFD), a byte-order mark at the start left out. Empty lines are lines; what follows the last
 * `\n` is one too unless it is empty.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number = mostLineBytes,
): AsyncGenerator<SplitLine> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let size = 0;
  let isFirst = true;

  const finish = (): SplitLine => {
    const found = size;
    const bytes = parts.length === 1 ? (parts[0] as Uint8Array) : joinBytes(parts, Math.min(size, mostBytes));
    const isFirstLine = isFirst;
    isFirst = false;
    parts = [];
    size = 0;
    if (mostBytes < found) {
      const message = `expected a line of at most ${mostBytes} bytes, found ${found}: give long documents as files`;
      return { error: { code: "jsonl/too-large", message } };
    }
    let line = decoder.decode(bytes);
    if (isFirstLine && line.startsWith("\ufeff")) line = line.slice(1);
    return { line: line.endsWith("\r") ? line.slice(0, -1) : line };
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  if (0 < size) yield finish();

  function take(part: Uint8Array): void {
    if (part.length === 0) return;
    size += part.length;
    if (size <= mostBytes) parts.push(part);
    else parts = []; // Too long already: only its length is still of interest.
  }
}

function joinBytes(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(parts.length === 0 ? 0 : size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A line understood, or why not; the id is given back either way where it can be read. */
export type LineRequest =
  { readonly id: RequestId; readonly source: Source } | { readonly id: RequestId; readonly error: LineError };

/**
 * The source that a line asks to read: `{"id", "text"|"html", "url"?, "date"?, "outlet"?, "title"?}`. Fields that
 * are null count as absent, unknown ones are passed over. Never throws.
 */
export function parseRequest(line: string): LineRequest {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const found = line.trim() === "" ? "an empty line" : (error as Error).message;
    return refuse(null, `expected one JSON object, found ${found}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(null, `expected one JSON object, found ${nameOf(value)}`);
  }
  const fields = new Map(Object.entries(value));
  const id = fields.get("id") ?? null;
  if (id !== null && typeof id !== "string" && typeof id !== "number") {
    return refuse(null, `expected "id" to be a string or a number, found ${nameOf(id)}`);
  }
  // JSON.parse has rounded it already: an answer under another id would be worse than none.
  if (
    typeof id === "number" &&
    (!Number.isFinite(id) || (Number.isInteger(id) && !Number.isSafeInteger(id)))
  ) {
    return refuse(null, `expected "id" to be a number within 2^53, found a larger one: give it as a string`);
  }
  const strings = new Map<string, string>();
  for (const name of ["text", "html", "url", "date", "outlet", "title"]) {
    const field = fields.get(name) ?? null;
    if (field === null) continue;
    if (typeof field !== "string")
      return refuse(id, `expected "${name}" to be a string, found ${nameOf(field)}`);
    strings.set(name, field);
  }
  const text = strings.get("text");
  const html = strings.get("html");
  if (text !== undefined && html !== undefined) return refuse(id, `expected "text" or "html", found both`);
  const content = text ?? html;
  if (content === undefined) return refuse(id, `expected "text" or "html", found neither`);
  const published = dayOf(strings.get("date"));
  if (published === undefined) {
    return refuse(
      id,
      `expected "date" such as 2014-12-17, 2014-12 or 2014, found "${strings.get("date")?.slice(0, 40)}"`,
    );
  }
  const facts = {
    form: text === undefined ? ("html" as const) : ("text" as const),
    url: strings.get("url") || null,
    outlet: strings.get("outlet") || null,
    title: strings.get("title") || null,
    published,
  };
  return { id, source: sourceOf(content, facts) };
}

/** The day, month or year of a date; of a date-time its day; null when there is none, undefined when it is wrong. */
function dayOf(date: string | undefined): string | null | undefined {
  if (date === undefined || date === "") return null;
  const day = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d/.exec(date)?.[1] ?? date;
  return isEdtfDate(day) ? day : undefined;
}

function refuse(id: RequestId, message: string): LineRequest {
  return { id, error: { code: "jsonl/malformed", message } };
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
