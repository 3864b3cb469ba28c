/** One record: its words, where it is reported and how the wordings differ, what people decided about it. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { listParties, listWords } from "../model/ledger.ts";
import type { ConditionLife, LedgerRecord, Report } from "../model/ledger.ts";
import type { ReviewsTable } from "../store/store.ts";
import { minuteOf, proseOfDate } from "./dates.ts";
import { Frame } from "./frame.tsx";
import { pathOf } from "./lists.tsx";
import { sidesOf } from "./sides.ts";
import type { Site } from "./site.ts";
import { FollowForm } from "./view-list.tsx";
import { Counts, Decision, labelOf, nameOfValue, Sides, When, Words } from "./words.tsx";
import { mayHere } from "./visitor.ts";

/** The page of a record. */
export function RecordPage({
  site,
  record,
  reports,
  reviews,
}: {
  readonly site: Site;
  readonly record: LedgerRecord;
  readonly reports: readonly Report[];
  readonly reviews: readonly ReviewsTable[];
}): JSX.Element {
  const { kind } = record;
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  return (
    <Frame site={site} title={`${name} ${record.id}`} here={pathOf[kind]}>
      <div class="heading">
        <p class="over">{name}</p>
        <h1 class="record-title">
          <Sides kind={kind} finding={record.finding} />
        </h1>
        <p class="lead">
          {labelOf(record)} · <When edtf={record.date?.edtf ?? null} basis={record.date?.basis ?? null} /> ·{" "}
          <Counts reports={record.reports} sources={record.sources} /> <Decision review={record.review} />
        </p>
        <FollowForm list={`/records/${record.id}`} name={nameOf(record)} what={`this ${kind}`} />
      </div>
      <blockquote class="exact">
        <Words kind={kind} finding={record.finding} />
      </blockquote>
      <Known record={record} />
      {record.life === null ? null : <Life life={record.life} />}
      <div class="columns">
        <section aria-labelledby="reports">
          <h2 id="reports">Where it is reported</h2>
          <ol class="reports">
            {reports.map((report) => (
              <li>
                <a href={`/articles/${report.article}#${report.mention}`}>
                  {report.title ?? report.outlet ?? "Untitled article"}
                </a>
                <p class="dim">
                  {[
                    report.outlet,
                    report.published === null ? null : proseOfDate(report.published),
                    report.carriers === 1 ? null : `carried ${report.carriers} times`,
                    report.reason,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
                {listWords(kind, report.finding)
                  .map(({ exact }) => exact)
                  .join(" … ") === record.words ? null : (
                  <p class="words">
                    <Words kind={kind} finding={report.finding} />
                  </p>
                )}
                {reports.length < 2 || !mayHere("reviewer") ? null : (
                  <form method="post" action={`/records/${record.id}/split`}>
                    <input type="hidden" name="mention" value={report.mention} />
                    <input type="hidden" name="revision" value={String(record.revision)} />
                    <button class="quiet">Not the same: split off</button>
                  </form>
                )}
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="decisions">
          <h2 id="decisions">Decisions</h2>
          {mayHere("reviewer") ? <ReviewForm record={record} canUndo={0 < reviews.length} /> : null}
          <History reviews={reviews} />
          <h2>Why it is here</h2>
          <p>
            Found by the rule <code>{record.finding.rule}</code>. Revision {record.revision}.
          </p>
          {mayHere("reviewer") ? (
            <form class="merge" method="post" action={`/records/${record.id}/merge`}>
              <input type="hidden" name="revision" value={String(record.revision)} />
              <label>
                The same as (id of the other {kind}, from its address)
                <input name="into" placeholder={record.id} required pattern="[SEC][0-9a-v]{16}" />
              </label>
              <button>Merge into it</button>
            </form>
          ) : null}
          <p class="dim">
            <a href={`/api/v1/records/${record.id}`}>JSON</a>
          </p>
        </section>
      </div>
    </Frame>
  );
}

/** A name for following it: who, and the first words. */
function nameOf({ kind, finding, words }: LedgerRecord): string {
  const { by } = sidesOf(kind, finding);
  const who = by.map(({ name, exact }) => name ?? exact).join(", ");
  const text = `${who === "" ? "" : `${who}: `}${words}`;
  return text.length <= 80 ? text : `${text.slice(0, 79).trimEnd()}…`;
}

/** Parties whom the article leaves open, and the articles whose words tell. */
function Known({ record: { kind, finding } }: { readonly record: LedgerRecord }): JSX.Element | null {
  const known = listParties(kind, finding).flatMap(({ party }) =>
    party.learnt === undefined ? [] : [{ ...party, learnt: party.learnt }],
  );
  if (known.length === 0) return null;
  return (
    <ul class="plain">
      {known.map(({ exact, name, code, learnt }) => (
        <li class="dim">
          “{exact}” is {name} ({code}) by another article:{" "}
          <a href={`/articles/${learnt.article}`}>{learnt.office}</a>
        </li>
      ))}
    </ul>
  );
}

/** How a condition stands, the events that bear on it, and what later mentions changed. */
function Life({ life }: { readonly life: ConditionLife }): JSX.Element {
  return (
    <section aria-labelledby="life">
      <h2 id="life">How it stands</h2>
      <p>
        <b>{life.headline}</b> on {proseOfDate(life.on)}: requirement {life.requirement.replaceAll("-", " ")},
        outcome {life.outcome.replaceAll("-", " ")}.
      </p>
      {life.evidence.length === 0 ? null : (
        <ul>
          {life.evidence.map(({ event, date, words, side, effect }) => (
            <li>
              {proseOfDate(date)} <a href={`/records/${event}`}>“{words}”</a>{" "}
              <span class="dim">
                {side}: {effect.replaceAll("-", " ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {life.changes.length === 0 ? null : (
        <ul>
          {life.changes.map(({ date, direction, detail }) => (
            <li>
              {date === null ? "no date" : proseOfDate(date)}: {direction ?? "changed"}, {detail}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Accept, reject, undo as a plain form, which works without a script. */
function ReviewForm({
  record,
  canUndo,
}: {
  readonly record: LedgerRecord;
  readonly canUndo: boolean;
}): JSX.Element {
  return (
    <form class="review" method="post" action={`/records/${record.id}/review`}>
      <input type="hidden" name="revision" value={String(record.revision)} />
      <label>
        Note
        <input name="note" maxlength={2000} />
      </label>
      <div class="buttons">
        <button name="action" value="accept">
          Accept
        </button>
        <button name="action" value="reject">
          Reject
        </button>
        {canUndo ? (
          <button name="action" value="undo" class="quiet">
            Undo the last
          </button>
        ) : null}
      </div>
    </form>
  );
}

const deeds: Readonly<Record<string, string>> = {
  accept: "accepted",
  fix: "corrected",
  reject: "rejected",
  undo: "taken back",
};

function History({ reviews }: { readonly reviews: readonly ReviewsTable[] }): JSX.Element {
  if (reviews.length === 0) return <p class="dim">Nobody has decided yet.</p>;
  return (
    <ol class="history">
      {reviews.toReversed().map(({ action, who, at, note, before, after }) => (
        <li>
          <b>{deeds[action] ?? action}</b> by {who}, {minuteOf(at)}
          {action === "fix" ? <span class="dim"> · {differenceOf(before, after)}</span> : null}
          {note === null ? null : <p>{note}</p>}
        </li>
      ))}
    </ol>
  );
}

const fieldWords: Readonly<Record<string, string>> = { edtf: "date", basis: "date by", cameo: "CAMEO code" };

function wordOf(value: string | null | undefined): string {
  return value === null || value === undefined ? "none" : proseOfDate(nameOfValue(value));
}

/** "status: occurred → planned". */
function differenceOf(before: string, after: string): string {
  const [was, is] = [before, after].map((it) => JSON.parse(it) as Record<string, string | null>);
  return Object.entries(is ?? {})
    .filter(([name, value]) => name !== "review" && was?.[name] !== value)
    .map(([name, value]) => `${fieldWords[name] ?? name}: ${wordOf(was?.[name])} → ${wordOf(value)}`)
    .join(", ");
}
