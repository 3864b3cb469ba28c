/** The rules of `data/relation-rules.tsv`: what an event says of the relation between two sides. */
import { listCell, oneOf, readTable, refuse } from "../lexicon/table.ts";

export const tracks = ["diplomatic", "missions", "contact", "sanctions", "agreements", "force"] as const;
export type Track = (typeof tracks)[number];

export interface RelationRule {
  /** `missions/opened`. */
  readonly name: string;
  readonly track: Track;
  readonly value: string;
  readonly types: readonly string[];
  readonly modes: readonly string[];
  /** Beginnings of words that name the act; none: the type alone tells. */
  readonly acts: readonly string[];
  /** Beginnings of words that name what it is done to; none: anything. */
  readonly objects: readonly string[];
  /** How long after one deed another still goes on with it; infinite for what lasts till another value is told. */
  readonly days: number;
}

/**
 * The rules of the file's text.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileRelationRules(text: string): readonly RelationRule[] {
  return readTable("relation-rules.tsv", text, 8).map((row) => {
    const [name = "", , value = "", types = "", modes = "", acts = "", objects = "", days = ""] = row.cells;
    return {
      name,
      track: oneOf(row, 1, tracks),
      value,
      types: listCell(types),
      modes: listCell(modes),
      acts: listCell(acts),
      objects: listCell(objects),
      days: days === "-" ? Infinity : daysCell(row.place, days),
    };
  });
}

function daysCell(place: string, cell: string): number {
  return /^[1-9]\d{0,4}$/.test(cell) ? Number(cell) : refuse(place, 'a number of days or "-"', `"${cell}"`);
}

/** The rule of a track that an event fits; null when it says nothing of it. */
export function findRule(
  rules: readonly RelationRule[],
  track: Track,
  event: { readonly type: string; readonly mode: string | null; readonly words: string },
): RelationRule | null {
  const candidates = rules.filter((rule) => rule.track === track && rule.types.includes(event.type));
  if (candidates.length === 0) return null;
  const words = ` ${event.words.toLowerCase().replace(/[^\p{L}\p{N}-]+/gu, " ")}`;
  const names = (beginnings: readonly string[]): boolean => beginnings.some((it) => words.includes(` ${it}`));
  return (
    candidates.find(
      (rule) =>
        (event.mode !== null && rule.modes.includes(event.mode)) ||
        ((rule.acts.length === 0 || names(rule.acts)) && (rule.objects.length === 0 || names(rule.objects))),
    ) ?? null
  );
}
