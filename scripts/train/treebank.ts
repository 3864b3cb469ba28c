/** CoNLL-U treebanks to plain sentences, for training and measuring. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { hashText } from "../../src/linear/hashing.ts";

/** One sentence; all columns have one entry for each word, empty nodes and ranges left out. */
export interface TreeSentence {
  readonly document: string;
  readonly id: string;
  readonly forms: string[];
  readonly lemmas: string[];
  readonly upos: string[];
  readonly xpos: string[];
  /** Index of the governor in the sentence, `forms.length` for the root. */
  readonly heads: number[];
  readonly relations: string[];
  readonly misc: string[];
}

/** The sentences of a `.conllu` or `.conllu.gz` file. */
export function readTreebank(file: string): TreeSentence[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const sentences: TreeSentence[] = [];
  let document = "";
  let id = "";
  let rows: string[][] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("# newdoc id = ")) document = line.slice("# newdoc id = ".length);
    else if (line.startsWith("# sent_id = ")) id = line.slice("# sent_id = ".length);
    else if (/^\d+\t/.test(line)) rows.push(line.split("\t"));
    else if (line === "" && 0 < rows.length) {
      const n = rows.length;
      sentences.push({
        document,
        id,
        forms: rows.map((row) => row[1]!),
        lemmas: rows.map((row) => row[2]!),
        upos: rows.map((row) => row[3]!),
        xpos: rows.map((row) => row[4]!),
        heads: rows.map((row) => (row[6] === "0" ? n : Number(row[6]) - 1)),
        relations: rows.map((row) => row[7]!),
        misc: rows.map((row) => row[9]!),
      });
      rows = [];
    }
  }
  return sentences;
}

/** Which half of PolNeAR an article is in, 0 or 1, by its name. */
export function foldOf(article: string): number {
  return hashText(article) & 1;
}

/** How much a sentence's mistakes count in training: 1 for gold, less for silver. */
export interface Weighted {
  readonly sentence: TreeSentence;
  readonly weight: number;
}

export function weighted(sentences: readonly TreeSentence[], weight: number): Weighted[] {
  return sentences.map((sentence) => ({ sentence, weight }));
}
