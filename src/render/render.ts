/**
 * A Reading for people and programs: text for a terminal, a self-contained HTML page, JSON. Source markup is
 * never rendered; every word shown comes from the canonical text and is escaped.
 */
import type { Reading } from "../model/reading.ts";
import { renderPage } from "./page.ts";
import { renderText, type TextOptions } from "./text.ts";

export { renderTrees } from "./tree.ts";

export type ReadingFormat = "text" | "json" | "jsonl" | "html";

export interface RenderOptions extends TextOptions {
  /** Whether the readings are one answer of several articles; a lone article is then still an array in `json`. */
  readonly several: boolean;
}

/**
 * The readings in one format, with a final newline.
 *
 * `json` is one document: an object for a single article, an array when `several`. `jsonl` is one line each.
 */
export function renderReadings(
  format: ReadingFormat,
  readings: readonly Reading[],
  options: RenderOptions,
): string {
  switch (format) {
    case "text":
      return readings.map((reading) => renderText(reading, options)).join("\n");
    case "json":
      return `${JSON.stringify(options.several ? readings : readings[0], null, 2)}\n`;
    case "jsonl":
      return readings.map((reading) => `${renderLine(reading)}\n`).join("");
    case "html":
      return renderPage(readings);
  }
}

/**
 * A value as one line of JSON. U+2028 and U+2029 are escaped: they are data to JSON but line ends to some
 * readers (Node 24's `readline`, Python's `splitlines`).
 */
export function renderLine(value: unknown): string {
  return JSON.stringify(value)
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}
