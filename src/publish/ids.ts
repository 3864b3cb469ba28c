/**
 * Ids of records, derived from content, so that reading twice adds nothing and a reviewer's decision survives
 * a better engine: an id hangs on the article and on the record's anchor (cue, trigger, first mention), not on
 * borders that later versions may draw differently.
 */
import { shortDigestOf } from "../model/digest.ts";
import type { Span } from "../model/span.ts";

/** `a` actor, `s` statement, `e` event, `c` condition. */
export type RecordKind = "a" | "s" | "e" | "c";

/**
 * A function that gives ids within one article: the kind's letter and 16 digits of base 32 (80 bits).
 *
 * Two records of one kind on the same anchor ("imposed" in "imposed sanctions and a travel ban") are told
 * apart by their order, so call it in the order of the list. Anchors count code points, as all that leaves.
 */
export function newIdGiver(articleHash: string): (kind: RecordKind, anchors: readonly Span[]) => string {
  const given = new Map<string, number>();
  return (kind, anchors) => {
    const place = `${kind}|${anchors.map((anchor) => `${anchor.start}-${anchor.end}`).join(",")}`;
    const ordinal = given.get(place) ?? 0;
    given.set(place, ordinal + 1);
    return kind + shortDigestOf(`${articleHash}|${place}|${ordinal}`);
  };
}
