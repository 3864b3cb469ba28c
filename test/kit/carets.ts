/**
 * Cases as data: sentences with carets under the words and a name for what is expected there.
 *
 *     == cue after the quotation
 *     “We will respond in kind,” the ministry said.
 *      ^^^^^^^^^^^^^^^^^^^^^^^^ content
 *                                ^^^^^^^^^^^^ speaker
 *
 * A case begins with `==` and its name; a caret line belongs to the nearest text line above it; the text lines
 * are joined by line ends. A case without carets expects nothing.
 */
import { readFileSync } from "node:fs";

/** One expectation: these words, at this place, under this name. */
export interface Mark {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Case {
  readonly title: string;
  /** `file:line` of the title. */
  readonly place: string;
  readonly text: string;
  /** By start, then end. */
  readonly marks: readonly Mark[];
}

/** The cases of a file. */
export function readCases(file: string): Case[] {
  const cases: Case[] = [];
  let title = "";
  let place = "";
  let lines: string[] = [];
  let marks: Mark[] = [];
  const close = (): void => {
    if (title === "") return;
    while (lines.at(-1) === "") lines.pop();
    const sorted = [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
    cases.push({ title, place, text: lines.join("\n"), marks: sorted });
  };
  for (const [i, line] of readFileSync(file, "utf8").split("\n").entries()) {
    const head = /^== (.+)$/.exec(line);
    const carets = /^ *(\^+) +(\S.*)$/.exec(line);
    if (head !== null) {
      close();
      [title, place, lines, marks] = [head[1] as string, `${file}:${i + 1}`, [], []];
    } else if (carets !== null) {
      const above = lines.slice(0, -1).reduce((sum, it) => sum + it.length + 1, 0);
      const start = above + line.indexOf("^");
      marks.push({ name: (carets[2] as string).trim(), start, end: start + (carets[1] as string).length });
    } else if (!line.startsWith("#")) {
      lines.push(line);
    }
  }
  close();
  return cases;
}

/** Marks as lines with their words, for a readable difference. */
export function renderMarks(text: string, marks: readonly Mark[]): string {
  return marks.map(({ name, start, end }) => `${name}: ${text.slice(start, end)} (${start})`).join("\n");
}
