/** The relation page: the state of six tracks by named rules, open conditions, a timeline, the latest words. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord } from "../model/ledger.ts";
import type { RelationEvidence, TrackState } from "../relation/relation.ts";
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
  const list = `?between=${a},${b}${view.span.from === null ? "" : `&since=${view.span.from}`}${view.span.to === null ? "" : `&until=${view.span.to}`}`;
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
        <FollowForm list={`/relations/${a}/${b}`} name={title} what="this relation" />
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
      </div>
      {view.news === null ? null : <WhatChanged news={view.news} path={path} params={view.params} />}
      <h2>How it stands</h2>
      <p class="status">{statusLine(view.tracks)}</p>
      <Tracks tracks={view.tracks} />
      <section aria-labelledby="conditions">
        <h2 id="conditions">Conditions between them</h2>
        {view.conditions.length === 0 ? (
          <p class="dim">None was read.</p>
        ) : (
          <RecordTable records={view.conditions} />
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
      <EventTimeline events={view.events} total={totals.events} a={a} b={b} />
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
      <Coverage days={view.gathered.filter(({ day }) => isWithin(view.span, day))} />
    </Frame>
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

function nameOfTrack({ track, direction }: TrackState): string {
  const name = trackNames[track] ?? track;
  return direction === null ? name : `${name} ${direction.source} → ${direction.target}`;
}

/** One sentence of all tracks on which there is a judgement. */
export function statusLine(tracks: readonly TrackState[]): string {
  const judged = tracks.filter(({ value }) => value !== null);
  if (judged.length === 0) return "No judgement: the evidence is thin.";
  const parts = judged.map((state, i) => {
    const since = state.since === null ? "" : ` since ${proseOfDate(state.since)}`;
    const name = nameOfTrack(state);
    return `${i === 0 ? name : name.charAt(0).toLowerCase() + name.slice(1)} ${state.value}${since}`;
  });
  return `${parts.join("; ")}.`;
}

/** The tracks with what each rests on. */
export function Tracks({ tracks }: { readonly tracks: readonly TrackState[] }): JSX.Element {
  return (
    <dl class="sheet">
      {tracks.map((state) => (
        <>
          <dt>{nameOfTrack(state)}</dt>
          <dd>
            {state.value === null ? (
              <span class="dim">no judgement: {state.why}</span>
            ) : (
              <>
                <strong>{state.value}</strong>
                {state.since === null ? null : ` since ${proseOfDate(state.since)}`}{" "}
                <span class="dim">({state.why})</span>
              </>
            )}
            {state.evidence.length === 0 ? null : (
              <details>
                <summary>
                  {state.evidence.length} {state.evidence.length === 1 ? "event" : "events"} behind it
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
      <a href={`/records/${event.id}`}>{event.edtf ?? "undated"}</a>{" "}
      <span class="snippet">“{event.words}”</span>{" "}
      <span class="dim">
        {event.status}, {event.sources} {event.sources === 1 ? "source" : "sources"}, rule <code>{rule}</code>
      </span>
    </li>
  );
}
