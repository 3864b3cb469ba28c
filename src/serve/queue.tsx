/** The queue: what waits, what workers have in hand, what was given up and why, and letting it out again. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { QueuedJob, QueueList, QueueState } from "../store/store.ts";
import { refuseUnknown } from "./failures.tsx";
import { Frame } from "./frame.tsx";
import type { Site } from "./site.ts";

/** Documents shown of each sort; the counts are of all. */
const mostShown = 50;

/** Adds the routes to the app. */
export function addQueueRoutes(app: Hono, site: Site): void {
  const { live } = site.ledger;
  app.get("/queue", async (context) => {
    const [state, list] = await Promise.all([live.queue(), live.queueList(mostShown)]);
    return context.html(<QueuePage site={site} state={state} list={list} />);
  });
  app.post("/queue/retry", async (context) => {
    await live.retryQuarantined();
    return context.redirect("/queue", 303);
  });
  app.post("/queue/:id/retry", async (context) => {
    if (!(await live.retryJob(context.req.param("id")))) refuseUnknown("a document that was given up");
    return context.redirect("/queue", 303);
  });
  app.post("/queue/:id/drop", async (context) => {
    if (!(await live.dropJob(context.req.param("id")))) refuseUnknown("a document that was given up");
    return context.redirect("/queue", 303);
  });
}

function QueuePage({
  site,
  state,
  list,
}: {
  readonly site: Site;
  readonly state: QueueState;
  readonly list: QueueList;
}): JSX.Element {
  const { waiting, held, quarantined } = state;
  const isEmpty = waiting + held + quarantined === 0;
  return (
    <Frame site={site} title="Queue" here="">
      <div class="heading">
        <h1>Queue</h1>
        <p class="lead">
          {isEmpty
            ? nothingWaits
            : `${waiting} waiting · ${held} in hand or put off · ${quarantined} given up`}
        </p>
        {isEmpty ? null : (
          <p>
            <a href="/queue">Look again</a>
          </p>
        )}
      </div>
      {quarantined === 0 ? null : <GivenUp jobs={list.quarantined} n={quarantined} />}
      <Jobs title="In hand, or put off" jobs={list.held} n={held} when="again" />
      <Jobs title="Waiting" jobs={list.waiting} n={waiting} when="since" />
    </Frame>
  );
}

const nothingWaits = (
  <>
    Nothing waits. <code>demarche add --queue</code> and <code>demarche watch --queue</code> put documents up,{" "}
    <code>demarche worker</code> reads them.
  </>
);

function GivenUp({ jobs, n }: { readonly jobs: readonly QueuedJob[]; readonly n: number }): JSX.Element {
  return (
    <section aria-labelledby="given-up">
      <h2 id="given-up">Given up</h2>
      <form method="post" action="/queue/retry">
        <button class="main">{n === 1 ? "Try it again" : `Try all ${n} again`}</button>
      </form>
      <table class="records live">
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Why</th>
            <th scope="col" class="number">
              Attempts
            </th>
            <th scope="col">
              <span class="hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr>
              <td data-label="Document">{job.name}</td>
              <td data-label="Why">
                {job.reason === null ? (
                  "no reason is kept"
                ) : (
                  <>
                    {job.reason.message} <code>{job.reason.code}</code>
                  </>
                )}
              </td>
              <td class="number" data-label="Attempts">
                {job.nAttempts}
              </td>
              <td>
                <div class="acts">
                  <form method="post" action={`/queue/${job.id}/retry`}>
                    <button aria-label={`Try again: ${job.name}`}>Try again</button>
                  </form>
                  <form method="post" action={`/queue/${job.id}/drop`}>
                    <button aria-label={`Drop: ${job.name}`}>Drop</button>
                  </form>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest shown={jobs.length} n={n} />
    </section>
  );
}

function Jobs({
  title,
  jobs,
  n,
  when,
}: {
  readonly title: string;
  readonly jobs: readonly QueuedJob[];
  readonly n: number;
  readonly when: "since" | "again";
}): JSX.Element | null {
  if (n === 0) return null;
  return (
    <section aria-labelledby={when}>
      <h2 id={when}>{title}</h2>
      <ul class="plain">
        {jobs.map(({ name, isUrgent, addedAt, dueAt, nAttempts, reason }) => (
          <li>
            {name} {isUrgent ? <strong>urgent</strong> : null}
            <p class="dim">
              {when === "since"
                ? `since ${second(addedAt)}`
                : reason === null
                  ? `in a worker's hands, attempt ${nAttempts}; due again ${second(dueAt)} if nothing is heard`
                  : `put off until ${second(dueAt)} after attempt ${nAttempts}: ${reason.message}`}
            </p>
          </li>
        ))}
      </ul>
      <Rest shown={jobs.length} n={n} />
    </section>
  );
}

function Rest({ shown, n }: { readonly shown: number; readonly n: number }): JSX.Element | null {
  return n <= shown ? null : <p class="dim">and {n - shown} more</p>;
}

function second(at: string): string {
  return `${at.slice(0, 19).replace("T", " ")} UTC`;
}
