/** Search: one box over statements, conditions, actors and articles; where nothing is found, which word is to blame. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord } from "../model/ledger.ts";
import { type LedgerActor, type ArticleRow, parseQuestion, renderTerms } from "../store/store.ts";
import { belongingOf } from "./code-names.ts";
import { proseOfDate } from "./dates.ts";
import { Frame } from "./frame.tsx";
import { pathOf } from "./lists.tsx";
import { RecordTable } from "./record-table.tsx";
import { queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";

const mostShown = 10;
/** Wordings looked at for a number. */
const mostHits = 200;

/** What was found of one kind. */
interface Group {
  readonly kind: "statement" | "condition";
  readonly n: number;
  /** Whether there are more than were looked at. */
  readonly isPartial: boolean;
  readonly records: readonly LedgerRecord[];
}

/** How many records have one of the words asked for. */
interface TermCount {
  readonly term: string;
  readonly n: number;
  readonly isPartial: boolean;
}

/** Adds the route to the app. */
export function addSearchRoute(app: Hono, site: Site): void {
  const { ledger } = site;
  app.get("/search", async (context) => {
    const q = (queryOf(context).get("q") ?? "").slice(0, 300).trim();
    const terms = parseQuestion(q);
    if (terms.length === 0) return context.html(<SearchPage site={site} q={q} found={null} />);
    const groups = await Promise.all(
      (["condition", "statement"] as const).map((kind) => find(site, kind, q)),
    );
    const [actors, articles] = await Promise.all([
      ledger.actors(q),
      ledger.articles({ title: q.replace(/["“”]/g, "") }, mostShown),
    ]);
    const isEmpty = groups.every(({ n }) => n === 0);
    const blame = isEmpty && 1 < terms.length ? await countTerms(site, terms) : [];
    const found = { understood: renderTerms(terms), groups, actors, articles: articles.items, blame };
    return context.html(<SearchPage site={site} q={q} found={found} />);
  });
}

/** Records of one kind whose words fit, those stored last first. */
async function find({ ledger }: Site, kind: Group["kind"], q: string): Promise<Group> {
  const { items, next } = await ledger.search(q, { kinds: [kind], limit: mostHits, after: null });
  const ids = [...new Set(items.map(({ record }) => record))];
  const records = await Promise.all(ids.slice(0, mostShown).map((id) => ledger.record(id)));
  return { kind, n: ids.length, isPartial: next !== null, records: records.filter((it) => it !== null) };
}

async function countTerms(
  { ledger }: Site,
  terms: ReturnType<typeof parseQuestion>,
): Promise<readonly TermCount[]> {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded).slice(0, 8);
  return Promise.all(
    wanted.map(async (term) => {
      const text = renderTerms([term]);
      const kinds = ["statement", "condition"] as const;
      const { items, next } = await ledger.search(text, { kinds, limit: mostHits, after: null });
      return { term: text, n: new Set(items.map(({ record }) => record)).size, isPartial: next !== null };
    }),
  );
}

function SearchPage({
  site,
  q,
  found,
}: {
  readonly site: Site;
  readonly q: string;
  readonly found: {
    readonly understood: string;
    readonly groups: readonly Group[];
    readonly actors: readonly LedgerActor[];
    readonly articles: readonly ArticleRow[];
    readonly blame: readonly TermCount[];
  } | null;
}): JSX.Element {
  return (
    <Frame site={site} title={q === "" ? "Search" : `“${q}”`} here="" q={q}>
      <div class="heading">
        <h1>Search</h1>
        <p class="lead">
          All words must be there, in any form; “words in quotation marks” stand together; a minus leaves out.
        </p>
        {found === null ? null : (
          <p>
            Read as <code>{found.understood}</code>
          </p>
        )}
      </div>
      {found === null ? (
        q === "" ? (
          <p class="nothing">
            Type words into the box at the top: found are statements, conditions, actors and titles of
            articles that have them.
          </p>
        ) : (
          <p class="nothing">Nothing to search for: these words carry no meaning of their own.</p>
        )
      ) : (
        <>
          {found.actors.length === 0 ? null : (
            <section>
              <h2>Actors</h2>
              <p class="tabs">
                {found.actors.slice(0, 12).map((actor) => {
                  const belonging = belongingOf(site.codeNames, actor);
                  return (
                    <span>
                      <a href={`/actors/${actor.id}`}>{actor.name}</a>
                      {belonging === "" ? null : <span class="dim"> {belonging}</span>}
                    </span>
                  );
                })}
              </p>
            </section>
          )}
          {found.groups.map(({ kind, n, isPartial, records }) =>
            n === 0 ? null : (
              <section>
                <h2>
                  {isPartial ? "More than " : ""}
                  {n.toLocaleString("en")} {n === 1 ? kind : `${kind}s`}
                </h2>
                <RecordTable records={records} />
                <p class="exports">
                  {n <= records.length ? null : (
                    <a href={`${pathOf[kind]}?q=${encodeURIComponent(q)}`}>
                      {isPartial ? "All of them" : `All ${n}`}
                    </a>
                  )}{" "}
                  <a href={`${pathOf[kind]}.atom?q=${encodeURIComponent(q)}`}>Feed of this search</a>
                </p>
              </section>
            ),
          )}
          {found.articles.length === 0 ? null : (
            <section>
              <h2>Titles of articles</h2>
              <ul class="plain">
                {found.articles.map(({ hash, title, outlet, published }) => (
                  <li>
                    <a href={`/articles/${hash}`}>{title ?? "Untitled article"}</a>{" "}
                    <span class="dim">
                      {[outlet, published === null ? null : proseOfDate(published)]
                        .filter(Boolean)
                        .join(", ")}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {found.groups.some(({ n }) => 0 < n) || 0 < found.articles.length ? null : (
            <div class="nothing">
              <p>
                No statement and no condition has these words together. <a href="/events">Events</a> are found
                by who acts and what is done, <a href="/articles">articles</a> by words of their titles.
              </p>
              {found.blame.map(({ term, n, isPartial }) => (
                <p>
                  <code>{term}</code> alone: {isPartial ? `more than ${n}` : n}
                </p>
              ))}
            </div>
          )}
        </>
      )}
    </Frame>
  );
}
