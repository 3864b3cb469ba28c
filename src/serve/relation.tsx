/** The relation page: the state of six tracks by named rules, open conditions, a timeline, the latest words. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord } from "../model/ledger.ts";
import { mostEvidence, type RelationEvidence, type TrackState } from "../relation/relation.ts";
import type { MonthCount } from "../store/store.ts";
import { proseOfDate } from "./dates.ts";
import { Frame } from "./frame.tsx";
import { RecordTable } from "./record-table.tsx";
import { Coverage } from "./coverage.tsx";
import { WhatChanged } from "./relation-changed.tsx";
import { EventTimeline, MonthBars } from "./relation-charts.tsx";
import type { RelationNews } from "./relation-news.ts";
import type { Site } from "./site.ts";
import { isWithin, type Span, spanWords } from "./span.ts";
import { mayHere } from "./visitor.ts";
import { FollowForm } from "./view-list.tsx";

/** How many there are; where there are very many, at least. */
interface Total {
  readonly distinct: number;
  readonly reports: number;
  readonly isPartial: boolean;
}

/** "2,000" or "at least 2,000". */
export function countOf(n: number, isPartial: boolean): string {
  return `${isPartial ? "at least " : ""}${n.toLocaleString("en")}`;
}

/** What the page shows. */
export interface RelationView {
  readonly a: string;
  readonly b: string;
  readonly names: ReadonlyMap<string, string>;
  /** Last day looked at, as it was asked; null for all. */
  readonly asOf: string | null;
  /** Months looked at, below the conditions. */
  readonly span: Span;
  /** Null on the dossier. */
  readonly news: RelationNews | null;
  /** What the address holds, for links that change one thing of it. */
  readonly params: URLSearchParams;
  readonly counts: "distinct" | "reports";
  readonly tracks: readonly TrackState[];
  /** The latest, for the chart. */
  readonly events: readonly LedgerRecord[];
  readonly months: readonly MonthCount[];
  readonly conditions: readonly LedgerRecord[];
  readonly statements: readonly LedgerRecord[];
  readonly latest: readonly LedgerRecord[];
  readonly totals: { readonly events: Total; readonly conditions: Total; readonly statements: Total };
  readonly gathered: readonly { readonly day: number; readonly outlet: string | null; readonly n: number }[];
}

/** The page. */
export function RelationPage({
  site,
  view,
}: {
  readonly site: Site;
  readonly view: RelationView;
}): JSX.Element {
  const { a, b, asOf, totals } = view;
  const [nameA, nameB] = [view.names.get(a) ?? a, view.names.get(b) ?? b];
  const title = `${nameA} – ${nameB}`;
  const path = `/relations/${a}/${b}`;
  const within = spanWords(view.span);
  return (
    <Frame
      site={site}
      title={title}
      here="/relations"
      feed={`/conditions.atom?between=${a},${b}`}
      script="relation.js"
    >
      <div class="heading">
        <h1>{title}</h1>
        <p class="lead">
          {asOf === null ? "All that the ledger has read" : `Nothing after ${proseOfDate(asOf)}`}
          {within === null ? "" : ` · events and statements of ${within}`} ·{" "}
          {countOf(totals.events.distinct, totals.events.isPartial)} distinct events,{" "}
          {countOf(totals.events.reports, totals.events.isPartial)} reports
        </p>
        <nav class="tabs" aria-label="This relation">
          <a href={`/relations/${b}/${a}`}>Swap</a>
          <a href={`/relations/${a}/${b}/dossier`}>Dossier for print</a>
          <a href={`/events.csv?between=${a},${b}`}>Events as CSV</a>
          <a href={`/conditions.atom?between=${a},${b}`}>Feed of conditions</a>
        </nav>
        <form class="as-of no-print" action={path}>
          {[...view.params].map(([name, value]) =>
            name === "asof" ? null : <input type="hidden" name={name} value={value} />,
          )}
          <label>
            As of
            <input
              name="asof"
              value={asOf ?? ""}
              placeholder="2015-07-20"
              pattern="\d{4}(-\d{2}(-\d{2})?)?"
            />
          </label>
          <button>Show</button>
        </form>
        <FollowForm list={`/relations/${a}/${b}`} name={title} what="this relation" />
      </div>
      {isEmpty(view) ? (
        <NothingBetween names={[nameA, nameB]} />
      ) : (
        <Between view={view} path={path} names={[nameA, nameB]} />
      )}
      <Coverage days={view.gathered.filter(({ day }) => isWithin(view.span, day))} />
    </Frame>
  );
}

