/**
 * A Parse to Findings: what is said, done and demanded, as spans. Who everybody is stays open (`resolve`). This
 * file is the table of rules: each construct has a file of its own.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Findings, Statement } from "../model/finding.ts";
import type { Parse } from "../model/parse.ts";
import { containsSpan, type Span } from "../model/span.ts";
import { findConditions } from "./conditions.ts";
import { findEvents } from "./events.ts";
import { findMentions, type Mention } from "./mentions.ts";
import { findStatements } from "./statements.ts";
import { listWords, spanOf, type Words } from "./words.ts";

/** The findings of a parse, actors unknown. Never throws, whatever the text. */
export function extractFindings(lexicon: Lexicon, parse: Parse): Findings {
  const words = listWords(parse);
  const cast = { lexicon, words, mentions: findMentions(lexicon, words) };
  const statements = findStatements(cast);
  const events = findEvents(cast).map((it) => ({ ...it, statement: innermost(statements, it.trigger) }));
  const conditions = findConditions(cast)
    .map((it) => {
      const statement = innermost(statements, it.cue);
      // Where the clause names nobody, who says it sets it.
      return {
        ...it,
        statement,
        setter: it.setter ?? (statement === null ? null : (statements[statement]?.speaker ?? null)),
      };
    })
    .filter((it) => it.setter !== null || it.target !== null)
    .filter((it) =>
      cast.mentions.some(
        (mention) =>
          isWithin(words, mention, it.requirement) ||
          isWithin(words, mention, it.outcome) ||
          it.setter?.start === spanOf(words, mention.from, mention.to).start,
      ),
    );
  return { actors: [], statements, events, conditions, diagnostics: [] };
}

function isWithin(words: Words, mention: Mention, span: Span): boolean {
  return containsSpan(span, spanOf(words, mention.from, mention.to));
}

/** Index of the innermost statement whose content holds a span; null when none does. */
function innermost(statements: readonly Statement[], span: Span): number | null {
  let best: number | null = null;
  let size = Infinity;
  statements.forEach((statement, i) => {
    for (const content of statement.content) {
      if (containsSpan(content, span) && content.end - content.start < size) {
        best = i;
        size = content.end - content.start;
      }
    }
  });
  return best;
}
