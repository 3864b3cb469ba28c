/**
 * News without a date: an event that the article itself tells in its first sentences, in the main clause and in the
 * simple past or the present perfect, took place by the day of publication. The basis `publication` says that nothing
 * else is known; everywhere else an event without a date has none.
 */
import type { DateValue, EventFinding } from "../model/finding.ts";
import type { Parse, Sentence } from "../model/parse.ts";
import type { TimeExpression } from "../model/time.ts";

/** Sentences of the body in which news is told. */
const nLeading = 3;

/**
 * The day of publication as the date of an event; null unless it is news (see above) and no time stands in its sentence.
 *
 *     published 2022-06-16: Ruritania severed relations with its neighbor.    2022-06-16, publication
 *                           Ruritania, which severed relations, protested.    null for "severed"
 */
export function publicationDate(
  parse: Parse,
  times: readonly TimeExpression[],
  event: EventFinding,
): DateValue | null {
  const { article, tokens, sentences } = parse;
  if (event.status !== "occurred" || event.statement !== null) return null;
  if (article.published === null || !/^\d{4}-\d{2}-\d{2}$/.test(article.published)) return null;
  const leading: Sentence[] = [];
  for (const sentence of sentences) {
    if (article.blocks[sentence.block]?.role !== "body") continue;
    leading.push(sentence);
    if (leading.length === nLeading) break;
  }
  const sentence = leading.find((it) => it.start <= event.trigger.start && event.trigger.end <= it.end);
  if (sentence === undefined) return null;
  if (
    times.some(
      ({ start, shape }) => sentence.start <= start && start < sentence.end && shape.kind !== "duration",
    )
  )
    return null;
  for (let i = sentence.from; i < sentence.to; i++) {
    if ((tokens.start[i] as number) !== event.trigger.start) continue;
    return isMainVerb(parse, i, sentence) ? { edtf: article.published, basis: "publication" } : null;
  }
  return null;
}

/** Whether a token is the root or joined to it, in the simple past or the present perfect. */
function isMainVerb({ tokens, article }: Parse, at: number, { from }: Sentence): boolean {
  const { head, relation, xpos } = tokens;
  const governor = head[at] as number;
  const isMain = governor < 0 || (relation[at] === "conj" && (head[governor] as number) < 0);
  if (!isMain) return false;
  if (xpos[at] === "VBD") return true;
  if (xpos[at] !== "VBN") return false;
  for (let i = at - 1; Math.max(from, at - 6) <= i; i--) {
    const word = article.text.slice(tokens.start[i], tokens.end[i]).toLowerCase();
    if (word === "has" || word === "have") return true;
    if (word === "had" || word === "," || (xpos[i] as string).startsWith("VB")) return false;
  }
  return false;
}
