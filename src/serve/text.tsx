/** The canonical text of an article with its records highlighted: text nodes and marks, never the page's own markup. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { type BlockRole, readRoles } from "../model/article.ts";
import { listWords } from "../model/ledger.ts";
import type { Reading } from "../model/reading.ts";
import { type Labelled, segmentsOf } from "../render/segments.ts";
import type { ArticleMention } from "../store/store.ts";
import { hasOccurred } from "./words.tsx";

type Block = Reading["article"]["blocks"][number];

/** Mentions in the order of the text; of those that begin together, the longer first. */
export function inTextOrder(mentions: readonly ArticleMention[]): readonly ArticleMention[] {
  const placed = mentions.map((mention) => {
    const words = listWords(mention.kind, mention.finding);
    return { mention, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
  });
  return placed
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.mention.mention < b.mention.mention ? -1 : 1))
    .map(({ mention }) => mention);
}

/** Slices by code points, as evidence counts them. */
export function slicerOf(text: string): (start: number, end: number) => string {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}

/**
 * The blocks of a text.
 *
 * @param mentions in the order of the text; a mark is labelled with their places in this list
 */
export function ArticleText({
  text,
  blocks,
  mentions,
  language,
}: {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly mentions: readonly ArticleMention[];
  readonly language: string | null;
}): JSX.Element {
  const slice = slicerOf(text);
  const spans = spansByBlock(blocks, mentions);
  const parts: JSX.Element[] = [];
  for (let i = 0; i < blocks.length;) {
    const from = i;
    while (i < blocks.length && isAside((blocks[i] as Block).role)) i++;
    if (from < i) {
      parts.push(<Aside blocks={blocks.slice(from, i)} slice={slice} />);
      continue;
    }
    const block = blocks[i] as Block;
    parts.push(
      <Prose role={block.role}>{wordsOf(block, spans[i] as readonly Labelled[], mentions, slice)}</Prose>,
    );
    i++;
  }
  return (
    <div class="text" id="text" lang={language ?? "en"} dir="auto">
      {parts}
    </div>
  );
}

/** Roles that are the article's own without being read. */
function isAside(role: BlockRole): boolean {
  return !readRoles.has(role) && role !== "byline" && role !== "dateline";
}

/** What was removed, folded away: it stays in the text and says why. */
function Aside({
  blocks,
  slice,
}: {
  readonly blocks: readonly Block[];
  readonly slice: (start: number, end: number) => string;
}): JSX.Element {
  const roles = [...new Set(blocks.map(({ role }) => role))].join(", ");
  return (
    <details>
      <summary>
        Set aside: {roles} ({blocks.length})
      </summary>
      {blocks.map(({ start, end, why }) => (
        <p title={why}>{slice(start, end)}</p>
      ))}
    </details>
  );
}

function Prose({ role, children }: { readonly role: BlockRole; readonly children?: unknown }): JSX.Element {
  const words = children as JSX.Element;
  if (role === "headline") return <h2>{words}</h2>;
  if (role === "subhead") return <h3>{words}</h3>;
  return <p class={role === "body" ? undefined : role}>{words}</p>;
}

/** The highlights of every block; each highlight is looked at once for each block that it lies in. */
function spansByBlock(
  blocks: readonly Block[],
  mentions: readonly ArticleMention[],
): readonly (readonly Labelled[])[] {
  const lists: Labelled[][] = blocks.map(() => []);
  for (const [index, { kind, finding }] of mentions.entries()) {
    for (const { start, end } of listWords(kind, finding)) {
      for (let i = firstBlockTo(blocks, start); i < blocks.length && (blocks[i] as Block).start < end; i++) {
        (lists[i] as Labelled[]).push({ start, end, label: String(index) });
      }
    }
  }
  return lists;
}

/** The first block that ends after a place. */
function firstBlockTo(blocks: readonly Block[], place: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as Block).end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordsOf(
  block: Block,
  spans: readonly Labelled[],
  mentions: readonly ArticleMention[],
  slice: (start: number, end: number) => string,
): readonly (JSX.Element | string)[] {
  const anchored = new Map<number, ArticleMention[]>();
  for (const { label } of spans) {
    const mention = mentions[Number(label)] as ArticleMention;
    const start = listWords(mention.kind, mention.finding)[0]?.start ?? -1;
    const list = anchored.get(start) ?? [];
    if (!list.includes(mention)) anchored.set(start, [...list, mention]);
  }
  return segmentsOf(block.start, block.end, spans).map(({ start, end, labels }) => {
    const words = slice(start, end);
    if (labels.length === 0) return words;
    const here = [...new Set(labels)];
    const classes = new Set(here.flatMap((label) => classesOf(mentions[Number(label)] as ArticleMention)));
    const [own, ...others] = anchored.get(start) ?? [];
    return (
      <>
        {others.map(({ mention }) => (
          <span class="anchor" id={mention}></span>
        ))}
        <mark class={[...classes].join(" ")} id={own?.mention} data-m={here.join(" ")}>
          {words}
        </mark>
      </>
    );
  });
}

function classesOf(mention: ArticleMention): readonly string[] {
  if (mention.review === "reject") return ["rejected"];
  return hasOccurred(mention) ? [mention.kind] : [mention.kind, "open"];
}
