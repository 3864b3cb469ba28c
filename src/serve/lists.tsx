/** Lists of statements, events and conditions: filters and counts beside a table, all of it in the address. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord, Page } from "../model/ledger.ts";
import type { Facets, FacetValue } from "../store/store.ts";
import { Board } from "./board.tsx";
import { exportForms } from "./exports.ts";
import { addressWith, type Asked, packPlace } from "./filter.ts";
import { Frame } from "./frame.tsx";
import { KeysPanel } from "./keys-panel.tsx";
import { ListHelp } from "./list-help.tsx";
import { PickBar } from "./picks.tsx";
import type { Site } from "./site.ts";
import { RecordTable } from "./record-table.tsx";
import { KeepForm } from "./view-list.tsx";
import { nameOfValue } from "./words.tsx";

/** Records on one page of a list. */
export const pageSize = 50;

export const pathOf = { statement: "/statements", event: "/events", condition: "/conditions" } as const;
const titleOf = { statement: "Statements", event: "Events", condition: "Conditions" } as const;
const leadOf = {
  statement: "Who said what, in their words, as each article reports it.",
  event: "Who did what to whom, and whether it happened.",
  condition: "What somebody will or will not do, depending on what somebody else does.",
} as const;

/** What keys do on a list. */
const listActions = ["next", "previous", "pick", "search", "help", "close"];

/** What a list shows. */
export interface ListView {
  readonly asked: Asked;
  readonly page: Page<LedgerRecord>;
  readonly count: { readonly distinct: number; readonly reports: number; readonly isPartial: boolean };
  readonly facets: Facets | null;
  /** Names of the codes and the actors that the filter and the counts have. */
  readonly names: ReadonlyMap<string, string>;
}

/** The page of a list. */
export function RecordList({ site, view }: { readonly site: Site; readonly view: ListView }): JSX.Element {
  const { asked, page, count, facets, names } = view;
  const path = pathOf[asked.kind];
  const query = asked.params.toString();
  const isBoard = asked.kind === "condition" && asked.params.get("view") === "cards";
  const feed = `${path}.atom${query === "" ? "" : `?${query}`}`;
  return (
    <Frame site={site} title={titleOf[asked.kind]} here={path} feed={feed} script="lists.js">
      <div class="heading">
        <h1>{titleOf[asked.kind]}</h1>
        <p class="lead">{leadOf[asked.kind]}</p>
        <ListHelp kind={asked.kind} />
      </div>
      <div class="with-facets">
        <aside aria-label="Filters">
          <FilterForm asked={asked} path={path} />
          {facets === null ? null : <FacetList asked={asked} facets={facets} names={names} path={path} />}
        </aside>
        <section aria-label={titleOf[asked.kind]}>
          <Summary asked={asked} count={count} names={names} path={path} />
          {asked.kind === "condition" ? <Views params={asked.params} isBoard={isBoard} /> : null}
          {page.items.length === 0 ? null : (
            <PickBar
              all={`${path}/review${query === "" ? "" : `?${query}`}`}
              from={`${path}${query === "" ? "" : `?${query}`}`}
              hasKeys
            />
          )}
          {page.items.length === 0 ? (
            <Nothing asked={asked} />
          ) : isBoard ? (
            <Board records={page.items} />
          ) : (
            <RecordTable records={page.items} hasPicks />
          )}
          <Paging path={path} params={asked.params} next={page.next} />
        </section>
      </div>
      <KeysPanel site={site} only={listActions} />
    </Frame>
  );
}

function Views({
  params,
  isBoard,
}: {
  readonly params: URLSearchParams;
  readonly isBoard: boolean;
}): JSX.Element {
  return (
    <nav class="tabs" aria-label="View">
      <a href={addressWith("/conditions", params, "view", null)} aria-current={isBoard ? undefined : "page"}>
        Table
      </a>
      <a
        href={addressWith("/conditions", params, "view", "cards")}
        aria-current={isBoard ? "page" : undefined}
      >
        Cards
      </a>
    </nav>
  );
}

