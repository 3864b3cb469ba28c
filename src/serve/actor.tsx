/** Actors: the list, and one with the offices that articles gave it, what it said, did and demanded, and with whom. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord, Page, RecordKind } from "../model/ledger.ts";
import { daysOf } from "../merge/days.ts";
import {
  actorIdPattern,
  type Kinship,
  type LedgerActor,
  type Office,
  type PairCount,
  type Sides,
} from "../store/store.ts";
import { type Lane, Lanes } from "./charts.tsx";
import { belongingOf, nameSides } from "./code-names.ts";
import { isoOfDay, proseOfDate } from "./dates.ts";
import { refuseUnknown } from "./failures.tsx";
import { unpackPlace } from "./filter.ts";
import { Frame } from "./frame.tsx";
import { OtherNames } from "./kinship.tsx";
import { Paging, pageSize, pathOf } from "./lists.tsx";
import { RecordTable } from "./record-table.tsx";
import { PairTable } from "./relation-list.tsx";
import { queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";
import { capital } from "./words.tsx";

const kinds = ["state", "body", "office", "person", "group"];
const mostShown = 4;
const mostPairs = 12;
/** Wordings of offices, in the chart and below it. */
const mostOffices = 20;

/** Records of one kind in which an actor has one side. */
interface Share {
  readonly title: string;
  readonly kind: RecordKind;
  readonly side: "by" | "to";
  readonly n: number;
  readonly isPartial: boolean;
  readonly records: readonly LedgerRecord[];
}

/** Adds the routes to the app. */
export function addActorRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  app.get("/actors", async (context) => {
    const query = queryOf(context);
    const name = (query.get("name") ?? "").slice(0, 120);
    const kind = kinds.find((it) => it === query.get("kind")) ?? null;
    const page =
      name === ""
        ? await ledger.actorList(kind, pageSize, unpackPlace(query.get("after")))
        : { items: await ledger.actors(name), next: null };
    const params = new URLSearchParams(kind === null ? {} : { kind });
    return context.html(<ActorList site={site} page={page} name={name} params={params} />);
  });
  app.get("/actors/:id", async (context) => {
    const id = context.req.param("id");
    const [actor] = actorIdPattern.test(id) ? await ledger.actors(id) : [];
    if (actor === undefined) return refuseUnknown("an actor with this id");
    if (actor.id !== id) return context.redirect(`/actors/${actor.id}`, 302);
    const sides: Sides = (await ledger.sides(id)) ?? { codes: [], actors: [id] };
    const asked: readonly (readonly [string, RecordKind, "by" | "to"])[] = [
      ["Conditions set", "condition", "by"],
      ["Conditions faced", "condition", "to"],
      ["Events as actor", "event", "by"],
      ["Events as recipient", "event", "to"],
      ["Statements made", "statement", "by"],
      ["Statements received", "statement", "to"],
    ];
    const shares = await Promise.all(
      asked.map(async ([title, kind, side]): Promise<Share> => {
        const filter = { kind, [side]: sides };
        const [{ distinct, isPartial }, { items }] = await Promise.all([
          ledger.countLatest(filter),
          ledger.records(filter, mostShown),
        ]);
        return { title, kind, side, n: distinct, isPartial, records: items };
      }),
    );
    const [offices, kinship] = await Promise.all([ledger.offices([id]), ledger.kinship(id)]);
    const isSide = actor.code !== null && (actor.kind === "state" || actor.kind === "body");
    const pairs = isSide ? await ledger.pairs(actor.code, mostPairs) : [];
    const names = await nameSides(
      site,
      pairs.flatMap(({ a, b }) => [a, b]),
    );
    return context.html(
      <ActorPage
        site={site}
        actor={actor}
        kinship={kinship}
        offices={offices}
        shares={shares}
        pairs={pairs}
        names={names}
      />,
    );
  });
}

