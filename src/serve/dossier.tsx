/** A relation for print: what the page says, each record with a numbered citation of where it was read. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord, Report } from "../model/ledger.ts";
import { proseOfDate } from "./dates.ts";
import { Frame } from "./frame.tsx";
import { EventTimeline } from "./relation-charts.tsx";
import { countOf, type RelationView, statusLine, Tracks } from "./relation.tsx";
import type { Site } from "./site.ts";
import { labelOf, Sides, When, Words } from "./words.tsx";

/** The page. */
export function Dossier({
  site,
  view,
  reports,
  madeAt,
}: {
  readonly site: Site;
  readonly view: RelationView;
  /** The reports of every record on the page, by its id. */
  readonly reports: ReadonlyMap<string, readonly Report[]>;
  readonly madeAt: string;
}): JSX.Element {
  const { a, b } = view;
  const names = [view.names.get(a) ?? a, view.names.get(b) ?? b] as const;
  const title = names.join(" – ");
  const sources = citationsOf(reports);
  const parts: readonly [string, readonly LedgerRecord[], RelationView["totals"]["events"]][] = [
    ["Conditions", view.conditions, view.totals.conditions],
    ["Events", view.latest, view.totals.events],
    ["Statements", view.statements, view.totals.statements],
  ];
  return (
    <Frame site={site} title={`${title}: dossier`} here="/relations">
      <div class="heading">
        <p class="over">Dossier, {proseOfDate(madeAt.slice(0, 10))}</p>
        <h1>{title}</h1>
        <nav class="tabs no-print" aria-label="Files">
          <a href={`/relations/${a}/${b}`}>The page</a>
          <a href={`/relations/${a}/${b}/sources.bib`}>Sources as BibTeX</a>
          <a href={`/relations/${a}/${b}/sources.ris`}>Sources as RIS</a>
        </nav>
      </div>
      <p class="status">{statusLine(view)}</p>
      <Tracks tracks={view.tracks} names={view.names} isOpen />
      <EventTimeline
        events={view.events}
        total={view.totals.events}
        sides={[a, b]}
        names={names}
        isWhole
        hasTable={false}
      />
      {parts.map(([name, records, total]) =>
        records.length === 0 ? null : (
          <section>
            <h2>
              {name}
              {records.length < total.distinct
                ? `: the latest ${records.length} of ${countOf(total.distinct, total.isPartial)}`
                : ""}
            </h2>
            <ol class="reports">
              {records.map((record) => (
                <li>
                  <p>
                    <When edtf={record.date?.edtf ?? null} basis={record.date?.basis ?? null} /> ·{" "}
                    <Sides kind={record.kind} finding={record.finding} /> · {labelOf(record)}{" "}
                    <Citations numbers={numbersOf(reports.get(record.id) ?? [], sources)} />
                  </p>
                  <p class="words">
                    <Words kind={record.kind} finding={record.finding} />
                  </p>
                </li>
              ))}
            </ol>
          </section>
        ),
      )}
      <section>
        <h2>Sources</h2>
        <ol class="sources">
          {[...sources.values()].map(({ number, report }) => (
            <li id={`source-${number}`} value={number}>
              {[report.outlet, report.title === null ? "Untitled" : `“${report.title}”`, report.published]
                .filter(Boolean)
                .join(", ")}
              {report.url === null ? "" : `, ${report.url}`}{" "}
              <a href={`/articles/${report.article}`}>text as read</a>
            </li>
          ))}
        </ol>
      </section>
    </Frame>
  );
}

/** A source with the number by which it is cited. */
export interface Citation {
  readonly number: number;
  readonly report: Report;
}

/** The articles of the reports, each with a number in the order in which they are first cited. */
export function citationsOf(reports: ReadonlyMap<string, readonly Report[]>): ReadonlyMap<string, Citation> {
  const sources = new Map<string, Citation>();
  for (const list of reports.values()) {
    for (const report of list) {
      if (!sources.has(report.article)) sources.set(report.article, { number: sources.size + 1, report });
    }
  }
  return sources;
}

function numbersOf(reports: readonly Report[], sources: ReadonlyMap<string, Citation>): readonly number[] {
  return reports.flatMap(({ article }) => sources.get(article)?.number ?? []).sort((x, y) => x - y);
}

function Citations({ numbers }: { readonly numbers: readonly number[] }): JSX.Element {
  return (
    <sup>
      {[...new Set(numbers)].map((number, i) => (
        <>
          {i === 0 ? "" : ", "}
          <a href={`#source-${number}`}>{number}</a>
        </>
      ))}
    </sup>
  );
}
