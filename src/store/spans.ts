/**
 * Words of a mention that a person has set right: an end moved by a word, within its block. The mention keeps its id;
 * the correction is a review like any other, with before and after, and can be undone.
 */
import { DemarcheError } from "../model/error.ts";
import type {
  LedgerCondition,
  LedgerEvent,
  LedgerFinding,
  LedgerStatement,
  RecordKind,
} from "../model/ledger.ts";
import type { Evidence } from "../model/reading.ts";
import { wordsOf } from "./columns.ts";
import { fileWording } from "./filing.ts";
import type { MentionsTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** A move of one end of some words. */
export interface SpanMove {
  readonly mention: string;
  /** `requirement` or `outcome` of a condition; of a statement the number of the part, from 0; else empty. */
  readonly part: string;
  readonly edge: "start" | "end";
  /** Words to the right; negative to the left. */
  readonly by: 1 | -1;
  readonly who: string;
  /** The revision of the record that the person saw. */
  readonly revision?: number;
}

/** What a review keeps of a moved end. */
export interface SpanState extends Evidence {
  readonly mention: string;
  readonly part: string;
}

/** Where an end comes to lie, and what it was. @throws DemarcheError `store/unknown-id`, `store/unlike` */
export async function findMove(
  { tx }: Writing,
  move: SpanMove,
): Promise<{ readonly record: string; readonly before: SpanState; readonly after: SpanState }> {
  const row = await tx
    .selectFrom("mentions as m")
    .innerJoin("articles as a", "a.hash", "m.article")
    .select(["m.record", "m.kind", "m.finding", "a.text"])
    .where("m.id", "=", move.mention)
    .executeTakeFirst();
  if (row === undefined) {
    throw new DemarcheError(
      "store/unknown-id",
      `expected the id of a mention, such as e0123456789abcdef, found "${move.mention}"`,
    );
  }
  const words = partOf(row.kind, JSON.parse(row.finding) as LedgerFinding, move.part);
  const points = Array.from(row.text);
  const [start, end] =
    move.edge === "start"
      ? [moved(points, words.start, move.by, isWordStart), words.end]
      : [words.start, moved(points, words.end, move.by, isWordEnd)];
  const exact = points.slice(start, end).join("");
  const isSound = start < end && !exact.includes("\n\n") && (start !== words.start || end !== words.end);
  if (!isSound) {
    throw new DemarcheError(
      "store/unlike",
      `expected words within one paragraph, found none left or none further`,
    );
  }
  const { mention, part } = move;
  const before = { mention, part, start: words.start, end: words.end, exact: words.exact };
  return { record: row.record, before, after: { mention, part, start, end, exact } };
}

/** Puts words in the place of a part, in the mention and in its record's line of words. */
export async function putSpan(
  writing: Writing,
  { mention, part, start, end, exact }: SpanState,
): Promise<void> {
  const { tx } = writing;
  const row = await tx.selectFrom("mentions").selectAll().where("id", "=", mention).executeTakeFirst();
  if (row === undefined) return;
  const finding = withPart(row, part, { start, end, exact });
  await tx
    .updateTable("mentions")
    .set({ finding: JSON.stringify(finding) })
    .where("id", "=", mention)
    .execute();
  const words = wordsOf(row.kind, finding);
  await tx.updateTable("records").set({ words }).where("first_mention", "=", mention).execute();
  if (row.kind === "event") return;
  const record = await tx
    .selectFrom("records")
    .select(["id", "kind", "number"])
    .where("id", "=", row.record)
    .executeTakeFirstOrThrow();
  fileWording(writing, record, words);
}

/** @throws DemarcheError `store/unlike` */
function partOf(kind: RecordKind, finding: LedgerFinding, part: string): Evidence {
  const found =
    kind === "statement"
      ? (finding as LedgerStatement).content[Number(part === "" ? 0 : part)]
      : kind === "event"
        ? (finding as LedgerEvent)
        : part === "outcome"
          ? (finding as LedgerCondition).outcome
          : (finding as LedgerCondition).requirement;
  if (found !== undefined) return found;
  throw new DemarcheError("store/unlike", `expected a part of this ${kind}, found "${part}"`);
}

function withPart(row: MentionsTable, part: string, evidence: Evidence): LedgerFinding {
  const finding = JSON.parse(row.finding) as LedgerFinding;
  if (row.kind === "event") return { ...(finding as LedgerEvent), ...evidence };
  if (row.kind === "condition") {
    return { ...(finding as LedgerCondition), [part === "outcome" ? "outcome" : "requirement"]: evidence };
  }
  const statement = finding as LedgerStatement;
  const at = Number(part === "" ? 0 : part);
  return { ...statement, content: statement.content.map((it, i) => (i === at ? evidence : it)) };
}

const wordCharacter = /[\p{L}\p{N}\p{M}'’-]/u;

function isWordStart(points: readonly string[], at: number): boolean {
  return isWord(points[at]) && !isWord(points[at - 1]);
}

function isWordEnd(points: readonly string[], at: number): boolean {
  return isWord(points[at - 1]) && !isWord(points[at]);
}

function isWord(point: string | undefined): boolean {
  return point !== undefined && wordCharacter.test(point);
}

/** The next place in a direction that is an edge of a word; the same place where there is none. */
function moved(
  points: readonly string[],
  from: number,
  by: 1 | -1,
  isEdge: (points: readonly string[], at: number) => boolean,
): number {
  for (let at = from + by; 0 <= at && at <= points.length; at += by) if (isEdge(points, at)) return at;
  return from;
}
