/** A decision about many records: the preview, which changes nothing, and the lot that came of it, with its undo. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { dayOf, minuteOf, proseOfDate } from "./dates.ts";
import type { LedgerRecord } from "../model/ledger.ts";
import { type Lot, mostInLot } from "../store/store.ts";
import { Frame } from "./frame.tsx";
import type { Candidates, Decided, LotAction } from "./lot-candidates.ts";
import { Mark } from "./record-table.tsx";
import type { Site } from "./site.ts";
import { sideWords } from "./sides.ts";
import { Decision, labelOf, nameOfValue, Words } from "./words.tsx";

const verbs = { accept: "Accept", reject: "Reject" } as const;
const pasts: Readonly<Record<string, string>> = { accept: "Accepted", reject: "Rejected" };

/** "1 record", "12 records". */
function count(n: number): string {
  return n === 1 ? "1 record" : `${n.toLocaleString("en")} records`;
}

/** The preview. */
export function LotPreview({
  site,
  action,
  candidates,
  from,
  otherwise,
}: {
  readonly site: Site;
  readonly action: LotAction;
  readonly candidates: Candidates;
  readonly from: string;
  /** Address of the same with the other decision. */
  readonly otherwise: string;
}): JSX.Element {
  const { changing, leftOut, hasMore } = candidates;
  const n = changing.length;
  return (
    <Frame site={site} title={`${verbs[action]} ${count(n)}`} here={from.split("?")[0] as string}>
      <div class="heading">
        <h1>{n === 0 ? "Nothing to decide on" : `${verbs[action]} ${count(n)}?`}</h1>
        <p class="lead">
          {n === 0
            ? "Nothing was ticked, or all of it is decided on already."
            : "Nothing is changed yet. What you untick stays as it is."}
          {hasMore ? ` More fit: ${mostInLot} are decided on at once, and then the next.` : ""}
        </p>
        <nav class="tabs" aria-label="Otherwise">
          <a href={from}>Back, change nothing</a>
          {n === 0 ? null : <a href={otherwise}>{action === "accept" ? "Reject" : "Accept"} them instead</a>}
        </nav>
      </div>
      {n === 0 ? null : (
        <form method="post" action="/review" class="lot">
          <input type="hidden" name="from" value={from} />
          <section aria-labelledby="changing">
            <h2 id="changing">What will change ({n.toLocaleString("en")})</h2>
            <ul class="plain lines">
              {changing.map((record, i) => (
                <li>
                  <label class="pick">
                    <input
                      type="checkbox"
                      name="record"
                      value={`${record.id}.${record.revision}`}
                      checked
                      aria-labelledby={`r${i}`}
                    />
                  </label>
                  <Line record={record} id={`r${i}`} />
                </li>
              ))}
            </ul>
          </section>
          <div class="confirm">
            <label>
              Note, kept with each
              <input name="note" maxlength={2000} />
            </label>
            <div class="buttons">
              <button class="main" name="action" value={action}>
                {verbs[action]} what is ticked
              </button>
            </div>
          </div>
        </form>
      )}
      <LeftOut leftOut={leftOut} />
    </Frame>
  );
}

/** One record in short, with a link to it: of five hundred every letter counts. */
function Line({
  record,
  id,
}: {
  readonly record: LedgerRecord;
  /** By which a box takes its name from it. */
  readonly id?: string;
}): JSX.Element {
  return (
    <div id={id}>
      <a href={`/records/${record.id}`}>
        <Mark record={record} />
        {labelOf(record)}
      </a>{" "}
      <Decision review={record.review} /> {record.date === null ? "undated" : proseOfDate(record.date.edtf)} ·{" "}
      {sideWords(record)}
      <div class="words">
        <Words kind={record.kind} finding={record.finding} />
      </div>
    </div>
  );
}

function LeftOut({ leftOut }: { readonly leftOut: readonly Decided[] }): JSX.Element | null {
  if (leftOut.length === 0) return null;
  return (
    <section aria-labelledby="left-out">
      <h2 id="left-out">Left out: decided on already ({leftOut.length})</h2>
      <ul class="plain lines">
        {leftOut.map(({ record, decision }) => (
          <li>
            <div>
              <Line record={record} />
              {decision === null ? null : (
                <p class="dim">
                  {nameOfValue(record.review ?? "none")} by {decision.who}, {dayOf(decision.at)}
                  {decision.note === null ? "" : `: ${decision.note}`}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a lot has done. */
export function LotPage({
  site,
  lot,
  records,
  changed,
  from,
}: {
  readonly site: Site;
  readonly lot: Lot;
  /** The records of the lot, as they are now. */
  readonly records: readonly LedgerRecord[];
  /** Those that were left because they had changed since they were shown. */
  readonly changed: readonly LedgerRecord[];
  readonly from: string;
}): JSX.Element {
  const [first] = lot.reviews;
  const action = first?.action ?? "accept";
  const n = lot.reviews.length;
  const [nStanding, nUndone] = [lot.standing.length, lot.undone.length];
  const nOverruled = n - nStanding - nUndone;
  const title = `${pasts[action] ?? action} ${count(n)}`;
  return (
    <Frame site={site} title={title} here={from.split("?")[0] as string}>
      <div class="heading">
        <h1>{title}</h1>
        <p class="lead" role="status">
          By {first?.who ?? "nobody"}, {minuteOf(first?.at ?? "")}
          {first?.note === null || first?.note === undefined ? "" : `: ${first.note}`}.
          {nUndone === 0 ? "" : ` Taken back: ${nUndone}.`}
          {nOverruled === 0 ? "" : ` Decided on otherwise since, and left so: ${nOverruled}.`}
          {changed.length === 0 ? "" : ` Left as they were, since they changed meanwhile: ${changed.length}.`}
        </p>
        <nav class="tabs" aria-label="Go on">
          <a href={from}>Go on where you were</a>
        </nav>
        {nStanding === 0 ? null : (
          <form method="post" action={`/lots/${lot.number}/undo`} class="as-of">
            <input type="hidden" name="from" value={from} />
            <button>{nStanding === n ? "Take all of it back" : `Take ${count(nStanding)} back`}</button>
          </form>
        )}
      </div>
      {changed.length === 0 ? null : (
        <section aria-labelledby="changed">
          <h2 id="changed">Changed between the preview and your decision; look at them again</h2>
          <ul class="plain lines">
            {changed.map((record) => (
              <li>
                <Line record={record} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="of-lot">
        <h2 id="of-lot">As they are now</h2>
        <ul class="plain lines">
          {records.map((record) => (
            <li>
              <Line record={record} />
            </li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
