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
import { refuseUnknown } from "./failures.tsx";
import { unpackPlace } from "./filter.ts";
import { Frame } from "./frame.tsx";
import { OtherNames } from "./kinship.tsx";
import { Paging, pageSize, pathOf } from "./lists.tsx";
import { RecordTable } from "./record-table.tsx";
import { PairTable } from "./relation-list.tsx";
import { queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";

const kinds = ["state", "body", "office", "person", "group"];
const mostShown = 4;
const mostPairs = 12;

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
    const names = await ledger.nameCodes([...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
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
          <p>{name === "" ? "The ledger names nobody yet." : `The ledger knows nobody called “${name}”.`}</p>
        </div>
      ) : (
        <table class="narrow">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">Code</th>
              <th scope="col">Articles</th>
            </tr>
          </thead>
          <tbody>
            {page.items.map((actor) => (
              <tr>
                <td>
                  <a href={`/actors/${actor.id}`}>{actor.name}</a>
                </td>
                <td>{actor.kind}</td>
                <td>{[actor.code, actor.sector].filter(Boolean).join(" ")}</td>
                <td class="number">{actor.articles}</td>
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
    [actor.code, actor.sector].filter(Boolean).join(" "),
    `named in ${actor.articles} ${actor.articles === 1 ? "article" : "articles"}`,
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
          <OtherNames actor={actor} kinship={kinship} />
        </div>
      </div>
    </Frame>
  );
}

/** Offices as articles word them, each from the first to the last article that does. */
function Offices({ offices }: { readonly offices: readonly Office[] }): JSX.Element | null {
  if (offices.length === 0) return null;
  const lanes = lanesOf(offices);
  return (
    <section aria-labelledby="offices">
      <h2 id="offices">Offices, as articles word them</h2>
      {lanes.length < 2 ? null : (
        <figure>
          <figcaption>
            From the first article with these words to the last; nothing is said of the time before or after.
          </figcaption>
          <Lanes lanes={lanes} label="Offices over time" />
        </figure>
      )}
      <ul class="plain">
        {offices.slice(0, 30).map(({ office, article, published, outlet, exact }) => (
          <li>
            {office} <span class="snippet">“{exact}”</span>{" "}
            <a class="dim" href={`/articles/${article}`}>
              {[outlet, published].filter(Boolean).join(", ") || "article"}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function lanesOf(offices: readonly Office[]): readonly Lane[] {
  const lanes = new Map<string, { -readonly [Key in keyof Lane]: Lane[Key] }>();
  for (const { office, published, article } of offices) {
    const days = daysOf(published);
    if (days === null) continue;
    const key = office.toLowerCase();
    const lane = lanes.get(key);
    if (lane === undefined)
      lanes.set(key, { label: office, from: days.from, to: days.to, href: `/articles/${article}` });
    else {
      lane.from = Math.min(lane.from, days.from);
      lane.to = Math.max(lane.to, days.to);
    }
  }
  return [...lanes.values()].slice(0, 20);
}
