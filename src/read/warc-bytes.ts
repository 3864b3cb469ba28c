/**
 * Bytes of a WARC file, unpacked if gzipped (any number of members), taken line by line and piece by piece in
 * constant memory. Notices where the data end too early or do not unpack; warcio's own parser passes over that.
 */
import { AsyncIterReader } from "warcio";

/** A forward reader. All counts are bytes of the unpacked data. */
export interface ByteReader {
  /** A line without its `\n` or `\r\n`; null at the end; `long` when it has more than `most` bytes (it is then lost). */
  line(most: number): Promise<string | null | "long">;
  /** `size` bytes, fewer at the end. Only the first `keep` of them are kept, the rest is passed over. */
  take(size: number, keep: number): Promise<{ readonly bytes: Uint8Array; readonly passed: number }>;
  offset(): number;
  /** What is wrong with the gzip data met so far, once the end is reached; null for sound or plain data. */
  damage(): "cut" | "damaged" | null;
  /** Lets go of the source. */
  close(): Promise<void>;
}

/** Opens a stream; the first two bytes tell whether it is gzipped. */
export async function openBytes(chunks: AsyncIterable<Uint8Array>): Promise<ByteReader> {
  const source = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let headSize = 0;
  while (headSize < 2) {
    const next = await source.next();
    if (next.done === true) break;
    if (next.value.length === 0) continue;
    head.push(next.value);
    headSize += next.value.length;
  }
  const start = joinBytes(head);
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  async function* all(): AsyncGenerator<Uint8Array> {
    if (0 < start.length) yield* pieces(start);
    for (let next = await source.next(); next.done !== true; next = await source.next())
      yield* pieces(next.value);
  }
  const unpacked = new AsyncIterReader(all(), isGzip ? "gzip" : null);
  const iterator = unpacked[Symbol.asyncIterator]();

  let rest: Uint8Array = new Uint8Array();
  let at = 0;
  let isDamaged = false;
  let isEnded = false;

  /** Makes `rest` hold something; false at the end. */
  async function fill(): Promise<boolean> {
    while (rest.length === 0 && !isEnded) {
      const next = await iterator.next();
      // Where the data do not unpack, warcio goes on with the packed bytes as if they were plain.
      if (isGzip && unpacked.compressed === null) isDamaged = true;
      if (next.done === true || isDamaged) {
        isEnded = true;
        if (isGzip && !isDamaged) rest = heldBack(unpacked);
      } else {
        rest = next.value;
      }
    }
    return 0 < rest.length;
  }

  return {
    async line(most) {
      const parts: Uint8Array[] = [];
      let size = 0;
      let isWhole = false;
      while (!isWhole && (await fill())) {
        const newline = rest.indexOf(10);
        const end = newline < 0 ? rest.length : newline;
        size += end;
        if (size <= most) parts.push(rest.subarray(0, end));
        isWhole = 0 <= newline;
        at += end + (isWhole ? 1 : 0);
        rest = rest.subarray(end + (isWhole ? 1 : 0));
        if (most < size) return "long";
      }
      if (!isWhole && size === 0) return null;
      return new TextDecoder().decode(joinBytes(parts)).replace(/\r$/, "");
    },
    async take(size, keep) {
      const parts: Uint8Array[] = [];
      let passed = 0;
      while (passed < size && (await fill())) {
        const part = rest.subarray(0, size - passed);
        if (passed < keep) parts.push(part.slice(0, keep - passed));
        passed += part.length;
        rest = rest.subarray(part.length);
      }
      at += passed;
      return { bytes: joinBytes(parts), passed };
    },
    offset: () => at,
    damage: () => {
      if (isDamaged) return "damaged";
      return isGzip && isEnded && unpacked.inflator?.ended === false ? "cut" : null;
    },
    close: async () => {
      await source.return?.();
    },
  };
}

/** What pako has unpacked of a member that is cut, and would give out only with more of it. */
function heldBack(unpacked: AsyncIterReader): Uint8Array {
  const { inflator } = unpacked;
  if (inflator === null || inflator.ended) return new Uint8Array();
  // pako's stream state, which its types leave out: `output` is filled up to `next_out`.
  const { strm } = inflator as unknown as { strm: { output: Uint8Array | null; next_out: number } };
  return strm.output?.slice(0, strm.next_out) ?? new Uint8Array();
}

/** Small pieces keep what one of them unpacks to small: 16 kB is 16 MB at the most that deflate can do. */
function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < chunk.length; from += 16_384) yield chunk.subarray(from, from + 16_384);
}

/** The parts, one after the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
