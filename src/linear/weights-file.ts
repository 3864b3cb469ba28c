/**
 * Files of trained weights, uncompressed: a magic word, a format version, a checksum, a header in JSON, columns of
 * numbers, and tables of weights. Docs: `docs/engine.md`.
 *
 *     0   8 bytes   "DEMARCHE"
 *     8   uint32    format version
 *     12  uint32    checksum of all that follows
 *     16  uint32    bytes of the header
 *     20  …         header, UTF-8; then columns and tables one after the other, each beginning at a multiple of 4
 *
 * Numbers are little-endian. A table of weights is kept as the gaps between the slots that are not 0 (base 128, low
 * digits first) and the weights in them; where it lies the header's `sections` say.
 */
import { DemarcheError } from "../model/error.ts";

/** A kind of file: its format version is raised whenever a feature template or a hash changes. */
export interface WeightsFormat {
  /** What it holds, for refusals: `an engine`. */
  readonly noun: string;
  readonly kind: string;
  readonly version: number;
}

interface Section {
  readonly name: string;
  /** Slots of the table. */
  readonly slots: number;
  /** Slots that are not 0. */
  readonly count: number;
  readonly gapBytes: number;
}

interface Framed {
  readonly kind?: string;
  readonly sections: readonly Section[];
}

/** The parts of an opened file: columns are taken in the order in which they were written. */
export interface WeightsReader<Header> {
  readonly header: Header;
  takeColumn<Column>(type: new (buffer: ArrayBuffer) => Column, nBytes: number): Column;
  /** The tables, by name; after all columns have been taken. */
  takeTables(): (name: string) => Int8Array;
}

const magic = "DEMARCHE";
const headerAt = 20;

/**
 * Opens the bytes of a file.
 *
 * @throws DemarcheError `engine/version` for a file of another format, `engine/corrupt` for one that is damaged
 */
export function openWeights<Header>(format: WeightsFormat, file: Uint8Array): WeightsReader<Header> {
  // A Buffer of Node's is a Uint8Array whose slice() is no copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerAt || new TextDecoder("latin1").decode(bytes.subarray(0, 8)) !== magic) {
    const found = `${bytes.length} bytes of something else`;
    refuse("engine/corrupt", `a model file (it begins with "${magic}")`, found);
  }
  const version = view.getUint32(8, true);
  if (version !== format.version)
    refuse("engine/version", `${format.noun} of format ${format.version}`, `format ${version}`);
  if (checksum(bytes) !== view.getUint32(12, true))
    refuse("engine/corrupt", `a model file as it was written`, "one that has been changed or cut");
  const headerEnd = headerAt + view.getUint32(16, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(headerAt, headerEnd))) as Framed;
  if (header.kind !== format.kind)
    refuse("engine/version", `${format.noun} (kind "${format.kind}")`, `kind "${header.kind}"`);

  let at = aligned(headerEnd);
  return {
    header: header as Header,
    takeColumn(type, nBytes) {
      const column = new type(bytes.slice(at, at + nBytes).buffer);
      at = aligned(at + nBytes);
      return column;
    },
    takeTables() {
      const tables = new Map<string, Int8Array>();
      for (const section of header.sections) {
        tables.set(section.name, decodeTable(bytes, at, section));
        at = aligned(at + section.gapBytes + section.count);
      }
      return (name) => tables.get(name) ?? refuse("engine/corrupt", `weights "${name}"`, "none");
    },
  };
}

/** What tells one file from another: the checksum that it carries, 8 hexadecimal digits. For a file that was opened. */
export function fileDigest(file: Uint8Array): string {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return view.getUint32(12, true).toString(16).padStart(8, "0");
}

/** The bytes of a file. The same parts give the same bytes. */
export function packWeights(
  format: WeightsFormat,
  header: object,
  columns: readonly (Int32Array | Uint16Array)[],
  tables: readonly (readonly [name: string, weights: Int8Array])[],
): Uint8Array {
  const encoded = tables.map(([name, weights]) => encodeTable(name, weights));
  const framed: Framed = { kind: format.kind, ...header, sections: encoded.map(({ section }) => section) };
  const headerBytes = new TextEncoder().encode(JSON.stringify(framed));
  const parts = [
    headerBytes,
    ...columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
    ...encoded.map((it) => it.bytes),
  ];
  let size = headerAt;
  const starts = parts.map((part) => {
    const place = aligned(size);
    size = place + part.length;
    return place;
  });
  const bytes = new Uint8Array(size);
  parts.forEach((part, i) => bytes.set(part, starts[i]));
  bytes.set(new TextEncoder().encode(magic));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, format.version, true);
  view.setUint32(16, headerBytes.length, true);
  view.setUint32(12, checksum(bytes), true);
  return bytes;
}

function aligned(at: number): number {
  return (at + 3) & ~3;
}

/** FNV-1a by words of 32 bits over what follows the checksum. It tells damage, not forgery. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5 | 0;
  const n = bytes.length;
  let i = 16;
  for (; i + 3 < n; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    sum = Math.imul(sum ^ word, 0x01000193);
    sum ^= sum >>> 15;
  }
  for (; i < n; i++) sum = Math.imul(sum ^ bytes[i]!, 0x01000193);
  return sum >>> 0;
}

function encodeTable(name: string, weights: Int8Array): { section: Section; bytes: Uint8Array } {
  const gaps: number[] = [];
  const values: number[] = [];
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    let gap = i - last - 1;
    while (127 < gap) {
      gaps.push((gap & 127) | 128);
      gap >>>= 7;
    }
    gaps.push(gap);
    values.push(weights[i]!);
    last = i;
  }
  const bytes = new Uint8Array(gaps.length + values.length);
  bytes.set(gaps);
  bytes.set(Int8Array.from(values), gaps.length);
  return { section: { name, slots: weights.length, count: values.length, gapBytes: gaps.length }, bytes };
}

function decodeTable(bytes: Uint8Array, from: number, { slots, count, gapBytes }: Section): Int8Array {
  const out = new Int8Array(slots);
  let gapAt = from;
  let valueAt = from + gapBytes;
  let slot = -1;
  for (let i = 0; i < count; i++) {
    let byte = bytes[gapAt++]!;
    let gap = byte & 127;
    for (let shift = 7; 127 < byte; shift += 7) {
      byte = bytes[gapAt++]!;
      gap |= (byte & 127) << shift;
    }
    slot += gap + 1;
    out[slot] = (bytes[valueAt++]! << 24) >> 24;
  }
  return out;
}

function refuse(code: "engine/version" | "engine/corrupt", expected: string, found: string): never {
  throw new DemarcheError(
    code,
    `expected ${expected}, found ${found}: install demarche again, or train a model (npm run train)`,
  );
}