/** Whether the ledger has nothing at all between the two, as they are looked at. */
function isEmpty({ totals, span, asOf }: RelationView): boolean {
  const isWhole = spanWords(span) === null && asOf === null;
  return isWhole && Object.values(totals).every(({ distinct }) => distinct === 0);
}

function NothingBetween({ names: [a, b] }: { readonly names: readonly [string, string] }): JSX.Element {
  return (
    <div class="nothing">
      <p>
        The ledger has read nothing between {a} and {b}.
      </p>
      <p>
        <a href="/relations">See between whom it has</a>
        {mayHere("reviewer") ? (
          <>
            , or <a href="/add">add articles about the two</a>
          </>
        ) : null}
        . Following the relation tells you when there is something.
      </p>
    </div>
  );
}

/** What there is between the two. */
function Between({
  view,
  path,
  names: [nameA, nameB],
}: {
  readonly view: RelationView;
  readonly path: string;
  readonly names: readonly [string, string];
}): JSX.Element {
  const { a, b, totals } = view;
  const within = spanWords(view.span);
  const list = `?between=${a},${b}${view.span.from === null ? "" : `&since=${view.span.from}`}${view.span.to === null ? "" : `&until=${view.span.to}`}`;
  return (
    <>
      {view.news === null ? null : <WhatChanged news={view.news} path={path} params={view.params} />}
      <h2>How it stands</h2>
      <p class="status">{statusLine(view)}</p>
      <Tracks tracks={view.tracks} names={view.names} />
      <section aria-labelledby="conditions">
        <h2 id="conditions">Conditions between them</h2>
        {view.conditions.length === 0 ? (
          <p class="dim">None was read.</p>
        ) : (
          <>
            <nav class="tabs" aria-label="Conditions by who sets them">
              <a href={`/conditions?by=${a}&to=${b}`}>Set by {nameA}</a>
              <a href={`/conditions?by=${b}&to=${a}`}>Set by {nameB}</a>
            </nav>
            <RecordTable records={view.conditions} />
          </>
        )}
        <More
          total={totals.conditions}
          shown={view.conditions.length}
          href={`/conditions?between=${a},${b}`}
        />
      </section>
      <MonthBars
        months={view.months}
        counts={view.counts}
        path={path}
        params={view.params}
        span={view.span}
      />
      <EventTimeline
        events={view.events}
        total={totals.events}
        sides={[a, b]}
        names={[nameA, nameB]}
        isWhole={within === null}
      />
      <section aria-labelledby="latest">
        <h2 id="latest">Latest events{within === null ? "" : `, ${within}`}</h2>
        {view.latest.length === 0 ? <p class="dim">None was read.</p> : <RecordTable records={view.latest} />}
        <More total={totals.events} shown={view.latest.length} href={`/events${list}`} />
      </section>
      <section aria-labelledby="statements">
        <h2 id="statements">Latest statements to each other{within === null ? "" : `, ${within}`}</h2>
        {view.statements.length === 0 ? (
          <p class="dim">None was read whose addressee is named.</p>
        ) : (
          <RecordTable records={view.statements} />
        )}
        <More total={totals.statements} shown={view.statements.length} href={`/statements${list}`} />
      </section>
    </>
  );
}

