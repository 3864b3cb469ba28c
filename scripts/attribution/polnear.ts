/**
 * PolNeAR (Newell, Margolin and Ruths, LREC 2018): articles with attributions in brat stand-off. Offsets in the
 * files are code points; here they are UTF-16.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Article, Block } from "../../src/model/article.ts";
import type { Span } from "../../src/model/span.ts";
import { givenArticle } from "../eval/given.ts";

/** Source, cue and content of one attribution; each a union of spans, source and cue perhaps empty. */
export interface Attribution {
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
}

/** What one annotator marked in an article. */
export interface Annotation {
  readonly annotator: string;
  readonly attributions: readonly Attribution[];
  /** Not part of the article: pictures, links, tweets in full. */
  readonly discarded: readonly Span[];
}

export interface AnnotatedArticle {
  readonly name: string;
  readonly publisher: string;
  readonly article: Article;
  /** One for each annotator. */
  readonly annotations: readonly Annotation[];
}

/** The articles of a part (`train`, `dev`, `test`), by name; none when the folder is not there. */
export function readPolnear(folder: string): AnnotatedArticle[] {
  const texts = path.join(folder, "text");
  if (!existsSync(texts)) return [];
  const annotations = new Map<string, string[]>();
  for (const file of readdirSync(path.join(folder, "attributions")).sort()) {
    const name = file.replace(/_[0-9a-f]{4}\.ann$/, "");
    annotations.set(name, [...(annotations.get(name) ?? []), file]);
  }
  return [...annotations].flatMap(([name, files]) => {
    const file = [name, `${name}.txt`].map((it) => path.join(texts, it)).find((it) => existsSync(it));
    if (file === undefined) return [];
    const text = readFileSync(file, "utf8");
    const toUnits = unitsOf(text);
    return [
      {
        name,
        publisher: name.split("_")[0]!,
        article: articleOf(text),
        annotations: files.map((it) =>
          readAnnotation(it, readFileSync(path.join(folder, "attributions", it), "utf8"), toUnits),
        ),
      },
    ];
  });
}

/** A text as it is, every line a block of the body: offsets into it stay what they are. */
function articleOf(text: string): Article {
  const blocks: Block[] = [];
  for (const match of text.matchAll(/[^\n]*\S[^\n]*/g)) {
    const start = match.index + (match[0].length - match[0].trimStart().length);
    blocks.push({ role: "body", start, end: start + match[0].trim().length, why: "eval/given" });
  }
  return givenArticle(text, null, blocks);
}

function readAnnotation(file: string, text: string, toUnits: (codePoint: number) => number): Annotation {
  const spans = new Map<string, { readonly type: string; readonly spans: readonly Span[] }>();
  const attributions: Attribution[] = [];
  for (const line of text.split("\n")) {
    const textBound = /^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t/.exec(line);
    if (textBound !== null) {
      const [, id, type, ranges] = textBound as unknown as [string, string, string, string];
      const list = ranges.split(";").map((range) => {
        const [start, end] = range.split(" ").map(Number) as [number, number];
        return { start: toUnits(start), end: toUnits(end) };
      });
      spans.set(id, { type, spans: list.sort((a, b) => a.start - b.start) });
      continue;
    }
    const event = /^E\d+\t(.*)$/.exec(line);
    if (event === null || !event[1]!.startsWith("Attribution")) continue;
    const roles: Record<"Source" | "Cue" | "Content", Span[]> = { Source: [], Cue: [], Content: [] };
    for (const part of event[1]!.trim().split(" ").slice(1)) {
      const [, role, id] = /^(Source|Cue|Content)\d*:(T\d+)$/.exec(part) ?? [];
      if (role !== undefined) roles[role as keyof typeof roles].push(...(spans.get(id!)?.spans ?? []));
    }
    attributions.push({ source: roles.Source, cue: roles.Cue, content: roles.Content });
  }
  const discarded = [...spans.values()].filter(({ type }) => type === "Discard").flatMap((it) => it.spans);
  return { annotator: /_([0-9a-f]{4})\.ann$/.exec(file)![1]!, attributions, discarded };
}

function unitsOf(text: string): (codePoint: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return (codePoint) => codePoint;
  const units: number[] = [];
  let at = 0;
  for (const char of text) {
    units.push(at);
    at += char.length;
  }
  units.push(at);
  return (codePoint) => units[codePoint] ?? at;
}