function ActorList({
  site,
  page,
  name,
  params,
}: {
  readonly site: Site;
  readonly page: Page<LedgerActor>;
  readonly name: string;
  readonly params: URLSearchParams;
}): JSX.Element {
  return (
    <Frame site={site} title="Actors" here="/actors">
      <div class="heading">
        <h1>Actors</h1>
        <p class="lead">Whoever speaks, acts, demands or is spoken to; those named in most articles first.</p>
        <form class="as-of" action="/actors">
          <label>
            Name or code
            <input name="name" type="search" value={name} />
          </label>
          <button>Find</button>
        </form>
        <nav class="tabs" aria-label="Kinds">
          <a href="/actors" aria-current={params.has("kind") || name !== "" ? undefined : "page"}>
            all
          </a>
          {kinds.map((kind) => (
            <a href={`/actors?kind=${kind}`} aria-current={params.get("kind") === kind ? "page" : undefined}>
              {kind === "body" ? "bodies" : `${kind}s`}
            </a>
          ))}
        </nav>
      </div>
      {page.items.length === 0 ? (
        <div class="nothing">
          <p>
            {name !== "" ? (
              `The ledger knows nobody called “${name}”.`
            ) : params.has("kind") ? (
              <>
                Nobody of this kind. <a href="/actors">All actors</a>
              </>
            ) : (
              <>
                The ledger names nobody yet. <a href="/add">Add articles</a>
              </>
            )}
          </p>
        </div>
      ) : (
        <table class="narrow records people">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">Of</th>
              <th scope="col">Code</th>
              <th scope="col" class="number">
                Articles
              </th>
            </tr>
          </thead>
          <tbody>
            {page.items.map((actor) => (
              <tr>
                <td>
                  <a href={`/actors/${actor.id}`}>{actor.name}</a>
                </td>
                <td data-label="Kind">{actor.kind}</td>
                <td data-label="Of">{belongingOf(site.codeNames, actor)}</td>
                <td data-label="Code">{[actor.code, actor.sector].filter(Boolean).join(" ")}</td>
                <td class="number" data-label="Articles">
                  {actor.articles.toLocaleString("en")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Paging path="/actors" params={params} next={page.next} />
    </Frame>
  );
}

function ActorPage({
  site,
  actor,
  kinship,
  offices,
  shares,
  pairs,
  names,
}: {
  readonly site: Site;
  readonly actor: LedgerActor;
  readonly kinship: Kinship;
  readonly offices: readonly Office[];
  readonly shares: readonly Share[];
  readonly pairs: readonly PairCount[];
  readonly names: ReadonlyMap<string, string>;
}): JSX.Element {
  const facts = [
    actor.kind,
    belongingOf(site.codeNames, actor),
    [actor.code, actor.sector].filter(Boolean).join(" "),
    `named in ${actor.articles.toLocaleString("en")} ${actor.articles === 1 ? "article" : "articles"}`,
  ];
  return (
    <Frame site={site} title={actor.name} here="/actors">
      <div class="heading">
        <h1>{actor.name}</h1>
        <p class="lead">{facts.filter((it) => it !== "").join(" · ")}</p>
      </div>
      <Offices offices={offices} />
      <div class="columns main-and-side">
        <div>
          {shares
            .filter(({ n }) => 0 < n)
            .map(({ title, kind, side, n, isPartial, records }) => (
              <section>
                <h2>{title}</h2>
                <RecordTable records={records} />
                {n <= records.length ? null : (
                  <p>
                    <a href={`${pathOf[kind]}?${side}=${actor.id}`}>
                      {isPartial ? "All of them" : `All ${n.toLocaleString("en")}`}
                    </a>
                  </p>
                )}
              </section>
            ))}
          {shares.every(({ n }) => n === 0) ? <p class="dim">No record has it on either side.</p> : null}
        </div>
        <div>
          {pairs.length === 0 ? null : (
            <section>
              <h2>Relations</h2>
              <PairTable pairs={pairs} names={names} />
            </section>
          )}
          <OtherNames site={site} actor={actor} kinship={kinship} />
        </div>
      </div>
    </Frame>
  );
}

/** Offices as articles word them, each from the first to the last article that does. */
function Offices({ offices }: { readonly offices: readonly Office[] }): JSX.Element | null {
  if (offices.length === 0) return null;
  const worded = wordedOffices(offices);
  const lanes = worded.flatMap(({ label, first, from, to }): readonly Lane[] =>
    from === null || to === null ? [] : [{ label, from, to, href: `/articles/${first.article}` }],
  );
  return (
    <section aria-labelledby="offices">
      <h2 id="offices">Offices, as articles word them</h2>
      {lanes.length < 2 ? null : (
        <figure class="lanes">
          <figcaption>
            From the first article with these words to the last; nothing is said of the time before or after.
          </figcaption>
          <Lanes lanes={lanes.slice(0, mostOffices)} label="Offices over time" />
        </figure>
      )}
      <table class="records offices">
        <thead>
          <tr>
            <th scope="col">Office</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">In the words of</th>
            <th scope="col" class="number">
              Articles
            </th>
          </tr>
        </thead>
        <tbody>
          {worded.slice(0, mostOffices).map(({ label, first, from, to, nArticles }) => (
            <tr>
              <td>{label}</td>
              <td class="date" data-label="From">
                {from === null ? "undated" : proseOfDate(isoOfDay(from))}
              </td>
              <td class="date" data-label="To">
                {to === null ? "undated" : proseOfDate(isoOfDay(to))}
              </td>
              <td>
                <a href={`/articles/${first.article}`}>{first.outlet ?? "an article"}</a>{" "}
                <span class="snippet">“{first.exact}”</span>
              </td>
              <td class="number" data-label="Articles">
                {nArticles.toLocaleString("en")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {worded.length <= mostOffices ? null : (
        <p class="dim">and {worded.length - mostOffices} wordings more, of fewer articles</p>
      )}
    </section>
  );
}

/** An office under one wording: the first article that has it, and from when to when articles do. */
interface WordedOffice {
  label: string;
  first: Office;
  /** Days since 1970-01-01; null where no article with it is dated. */
  from: number | null;
  to: number | null;
  nArticles: number;
}

/** By wording, that of most articles first. */
function wordedOffices(offices: readonly Office[]): readonly WordedOffice[] {
  const byWords = new Map<string, WordedOffice>();
  for (const office of offices) {
    const days = daysOf(office.published);
    const key = office.office.toLowerCase();
    const worded = byWords.get(key);
    if (worded === undefined) {
      const [from, to] = [days?.from ?? null, days?.to ?? null];
      byWords.set(key, { label: capital(office.office), first: office, from, to, nArticles: 1 });
      continue;
    }
    worded.nArticles++;
    if (days === null) continue;
    if (worded.from === null || days.from < worded.from) {
      worded.from = days.from;
      worded.first = office;
    }
    worded.to = Math.max(worded.to ?? days.to, days.to);
  }
  return [...byWords.values()].sort((x, y) => y.nArticles - x.nArticles);
}
