/**
 * Statements by the form of a block: transcripts ("WALLACE: Let us begin.") and headlines with a colon ("Peskov:
 * relations are at a zero point", "No talks before May: ministry").
 */
import type { Statement } from "../model/finding.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import { formOf, trimContent } from "./contents.ts";
import { canSpeak } from "./speakers.ts";
import type { Stage } from "./stage.ts";
import { spanOf, tokenAt } from "./words.ts";

/** How often each rule was right (docs/attributions.md). */
const confidences = { script: 0.9, headline: 0.7 } as const;

const label = /^(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,4})(?: \([^)]{1,40}\)|, [^:]{1,60})?:\s+(?=\S)/u;
/** Labels that are no speakers. */
const notSpeaker =
  /^(?:UPDATE|BREAKING|Update|Note|Editor|Photo|Video|Read|Watch|Source|Sources|See|Also|More|Related|Correction|Location|Date|Time|Where|When|What|Who|Why|How|Topics?|Tags?|Category|Here|Example|Warning|Breaking|Exclusive|Analysis|Opinion|Explainer|Timeline|Factbox|Background|Key|Live|Here's|Question|Summary|Translation|Photo|Picture|Image|Opinion|The)\b/;
/** Blocks with a label that make a text a transcript. */
const fewestLabels = 3;

/** Transcripts: what stands behind a label, and the paragraphs up to the next label. */
export function findScripted(stage: Stage): Statement[] {
  const { article } = stage.words.parse;
  const labelled = article.blocks.map((block) => {
    if (block.role !== "body" && block.role !== "damaged") return null;
    const match = label.exec(article.text.slice(block.start, Math.min(block.end, block.start + 160)));
    return match === null || notSpeaker.test(match[1] as string) ? null : match;
  });
  const counts = new Map<string, number>();
  for (const match of labelled)
    if (match !== null) counts.set(match[1] as string, (counts.get(match[1] as string) ?? 0) + 1);
  const recurring = [...counts.values()].filter((count) => 1 < count).length;
  const total = labelled.filter((match) => match !== null).length;
  // In a transcript what stands between two labels is the first one's; in a story with a few labels it is the story's.
  const nBody = article.blocks.filter(({ role }) => role === "body").length;
  const isTranscript = nBody <= total * 3;
  if (total < fewestLabels || recurring < 2) return [];
  const found: Statement[] = [];
  labelled.forEach((match, index) => {
    if (match === null) return;
    const { start } = article.blocks[index] as Span;
    const speaker = { start, end: start + (match[1] as string).length };
    const colon = start + match[0].trimEnd().length - 1;
    const content: Span[] = [{ start: start + match[0].length, end: (article.blocks[index] as Span).end }];
    const next = isTranscript ? labelled.findIndex((it, i) => index < i && it !== null) : index;
    for (let i = index + 1; i < next && i - index < 12; i++) {
      const block = article.blocks[i];
      if (block !== undefined && block.role === "body") content.push({ start: block.start, end: block.end });
    }
    const isQuestion = /^(?:Q|A)$/.test(match[1] as string);
    found.push(
      plainStatement(stage, isQuestion ? null : speaker, { start: colon, end: colon + 1 }, content, "script"),
    );
  });
  return found;
}

/** "X: what X says" and "what X says: X", in headlines, decks and subheads. */
export function findHeadlines(stage: Stage): Statement[] {
  const { words } = stage;
  const { sentences, article, tokens } = words.parse;
  const found: Statement[] = [];
  for (const block of article.blocks) {
    if (block.role !== "headline" && block.role !== "deck" && block.role !== "subhead") continue;
    const from = tokenAt(words, block.start);
    const to = tokenAt(words, block.end);
    if (to <= from || 40 < to - from || sentences[words.sentence[from] as number]?.from !== from) continue;
    for (let i = from + 1; i < to - 1; i++) {
      const isColon = words.form[i] === ":";
      const isDash =
        /^(?:—|–|--|-)$/.test(words.form[i] as string) &&
        (tokens.end[i - 1] as number) < (tokens.start[i] as number);
      if (!isColon && !isDash) continue;
      const before = { from, to: i };
      const after = { from: i + 1, to };
      const isSpeaker = ({ from: a, to: b }: TokenRange): boolean =>
        b - a <= 5 &&
        canSpeak(stage, a, b) &&
        !hasVerb(stage, a, b) &&
        !words.form.slice(a, b).some((it) => /^[()[\]]$/.test(it) || notSpeaker.test(it));
      const [speaker, said] =
        isColon && isSpeaker(before) && 3 <= after.to - after.from
          ? [before, after]
          : isSpeaker(after) && 3 <= before.to - before.from
            ? [after, before]
            : [null, null];
      if (speaker === null) continue;
      found.push(
        plainStatement(
          stage,
          spanOf(words, speaker.from, speaker.to),
          spanOf(words, i, i + 1),
          [spanOf(words, said.from, said.to)],
          "headline",
        ),
      );
      break;
    }
  }
  return found;
}

function hasVerb({ words }: Stage, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (/^(?:VERB|AUX)$/.test(words.parse.tokens.upos[i] as string)) return true;
  return false;
}

function plainStatement(
  { words }: Stage,
  speaker: Span | null,
  cue: Span,
  content: readonly Span[],
  rule: keyof typeof confidences,
): Statement {
  const trimmed = content.map((span) => trimContent(words, span)).filter(({ start, end }) => start < end);
  return {
    speaker: speaker === null ? null : { ...speaker, actor: null },
    cue,
    content: trimmed,
    form: rule === "script" ? "direct" : formOf(words, trimmed),
    kind: "speech",
    nestedIn: null,
    via: [],
    addressee: null,
    date: null,
    confidence: confidences[rule],
    rule: `statement/${rule}`,
  };
}
