/**
 * The file of a trained model, uncompressed: a magic word, a format version, a checksum, a header in JSON, and the
 * weights. Docs: `docs/engine.md`.
 *
 *     0   8 bytes   "DEMARCHE"
 *     8   uint32    format version
 *     12  uint32    checksum of all that follows
 *     16  uint32    bytes of the header
 *     20  …         header, UTF-8; then the sections one after the other, each beginning at a multiple of 4
 *
 * Numbers are little-endian. A table of weights is kept as the gaps between the slots that are not 0 (base 128, low
 * digits first) and the weights in them.
 */
import { DemarcheError } from "../model/error.ts";
import { hashText } from "./hashing.ts";
import { listEntries, openTable } from "./hash-table.ts";
import type { LemmaExceptions } from "./lemmas.ts";
import type { NameModel } from "./names.ts";
import type { Parser } from "./parser.ts";
import type { MarkModel } from "./punctuation.ts";
import type { Tagger } from "./tagger.ts";

/** All that training has learnt. */
export interface Model {
  readonly about: ModelCard;
  readonly tagger: Tagger;
  readonly parser: Parser;
  readonly marks: MarkModel;
  readonly names: NameModel;
  readonly lemmas: LemmaExceptions;
}

/** What a model says of itself. */
export interface ModelCard {
  /** Goes into the engine's name in every reading: `en-1`. */
  readonly id: string;
  readonly trainedOn: readonly string[];
  readonly licence: string;
  /** Measured on development data when it was trained, in percent. */
  readonly scores: Readonly<Record<string, number>>;
}

const magic = "DEMARCHE";
/** Raised whenever the file, a feature template or a hash changes: weights fit only the code they were trained with. */
export const formatVersion = 1;
const headerAt = 20;

interface Section {
  readonly name: string;
  /** Slots of the table. */
  readonly slots: number;
  /** Slots that are not 0. */
  readonly count: number;
  readonly gapBytes: number;
}

interface Header extends ModelCard {
  readonly tags: readonly string[];
  /** Tag ids by ambiguity class, from the second on. */
  readonly classes: readonly (readonly number[])[];
  /** Tag ids that a capital lets in. */
  readonly nameTags: readonly number[];
  readonly words: number;
  readonly relations: readonly string[];
  /** Relation ids by pair, null where all are possible. */
  readonly candidates: readonly (readonly number[] | null)[];
  readonly nameLabels: readonly string[];
  readonly nameWords: number;
  /** Forms with tag, and their lemmas. */
  readonly lemmas: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
}

/**
 * The model in the bytes of a file.
 *
 * @throws DemarcheError `engine/version` for a file of another format, `engine/corrupt` for one that is damaged
 */
export function decodeModel(file: Uint8Array): Model {
  // A Buffer of Node's is a Uint8Array whose slice() is no copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerAt || new TextDecoder("latin1").decode(bytes.subarray(0, 8)) !== magic) {
    refuse(
      "engine/corrupt",
      `a model file (it begins with "${magic}")`,
      `${bytes.length} bytes of something else`,
    );
  }
  const version = view.getUint32(8, true);
  if (version !== formatVersion) {
    refuse("engine/version", `a model of format ${formatVersion}`, `format ${version}`);
  }
  if (checksum(bytes) !== view.getUint32(12, true)) {
    refuse("engine/corrupt", `a model file as it was written`, "one that has been changed or cut");
  }
  const headerEnd = headerAt + view.getUint32(16, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(headerAt, headerEnd))) as Header;
  const { tags, relations } = header;

  let at = aligned(headerEnd);
  const takeColumn = <Column>(type: new (buffer: ArrayBuffer) => Column, nBytes: number): Column => {
    const column = new type(bytes.slice(at, at + nBytes).buffer);
    at = aligned(at + nBytes);
    return column;
  };
  const keys = takeColumn(Int32Array, header.words * 4);
  const classOf = takeColumn(Uint16Array, header.words * 2);
  const nameKeys = takeColumn(Int32Array, header.nameWords * 4);
  const nameKinds = takeColumn(Uint16Array, header.nameWords * 2);
  const tables = new Map<string, Int8Array>();
  for (const section of header.sections) {
    tables.set(section.name, decodeTable(bytes, at, section));
    at = aligned(at + section.gapBytes + section.count);
  }
  const table = (name: string): Int8Array =>
    tables.get(name) ?? refuse("engine/corrupt", `weights "${name}"`, "none");

  const classes = [tags.map((_, i) => i), ...header.classes];
  const withNames = (list: readonly number[]): number[] =>
    [...new Set([...list, ...header.nameTags])].sort((a, b) => a - b);
  const everyRelation = relations.map((_, i) => i);
  const { keys: wordKeys, values: classOfKey } = openTable(keys, classOf);
  const vocabulary = { keys: wordKeys, classOf: classOfKey };
  const actions = table("actions");
  const { id, trainedOn, licence, scores } = header;
  return {
    about: { id, trainedOn, licence, scores },
    tagger: {
      tags,
      tagHash: Int32Array.from(tags, hashText),
      vocabulary: { ...vocabulary, classes, capitalClasses: classes.map(withNames) },
      weights: table("tags"),
    },
    parser: {
      relations,
      relationHash: Int32Array.from(relations, hashText),
      actionRows: new Int32Array(actions.buffer),
      relationWeights: table("relations"),
      candidates: header.candidates.map((list) => list ?? everyRelation),
    },
    marks: { weights: table("marks") },
    names: { labels: header.nameLabels, weights: table("names"), gazetteer: openTable(nameKeys, nameKinds) },
    lemmas: new Map(Object.entries(header.lemmas)),
  };
}

/** The bytes of a model's file. The same model gives the same bytes. */
export function encodeModel(model: Model): Uint8Array {
  const { about, tagger, parser, marks, names, lemmas } = model;
  const { vocabulary } = tagger;
  const words = listEntries({ keys: vocabulary.keys, values: vocabulary.classOf });
  const places = listEntries(names.gazetteer);
  const tables = [
    encodeTable("tags", tagger.weights),
    encodeTable("actions", new Int8Array(parser.actionRows.buffer)),
    encodeTable("relations", parser.relationWeights),
    encodeTable("marks", marks.weights),
    encodeTable("names", names.weights),
  ];
  const header: Header = {
    ...about,
    tags: tagger.tags,
    classes: vocabulary.classes.slice(1),
    nameTags: (vocabulary.capitalClasses[1] ?? []).filter((tag) => !vocabulary.classes[1]!.includes(tag)),
    words: words.keys.length,
    relations: parser.relations,
    candidates: parser.candidates.map((list) => (list.length === parser.relations.length ? null : list)),
    nameLabels: names.labels,
    nameWords: places.keys.length,
    lemmas: Object.fromEntries(lemmas),
    sections: tables.map(({ section }) => section),
  };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    headerBytes,
    ...[words.keys, words.values, places.keys, places.values].map((column) => new Uint8Array(column.buffer)),
    ...tables.map(({ bytes }) => bytes),
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
  view.setUint32(8, formatVersion, true);
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