function Summary({
  asked,
  count,
  names,
  path,
}: {
  readonly asked: Asked;
  readonly count: ListView["count"];
  readonly names: ListView["names"];
  readonly path: string;
}): JSX.Element {
  const { params, understood } = asked;
  const chips = [...params].flatMap(([name, value]) => (name === "view" ? [] : [{ name, value }]));
  const query = params.toString() === "" ? "" : `?${params.toString()}`;
  return (
    <div class="summary">
      <p>
        <strong>
          {count.isPartial ? "at least " : ""}
          {count.distinct.toLocaleString("en")}
        </strong>{" "}
        distinct,{" "}
        <strong>
          {count.isPartial ? "≥ " : ""}
          {count.reports.toLocaleString("en")}
        </strong>{" "}
        {count.reports === 1 ? "report" : "reports"}
        {understood === null ? null : (
          <>
            {" "}
            · read as <code>{understood === "" ? "nothing" : understood}</code>
          </>
        )}
      </p>
      {chips.length === 0 ? null : (
        <ul class="chips" aria-label="Filters that are on">
          {chips.map(({ name, value }) => (
            <li>
              <a href={addressWithout(path, params, name, value)}>
                <span class="hidden">Take out </span>
                <span class="dim">{chipWord(asked.kind, name)}</span>{" "}
                {spelled.has(name) ? nameOfValue(value) : nameOfSides(names, value)}{" "}
                <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
          <li>
            <a href={path}>clear</a>
          </li>
        </ul>
      )}
      <p class="exports">
        <span class="dim">All rows as</span>
        {Object.entries(exportForms).map(([form, { name }]) => (
          <a href={`${path}.${form}${query}`}>{name}</a>
        ))}
        <a href={`${path}.json${query}`}>JSON</a>
        <a href={`${path}.atom${query}`}>Feed</a>
      </p>
      <KeepForm list={`${path}${query}`} />
    </div>
  );
}

/** What a filter that is on is called: as its field or its counts are. */
function chipWord(kind: Asked["kind"], name: string): string {
  const words: Readonly<Record<string, string>> = {
    q: "words",
    by: byWord[kind],
    to: toWord[kind],
    since: "from",
    until: "to",
    type: typeWord[kind],
    status: statusWord[kind],
    reports: "reports, at least",
  };
  return (words[name] ?? name).toLowerCase();
}

/** "Russia and United States" of "RUS,USA". */
function nameOfSides(names: ListView["names"], value: string): string {
  return (
    names.get(value) ??
    value
      .split(",")
      .map((it) => names.get(it) ?? it)
      .join(" and ")
  );
}

/** Parameters whose values are words of ours; of the others every letter counts. */
const spelled = new Set(["type", "status", "review", "mode"]);

function addressWithout(path: string, params: URLSearchParams, name: string, value: string): string {
  const left = new URLSearchParams([...params].filter(([n, v]) => n !== name || v !== value));
  const text = left.toString();
  return text === "" ? path : `${path}?${text}`;
}

function Nothing({ asked }: { readonly asked: Asked }): JSX.Element {
  return (
    <div class="nothing">
      <p>{asked.params.toString() === "" ? `No ${asked.kind} yet.` : "Nothing fits."}</p>
      {asked.remarks.map((remark) => (
        <p>{remark}</p>
      ))}
      {asked.understood === null ? null : (
        <p>
          No {asked.kind} that fits has these words together;{" "}
          <a href={`/search?q=${encodeURIComponent(asked.params.get("q") ?? "")}`}>
            search everything, and see which word is missing
          </a>
        </p>
      )}
      {asked.params.toString() === "" ? (
        <p>
          <a href="/add">Add articles</a> to fill the ledger.
        </p>
      ) : (
        <p>
          <a href={pathOf[asked.kind]}>Take all filters out</a>
        </p>
      )}
    </div>
  );
}

function FilterForm({ asked, path }: { readonly asked: Asked; readonly path: string }): JSX.Element {
  const { params, kind } = asked;
  const value = (name: string): string => params.get(name) ?? "";
  const kept = ["view", "type", "status", "review", "between", "involving", "mode", "cameo", "reports"];
  return (
    <form class="filter" action={path}>
      {[...params].map(([name, it]) =>
        kept.includes(name) ? <input type="hidden" name={name} value={it} /> : null,
      )}
      {kind === "event" ? null : (
        <label>
          Words
          <input name="q" type="search" value={value("q")} />
        </label>
      )}
      <label>
        {byWord[kind]}
        <input name="by" value={value("by")} placeholder="code or name" />
      </label>
      <label>
        {toWord[kind]}
        <input name="to" value={value("to")} placeholder="code or name" />
      </label>
      <div class="pair">
        <label>
          From
          <input
            name="since"
            value={value("since")}
            placeholder="2015-01"
            pattern="\d{4}(-\d{2}(-\d{2})?)?"
          />
        </label>
        <label>
          To
          <input name="until" value={value("until")} placeholder="2016" pattern="\d{4}(-\d{2}(-\d{2})?)?" />
        </label>
      </div>
      <button>Filter</button>
    </form>
  );
}

const byWord = { statement: "Speaker", event: "Actor", condition: "Set by" } as const;
const toWord = { statement: "Said to", event: "Recipient", condition: "Put to" } as const;

function FacetList({
  asked,
  facets,
  names,
  path,
}: {
  readonly asked: Asked;
  readonly facets: Facets;
  readonly names: ListView["names"];
  readonly path: string;
}): JSX.Element {
  const { kind } = asked;
  const groups: readonly [string, string, readonly FacetValue[]][] = [
    [typeWord[kind], "type", facets.types],
    [statusWord[kind], "status", facets.statuses],
    [byWord[kind], "by", facets.by],
    [toWord[kind], "to", facets.to],
    ["Review", "review", facets.reviews],
  ];
  return (
    <>
      {groups.map(([title, name, values]) =>
        values.length === 0 ? null : (
          <section class="facet">
            <h2>{title}</h2>
            <ul>
              {values.map(({ value, n }) => {
                const isOn = asked.params.getAll(name).includes(value);
                return (
                  <li>
                    <a
                      href={addressWith(path, asked.params, name, isOn ? null : value)}
                      aria-current={isOn ? "true" : undefined}
                    >
                      <span>
                        {name === "by" || name === "to" ? (names.get(value) ?? value) : nameOfValue(value)}
                      </span>
                      <span class="n">
                        {facets.isPartial ? "≥ " : ""}
                        {n.toLocaleString("en")}
                      </span>
                    </a>
                  </li>
                );
              })}
            </ul>
          </section>
        ),
      )}
    </>
  );
}

const typeWord = { statement: "Form", event: "Type", condition: "Link" } as const;
const statusWord = { statement: "Kind", event: "Status", condition: "Polarity" } as const;

/** The way to the next page. */
export function Paging({
  path,
  params,
  next,
}: {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly next: string | null;
}): JSX.Element | null {
  if (next === null) return null;
  const after = new URLSearchParams(params);
  after.set("after", packPlace(next));
  return (
    <nav class="paging" aria-label="Pages">
      <a href={`${path}?${after.toString()}`} rel="next">
        Next page
      </a>
    </nav>
  );
}
