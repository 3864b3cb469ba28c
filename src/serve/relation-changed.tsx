/** "What changed" on the page of a relation: every line leads to the words. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { RecordKind } from "../model/ledger.ts";
import { ChangedList } from "./changed-list.tsx";
import { proseOfDate } from "./dates.ts";
import { addressWith } from "./filter.ts";
import { type ChangedCondition, newsPeriods, type RelationNews } from "./relation-news.ts";
import { Quote, Sides, Words } from "./words.tsx";

const periodNames = { visit: "since your last visit", "7": "last 7 days", "30": "last 30 days" } as const;
const kindNames: readonly (readonly [RecordKind, string])[] = [
  ["condition", "conditions"],
  ["event", "events"],
  ["statement", "statements"],
];

/** The section. */
export function WhatChanged({
  news,
  path,
  params,
}: {
  readonly news: RelationNews;
  /** Of the page. */
  readonly path: string;
  readonly params: URLSearchParams;
}): JSX.Element {
  const { period, since, added, conditions, corrections, isPartial } = news;
  const isQuiet =
    kindNames.every(([kind]) => added[kind].n === 0) &&
    corrections.length === 0 &&
    (conditions === null || conditions.length === 0);
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">What changed</h2>
      <nav class="tabs" aria-label="Since when">
        {newsPeriods.map((it) => (
          <a
            href={`${addressWith(path, params, "news", it === "visit" ? null : it)}#changed`}
            aria-current={it === period ? "page" : undefined}
          >
            {periodNames[it]}
          </a>
        ))}
      </nav>
      {since === null ? (
        <p class="dim">
          You have not pressed “mark all as seen” on the <a href="/">start page</a> yet, so all is new. Once
          you have, this tells what came after.
        </p>
      ) : isQuiet ? (
        <p class="dim">
          The ledger has learnt nothing new of these two since {proseOfDate(since)}
          {isPartial ? ", among the latest changes; there are more than can be looked through" : ""}.
        </p>
      ) : (
        <>
          {isPartial ? (
            <p class="dim">So much has changed since {proseOfDate(since)} that only the latest is told.</p>
          ) : null}
          {conditions === null || conditions.length === 0 ? null : (
            <>
              <h3>Conditions that stand or are put otherwise</h3>
              <ul class="plain">
                {conditions.map((it) => (
                  <Changed condition={it} />
                ))}
              </ul>
            </>
          )}
          {kindNames.map(([kind, name]) => {
            const { n, items } = added[kind];
            return n === 0 ? null : (
              <>
                <h3>
                  {isPartial ? "At least " : ""}
                  {n.toLocaleString("en")} new {n === 1 ? kind : name}
                </h3>
                <ChangedList items={items} />
              </>
            );
          })}
          {corrections.length === 0 ? null : (
            <>
              <h3>Corrections</h3>
              <ChangedList items={corrections} />
            </>
          )}
        </>
      )}
      {conditions !== null ? null : (
        <p>
          <a href={`${addressWith(path, params, "states", "1")}#changed`}>
            Tell which conditions stand otherwise
          </a>{" "}
          <span class="dim">(takes some seconds in a ledger of this size)</span>
        </p>
      )}
    </section>
  );
}

function Changed({ condition }: { readonly condition: ChangedCondition }): JSX.Element {
  const { record, state, evidence, words } = condition;
  return (
    <li>
      <p>
        <a class="label" href={`/records/${record.id}`}>
          {state === null ? "Put otherwise" : `${state.was} → ${state.is}`}
        </a>{" "}
        <Sides kind="condition" finding={record.finding} />
      </p>
      <p class="snippet">
        <a class="text" href={`/articles/${record.first.article}#${record.first.mention}`}>
          <Words kind="condition" finding={record.finding} />
        </a>
      </p>
      {evidence.map(({ event, date, words: exact, effect }) => (
        <p class="dim">
          {proseOfDate(date)}, {effect.replaceAll("-", " ")}:{" "}
          <a href={`/records/${event}`}>
            <Quote exact={exact} />
          </a>
        </p>
      ))}
      {words.map(({ date, direction, detail }) => (
        <p class="dim">
          {date === null ? "no date" : proseOfDate(date)}: {direction ?? "changed"}, {detail}
        </p>
      ))}
    </li>
  );
}
