/** The file of a trained engine: what it holds and in which order (`linear/weights-file.ts` says how). */
import { hashText } from "../linear/hashing.ts";
import { listEntries, openTable } from "../linear/hash-table.ts";
import { wordsOf } from "../linear/rows.ts";
import { packActions, unpackActions } from "./actions.ts";
import { openWeights, packWeights, type WeightsFormat } from "../linear/weights-file.ts";
import type { LemmaExceptions } from "./lemmas.ts";
import type { NameModel } from "./names.ts";
import type { Parser } from "./parser.ts";
import type { MarkModel } from "./punctuation.ts";
import { type Tagger, withNameTags } from "./tagger.ts";

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

/** Its version is raised whenever a feature template or a hash changes: weights fit only their own code. */
const format: WeightsFormat = { noun: "an engine", kind: "engine", version: 1 };

interface Header extends ModelCard {
  readonly tags: readonly string[];
  /** Tag ids by ambiguity class. */
  readonly classes: readonly (readonly number[])[];
  readonly words: number;
  readonly clusteredWords: number;
  readonly relations: readonly string[];
  /** Relation ids by pair, null where all are possible. */
  readonly candidates: readonly (readonly number[] | null)[];
  readonly nameLabels: readonly string[];
  readonly nameWords: number;
  /** Forms with tag, and their lemmas. */
  readonly lemmas: Readonly<Record<string, string>>;
}

/**
 * The model in the bytes of a file.
 *
 * @throws DemarcheError `engine/version` for a file of another format, `engine/corrupt` for one that is damaged
 */
export function decodeModel(file: Uint8Array): Model {
  const { header, takeColumn, takeTables } = openWeights<Header>(format, file);
  const { tags, relations } = header;
  const keys = takeColumn(Int32Array, header.words * 4);
  const classOf = takeColumn(Uint16Array, header.words * 2);
  const clusterKeys = takeColumn(Int32Array, header.clusteredWords * 4);
  const clusterIds = takeColumn(Uint16Array, header.clusteredWords * 2);
  const nameKeys = takeColumn(Int32Array, header.nameWords * 4);
  const nameKinds = takeColumn(Uint16Array, header.nameWords * 2);
  const table = takeTables();

  const everyRelation = relations.map((_, i) => i);
  const { keys: wordKeys, values: classOfKey } = openTable(keys, classOf);
  const vocabulary = { keys: wordKeys, classOf: classOfKey, clusters: openTable(clusterKeys, clusterIds) };
  const { id, trainedOn, licence, scores } = header;
  return {
    about: { id, trainedOn, licence, scores },
    tagger: {
      tags,
      tagHash: Int32Array.from(tags, hashText),
      vocabulary: {
        ...vocabulary,
        classes: header.classes,
        capitalClasses: withNameTags(tags, header.classes),
      },
      weights: table("tags"),
    },
    parser: {
      relations,
      relationHash: Int32Array.from(relations, hashText),
      actions: packActions(wordsOf(table("actions"))),
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
  const clusters = listEntries(vocabulary.clusters);
  const places = listEntries(names.gazetteer);
  const header: Header = {
    ...about,
    tags: tagger.tags,
    classes: vocabulary.classes,
    words: words.keys.length,
    clusteredWords: clusters.keys.length,
    relations: parser.relations,
    candidates: parser.candidates.map((list) => (list.length === parser.relations.length ? null : list)),
    nameLabels: names.labels,
    nameWords: places.keys.length,
    lemmas: Object.fromEntries(lemmas),
  };
  return packWeights(
    format,
    header,
    [words.keys, words.values, clusters.keys, clusters.values, places.keys, places.values],
    [
      ["tags", tagger.weights],
      ["actions", new Int8Array(unpackActions(parser.actions).buffer)],
      ["relations", parser.relationWeights],
      ["marks", marks.weights],
      ["names", names.weights],
    ],
  );
}