function More({
  total,
  shown,
  href,
}: {
  readonly total: Total;
  readonly shown: number;
  readonly href: string;
}): JSX.Element | null {
  if (total.distinct <= shown) return null;
  return (
    <p>
      <a href={href}>{total.isPartial ? "All of them" : `All ${total.distinct.toLocaleString("en")}`}</a>
    </p>
  );
}

const trackNames: Readonly<Record<string, string>> = {
  diplomatic: "Diplomatic relations",
  missions: "Missions and envoys",
  contact: "Contact",
  sanctions: "Sanctions",
  agreements: "Agreements",
  force: "Force",
};

function nameOfTrack({ track, direction }: TrackState, names: RelationView["names"]): string {
  const name = trackNames[track] ?? track;
  if (direction === null) return name;
  const [source, target] = [direction.source, direction.target].map((code) => names.get(code) ?? code);
  return `${name}, ${source} on ${target}`;
}

function behindWords(n: number): string {
  if (n === 1) return "1 event behind it";
  return `${n} events behind it${n < mostEvidence ? "" : ", the best attested"}`;
}

/** Why there is this value; the date that it ends with as people write it. */
function whyOf({ why }: TrackState): string {
  return why.replace(/(?<=, the last )\S+$/, (edtf) => proseOfDate(edtf));
}

/** One sentence of all tracks on which there is a judgement. */
export function statusLine({ tracks, names }: Pick<RelationView, "tracks" | "names">): string {
  const judged = tracks.filter(({ value }) => value !== null);
  if (judged.length === 0) return "No judgement: the evidence is thin.";
  const parts = judged.map((state, i) => {
    const since = state.since === null ? "" : ` since ${proseOfDate(state.since)}`;
    const name = nameOfTrack(state, names);
    return `${i === 0 ? name : name.charAt(0).toLowerCase() + name.slice(1)}: ${state.value}${since}`;
  });
  return `${parts.join("; ")}.`;
}

/** The tracks with what each rests on. */
export function Tracks({
  tracks,
  names,
  isOpen = false,
}: Pick<RelationView, "tracks" | "names"> & {
  /** Whether the events are shown unasked: paper cannot be asked. */
  readonly isOpen?: boolean;
}): JSX.Element {
  return (
    <dl class="sheet">
      {tracks.map((state) => (
        <>
          <dt>{nameOfTrack(state, names)}</dt>
          <dd>
            {state.value === null ? (
              <span class="dim">no judgement: {state.why}</span>
            ) : (
              <>
                <strong>{state.value}</strong>
                {state.since === null ? null : ` since ${proseOfDate(state.since)}`}{" "}
                <span class="dim">({whyOf(state)})</span>
              </>
            )}
            {state.evidence.length === 0 ? null : (
              <details open={isOpen}>
                <summary>
                  {behindWords(state.evidence.length)}
                  {state.conflicts.length === 0 ? "" : `, ${state.conflicts.length} that say otherwise`}
                </summary>
                <ul class="plain">
                  {state.evidence.map((evidence) => (
                    <Evidence evidence={evidence} isConflict={false} />
                  ))}
                  {state.conflicts.map((evidence) => (
                    <Evidence evidence={evidence} isConflict />
                  ))}
                </ul>
              </details>
            )}
          </dd>
        </>
      ))}
    </dl>
  );
}

function Evidence({
  evidence,
  isConflict,
}: {
  readonly evidence: RelationEvidence;
  readonly isConflict: boolean;
}): JSX.Element {
  const { event, value, rule } = evidence;
  return (
    <li>
      {isConflict ? <b>but {value}: </b> : null}
      <a href={`/records/${event.id}`}>{event.edtf === null ? "undated" : proseOfDate(event.edtf)}</a>{" "}
      <span class="snippet">“{event.words}”</span>{" "}
      <span class="dim">
        {event.status}, {event.sources} {event.sources === 1 ? "source" : "sources"}, rule <code>{rule}</code>
      </span>
    </li>
  );
}
