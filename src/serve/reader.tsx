/** The article reader: the text, its records beside it, and what was removed. Review by keyboard is `ui/review.ts`. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { recordKinds } from "../model/ledger.ts";
import type { ArticleMention, WholeArticle } from "../store/store.ts";
import { type CardFilter, cardQueryOf, isShown } from "./card-filter.ts";
import { proseOfDate } from "./dates.ts";
import { Frame } from "./frame.tsx";
import { Pick, PickBar } from "./picks.tsx";
import { ReaderDialogs } from "./reader-dialogs.tsx";
import { Mark } from "./record-table.tsx";
import type { Site } from "./site.ts";
import { DeletionLink } from "./team/deletion.tsx";
import { mayHere } from "./visitor.ts";
import { ArticleText, inTextOrder } from "./text.tsx";
import { Decision, hasOccurred, labelOf, Sides, Words } from "./words.tsx";

/** The page of an article. */
export function Reader({
  site,
  article,
  mentions,
  shown,
}: {
  readonly site: Site;
  readonly article: WholeArticle;
  readonly mentions: readonly ArticleMention[];
  readonly shown: CardFilter;
}): JSX.Element {
  const ordered = inTextOrder(mentions);
  const { reading, text, title } = article;
  const blocks = reading?.article.blocks ?? [{ role: "body" as const, start: 0, end: text.length, why: "" }];
  return (
    <Frame site={site} title={title ?? "Article"} here="/articles" script="review.js">
      <ArticleHead article={article} />
      <div class="reader">
        <ArticleText text={text} blocks={blocks} mentions={ordered} language={article.language} />
        <section class="beside" aria-label="Records of this article">
          <ReviewBar article={article} mentions={mentions} shown={shown} />
          <Tools />
          <PickBar
            all={`/articles/${article.hash}/review${cardQueryOf(shown)}`}
            from={`/articles/${article.hash}${cardQueryOf(shown)}`}
            hasKeys={false}
          />
          <ol class="cards" id="cards">
            {ordered.map((mention, index) => (isShown(mention, shown) ? Card({ mention, index }) : null))}
          </ol>
        </section>
      </div>
      <ReaderDialogs site={site} />
    </Frame>
  );
}

function ArticleHead({ article }: { readonly article: WholeArticle }): JSX.Element {
  const { reading, title, published, outlet, url, captures, hash } = article;
  const hasHeadline = reading?.article.blocks.some(({ role }) => role === "headline") === true;
  const facts = [
    outlet,
    published === null ? "no date of publication" : proseOfDate(published),
    reading?.article.authors.join(", "),
    article.language,
  ].filter((it) => it !== null && it !== undefined && it !== "");
  return (
    <header class="reader-head">
      <h1 class={hasHeadline ? "hidden" : undefined}>{title ?? "Untitled article"}</h1>
      <p class="facts">
        {facts.join(" · ")}
        {url !== null && /^https?:\/\//i.test(url) ? (
          <>
            {" · "}
            <a href={url} rel="noreferrer noopener external">
              where it was found
            </a>{" "}
            <span class="dim">(may have changed)</span>
          </>
        ) : null}
      </p>
      <details class="facts">
        <summary>
          {captures.length} {captures.length === 1 ? "capture" : "captures"}, engine, remarks
        </summary>
        <ul>
          {captures.map((capture) => (
            <li>
              {capture.outlet ?? capture.url ?? "a file"}, {capture.addedAt.slice(0, 10)}, {capture.size}{" "}
              bytes, SHA-256 <code>{capture.hash.slice(0, 16)}…</code>
            </li>
          ))}
          <li>
            canonical text <code>{hash.slice(0, 16)}…</code>, read by{" "}
            <code>{reading?.engine ?? "nobody"}</code>
          </li>
          {(reading?.diagnostics ?? []).map(({ severity, code, message }) => (
            <li>
              {severity}: {message} <code>{code}</code>
            </li>
          ))}
        </ul>
        <DeletionLink article={hash} />
      </details>
    </header>
  );
}

function ReviewBar({
  article,
  mentions,
  shown,
}: {
  readonly article: WholeArticle;
  readonly mentions: readonly ArticleMention[];
  readonly shown: CardFilter;
}): JSX.Element {
  const nDone = mentions.filter(({ review }) => review !== null).length;
  return (
    <form class="review-bar" action={`/articles/${article.hash}`}>
      <p id="progress" data-done={String(nDone)} data-all={String(mentions.length)}>
        {nDone} of {mentions.length} reviewed
      </p>
      <label>
        <span class="hidden">Kind</span>
        <select name="kind">
          <option value="">all kinds</option>
          {recordKinds.map((kind) => (
            <option value={kind} selected={shown.kind === kind}>
              {kind}s
            </option>
          ))}
        </select>
      </label>
      <label>
        <input type="checkbox" name="open" value="1" checked={shown.isOpenOnly} /> open only
      </label>
      <button>Show</button>
      <a href={`/articles/next?after=${article.hash}`} id="next-article">
        next article
      </a>
      <a href="#shortcuts" id="help" hidden>
        keys
      </a>
    </form>
  );
}

/** A record of this article. What the keys need stands in `data-`. */
function Card({ mention, index }: { readonly mention: ArticleMention; readonly index: number }): JSX.Element {
  const { record, kind, review, reports } = mention;
  return (
    <li
      class={hasOccurred(mention) ? kind : `${kind} open`}
      id={`card-${mention.mention}`}
      data-m={String(index)}
      data-record={record}
      data-revision={String(mention.revision)}
      data-type={mention.type}
      data-status={mention.status}
      data-edtf={mention.edtf ?? ""}
      data-review={review ?? ""}
    >
      <p>
        <a class="kind" href={`#${mention.mention}`}>
          <Mark record={mention} />
          {kind === "condition" ? `Condition · ${labelOf(mention).toLowerCase()}` : labelOf(mention)}
        </a>{" "}
        <Decision review={review} />
        <Pick id={record} label={labelOf(mention)} />
      </p>
      <p>
        <Sides kind={kind} finding={mention.finding} />
      </p>
      <p class="words">
        <Words kind={kind} finding={mention.finding} />
      </p>
      <p>
        <a class="dim" href={`/records/${record}`}>
          {reports === 1 ? "this report only" : `${reports} reports`}
        </a>
      </p>
    </li>
  );
}

/** What the keys do, as buttons: of use only with the script, which shows them. Who may not decide has none. */
function Tools(): JSX.Element {
  const tools = [
    ["accept", "Accept"],
    ["reject", "Reject"],
    ["skip", "Skip"],
    ["undo", "Undo"],
    ["edit", "Edit"],
    ["note", "Note"],
  ] as const;
  return (
    <div id="tools" class="tools" data-read-only={mayHere("reviewer") ? undefined : ""} hidden>
      <p class="message" id="message" role="status" hidden></p>
      {mayHere("reviewer") ? (
        <div class="buttons" role="group" aria-label="Decide on the selected record">
          {tools.map(([action, name]) => (
            <button type="button" data-action={action}>
              {name}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
