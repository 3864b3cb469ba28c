/**
 * Passages of our own with their conditions (`condition-passages.txt` beside this file, and its twin set apart), as
 * gold passages: marks in the text, one line for each condition below it. The format is told at the head of the file.
 */
import { readFileSync } from "node:fs";
import type { GoldCondition, GoldParty, GoldPassage } from "./condition-gold.ts";

const letters = {
  S: "setter",
  P: "speaker",
  T: "target",
  R: "requirement",
  O: "outcome",
  C: "cue",
} as const;

const usual: Readonly<Record<string, string>> = { if: "sufficient", "in-exchange": "both" };

interface Mark extends GoldParty {
  /** One of `letters`, and the number of the condition; empty for all of the passage. */
  readonly name: keyof typeof letters;
  readonly number: string;
}

/** The passages of a file. Throws where a line has no place in the format. */
export function loadOwnPassages(file: "condition-passages" | "condition-passages-apart"): GoldPassage[] {
  // Compiled code lies in dist/, the texts beside the source.
  const folder = new URL("../../../scripts/eval/", import.meta.url);
  const blocks = readFileSync(new URL(`${file}.txt`, folder), "utf8")
    .trim()
    .split("\n\n");
  return blocks.slice(1).map((block, i) => passageOf(`${file}-${i + 1}`, block.split("\n")));
}

function passageOf(id: string, [line = "", ...notes]: readonly string[]): GoldPassage {
  const { text, marks } = readMarks(id, line);
  if (notes.length === 0) throw new Error(`${id}: no line with ">" below the passage "${line}"`);
  const none = /^> none (\S+)$/.exec(notes[0]!);
  if (none !== null) return { id, text, conditions: [], corpus: "own", negativeType: none[1]! };
  const conditions = notes.map((note, i) => conditionOf(id, note, String(i + 1), marks));
  return { id, text, conditions, corpus: "own" };
}

/** "[S Kenya] will …": the words without marks, and where each lies in them. */
function readMarks(id: string, line: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  const open: { name: Mark["name"]; number: string; start: number }[] = [];
  let text = "";
  for (let i = 0; i < line.length; i++) {
    const mark = /^\[([SPTROC])(\d?) /.exec(line.slice(i, i + 4));
    if (mark !== null) {
      open.push({ name: mark[1] as Mark["name"], number: mark[2]!, start: text.length });
      i += mark[0].length - 1;
    } else if (line[i] === "]") {
      const last = open.pop();
      if (last === undefined) throw new Error(`${id}: a "]" without its "[" in "${line}"`);
      marks.push({ ...last, end: text.length, text: text.slice(last.start) });
    } else text += line[i]!;
  }
  if (open.length !== 0) throw new Error(`${id}: a "[" without its "]" in "${line}"`);
  return { text, marks };
}

function conditionOf(id: string, note: string, number: string, marks: readonly Mark[]): GoldCondition {
  const [sign, link, polarity, setter, target, ...flags] = note.split(" ");
  if (sign !== ">" || link === undefined || polarity === undefined || target === undefined)
    throw new Error(`${id}: "> LINK POLARITY SETTER TARGET" was expected, found "${note}"`);
  const marked = (name: Mark["name"]): GoldParty | null =>
    marks.find((it) => it.name === name && (it.number === "" || it.number === number)) ?? null;
  const coded = (name: Mark["name"], code: string | undefined): GoldParty | null => {
    const party = marked(name);
    return party === null ? null : { ...party, code: code === "-" ? null : code! };
  };
  const needed = (name: Mark["name"]): GoldParty => {
    const span = marked(name);
    if (span === null)
      throw new Error(`${id}: condition ${number} has no [${name} …] for its ${letters[name]}`);
    return span;
  };
  return {
    setter: coded("S", setter),
    speaker: marked("P"),
    target: coded("T", target),
    requirement: needed("R"),
    outcome: needed("O"),
    cue: needed("C"),
    requirementNegated: flags.includes("R!"),
    outcomeNegated: flags.includes("O!"),
    link,
    polarity,
    necessity: flags.find((it) => !it.endsWith("!")) ?? usual[link] ?? "necessary",
  };
}
