/**
 * Weights as they lie in memory, in one stretch of bytes: nothing is unpacked or decoded to use them. An image is made when the
 * program is built, from the model files, and is worth nothing without them (docs/decisions/0908-an-image-of-the-weights.md).
 *
 *     0   8 bytes   "DEMIMAGE"
 *     8   uint32    bytes of the header
 *     12  …         header, JSON: the stamp, the size of all, and the data, in which a column stands as kind, place and length
 *     …             columns, each beginning at a multiple of eight
 *
 * Numbers are as the processor has them: an image is for the kind of machine that made it.
 */

type Column = Int8Array | Uint8Array | Uint16Array | Int32Array | Float64Array;
type ColumnKind = new (buffer: ArrayBufferLike, place: number, length: number) => Column;

const kinds: Readonly<Record<string, ColumnKind>> = {
  Int8Array,
  Uint8Array,
  Uint16Array,
  Int32Array,
  Float64Array,
};

interface Header {
  readonly stamp: string;
  readonly size: number;
  readonly value: unknown;
}

const magic = "DEMIMAGE";
const headerAt = 12;

/**
 * The bytes of an image. For plain data: objects, arrays, maps, columns of numbers, and what JSON can say.
 *
 * @param stamp tells what it was made of
 */
export function packImage(stamp: string, value: unknown): Uint8Array {
  const columns: Column[] = [];
  let size = 0;
  const plain = (it: unknown): unknown => {
    if (typeof it !== "object" || it === null) return it;
    if (it instanceof Map) return { map: [...it].map(([key, held]) => [key, plain(held)]) };
    if (Array.isArray(it)) return it.map(plain);
    if (!ArrayBuffer.isView(it))
      return { object: Object.entries(it).map(([key, held]) => [key, plain(held)]) };
    const column = it as Column;
    const place = size;
    columns.push(column);
    size = aligned(size + column.byteLength);
    return { column: [column.constructor.name, place, column.length] };
  };
  const data = plain(value);
  const header: Header = { stamp, size, value: data };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const from = aligned(headerAt + headerBytes.length);
  const bytes = new Uint8Array(from + size);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(8, headerBytes.length, true);
  bytes.set(headerBytes, headerAt);
  let at = from;
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at = aligned(at + byteLength);
  }
  return bytes;
}

/**
 * What an image holds; its columns lie in these bytes. Null for one with another stamp, one that was cut, or something else.
 *
 * @param bytes from the beginning of their buffer
 */
export function openImage(stamp: string, bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, 0, bytes.length);
  // What lies in memory that threads share is not decoded as it is.
  const textOf = (from: number, to: number): string => new TextDecoder().decode(bytes.slice(from, to));
  if (bytes.length < headerAt || textOf(0, 8) !== magic) return null;
  const headerEnd = headerAt + view.getUint32(8, true);
  if (bytes.length < headerEnd) return null;
  const header = JSON.parse(textOf(headerAt, headerEnd)) as Header;
  const from = aligned(headerEnd);
  if (header.stamp !== stamp || bytes.length !== from + header.size) return null;
  const made = (it: unknown): unknown => {
    if (typeof it !== "object" || it === null) return it;
    if (Array.isArray(it)) return it.some((held) => typeof held === "object") ? it.map(made) : it;
    if ("map" in it) return new Map((it.map as [unknown, unknown][]).map(([key, held]) => [key, made(held)]));
    if ("object" in it)
      return Object.fromEntries((it.object as [string, unknown][]).map(([key, held]) => [key, made(held)]));
    const [kind, place, length] = (it as { column: [string, number, number] }).column;
    return new (kinds[kind] as ColumnKind)(bytes.buffer, from + place, length);
  };
  return made(header.value);
}

function aligned(at: number): number {
  return (at + 7) & ~7;
}
