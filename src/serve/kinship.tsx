/** Other names of an actor: those merged into it, those that may be the same, and the forms by which people decide. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { belongingOf } from "./code-names.ts";
import { dayOf, minuteOf } from "./dates.ts";
import { DemarcheError } from "../model/error.ts";
import { type RecordKind, recordKinds } from "../model/ledger.ts";
import { actorIdPattern, type Kinship, type Ledger, type LedgerActor } from "../store/store.ts";
import { refuseUnknown } from "./failures.tsx";
import { Frame } from "./frame.tsx";
import { formOf } from "./form.ts";
import { handOf, queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";
import { mayHere } from "./visitor.ts";

/** Adds the routes to the app: a merge is shown before it is done, a split is done at once and can be taken back. */
export function addKinshipRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  const find = async (asked: string): Promise<LedgerActor> => {
    const [actor] = actorIdPattern.test(asked) ? await ledger.actors(asked) : [];
    return actor ?? refuseUnknown("an actor with this id");
  };
  app.get("/actors/:id/merge", async (context) => {
    const from = await find(context.req.param("id"));
    const asked = (queryOf(context).get("into") ?? "").trim().slice(0, 120);
    const found = asked === "" ? [] : await ledger.actors(asked);
    const choice = found.filter(({ id }) => id !== from.id);
    const [into, ...more] = choice;
    if (into === undefined || 0 < more.length)
      return context.html(<ChoicePage site={site} from={from} asked={asked} choice={choice} />);
    const moved = await Promise.all(recordKinds.map((kind) => sharesOf(ledger, kind, from.id)));
    return context.html(
      <PreviewPage site={site} from={from} into={into} moved={moved.filter((it) => it !== "")} />,
    );
  });
  app.post("/actors/:id/merge", async (context) => {
    const { into = "", ...form } = await formOf(context);
    await ledger.mergeActors(context.req.param("id"), into, handOf(context, form));
    return context.redirect(`/actors/${into}#names`, 303);
  });
  app.post("/actors/:id/split", async (context) => {
    const id = context.req.param("id");
    const { from = "", ...form } = await formOf(context);
    await ledger.splitActor(id, handOf(context, form));
    return context.redirect(`/actors/${actorIdPattern.test(from) ? from : id}#names`, 303);
  });
  app.post("/actors/:id/undo", async (context) => {
    const { number = "" } = await formOf(context);
    if (!/^\d{1,9}$/.test(number))
      throw new DemarcheError(
        "serve/bad-request",
        `expected the number of a merge or split, found "${number.slice(0, 40)}"`,
      );
    await ledger.undoOverride(Number(number));
    return context.redirect(`/actors/${(await find(context.req.param("id"))).id}#names`, 303);
  });
}

const shareWords = {
  statement: ["made", "received"],
  event: ["as actor", "as recipient"],
  condition: ["set", "faced"],
} as const;

/**
 * "984 events as actor, 12 as recipient", without what there is none of. Each side is counted by itself: both at once takes a
 * hundred times as long.
 */
async function sharesOf(ledger: Ledger, kind: RecordKind, actor: string): Promise<string> {
  const sides = { codes: [], actors: [actor] };
  const counts = await Promise.all([
    ledger.countLatest({ kind, by: sides }),
    ledger.countLatest({ kind, to: sides }),
  ]);
  const parts = counts.flatMap(({ distinct, isPartial }, i) =>
    distinct === 0 ? [] : [{ n: distinct, isPartial, role: shareWords[kind][i] as string }],
  );
  return parts
    .map(({ n, isPartial, role }, i) => {
      const thing = i === 0 ? ` ${kind}${n === 1 ? "" : "s"}` : "";
      return `${isPartial ? "more than " : ""}${n.toLocaleString("en")}${thing} ${role}`;
    })
    .join(", ");
}

function articlesOf({ articles }: Pick<LedgerActor, "articles">): string {
  return `${articles.toLocaleString("en")} ${articles === 1 ? "article" : "articles"}`;
}

function factsOf(
  { codeNames }: Pick<Site, "codeNames">,
  actor: Pick<LedgerActor, "kind" | "name" | "code" | "sector">,
): string {
  return [actor.kind, belongingOf(codeNames, actor)].filter((it) => it !== "").join(" · ");
}

/** Which of several is meant, or nobody. */
function ChoicePage({
  site,
  from,
  asked,
  choice,
}: {
  readonly site: Site;
  readonly from: LedgerActor;
  readonly asked: string;
  readonly choice: readonly LedgerActor[];
}): JSX.Element {
  return (
    <Frame site={site} title={`Merge ${from.name}`} here="/actors">
      <div class="heading">
        <p class="over">Merge</p>
        <h1>{from.name}</h1>
        <p class="lead">
          {choice.length === 0
            ? `The ledger knows nobody else called “${asked}”.`
            : `${choice.length} others are called “${asked}”: which one is it?`}
        </p>
      </div>
      <ul class="plain kinship">
        {choice.map((other) => (
          <li>
            <a href={`/actors/${from.id}/merge?into=${other.id}`}>{other.name}</a>{" "}
            <span class="dim">
              {factsOf(site, other)} · {articlesOf(other)}
            </span>
          </li>
        ))}
      </ul>
      <MergeForm actor={from} asked={asked} />
    </Frame>
  );
}

/** What a merge will do, before it is done. */
function PreviewPage({
  site,
  from,
  into,
  moved,
}: {
  readonly site: Site;
  readonly from: LedgerActor;
  readonly into: LedgerActor;
  readonly moved: readonly string[];
}): JSX.Element {
  return (
    <Frame site={site} title={`Merge ${from.name} into ${into.name}`} here="/actors">
      <div class="heading">
        <p class="over">Merge</p>
        <h1>
          {from.name} into {into.name}
        </h1>
      </div>
      <div class="prose">
        <p>
          <a href={`/actors/${from.id}`}>{from.name}</a> ({factsOf(site, from)}, {articlesOf(from)}) will
          count for <a href={`/actors/${into.id}`}>{into.name}</a> ({factsOf(site, into)}, {articlesOf(into)}
          ): {[...moved, "its offices"].join("; ")}; and what later articles say of it. The words of articles
          stay as they are, and the merge can be taken back.
        </p>
        <p>
          <a href={`/actors/${into.id}/merge?into=${from.id}`}>The other way round</a>
        </p>
      </div>
      <form class="review" method="post" action={`/actors/${from.id}/merge`}>
        <input type="hidden" name="into" value={into.id} />
        <input type="hidden" name="revision" value={String(from.revision)} />
        <label>
          Note
          <input name="note" maxlength={2000} />
        </label>
        <div class="buttons">
          <button class="main">Merge</button>
        </div>
      </form>
    </Frame>
  );
}

function MergeForm({ actor, asked }: { readonly actor: LedgerActor; readonly asked: string }): JSX.Element {
  return (
    <form class="merge" action={`/actors/${actor.id}/merge`}>
      <label>
        The same as (name, code or id)
        <input name="into" value={asked} required maxlength={120} />
      </label>
      <button>Look before merging</button>
    </form>
  );
}

/** The section on an actor's page. */
export function OtherNames({
  site,
  actor,
  kinship: { merged, likely, alone, history },
}: {
  readonly site: Site;
  readonly actor: LedgerActor;
  readonly kinship: Kinship;
}): JSX.Element {
  const mayDecide = mayHere("reviewer");
  const known = new Map([actor, ...merged, ...likely].map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => known.get(id) ?? id;
  return (
    <section aria-labelledby="names">
      <h2 id="names">Other names</h2>
      {alone.map(({ name, articles }) => (
        <p class="dim">
          By “{name}” alone in {articlesOf({ articles })}, known by an office met in another.
        </p>
      ))}
      {merged.length === 0 ? null : (
        <ul class="plain kinship">
          {merged.map((member) => (
            <li>
              {member.name}{" "}
              <span class="dim">
                {factsOf(site, member)} · merged by {member.override.who}, {dayOf(member.override.at)}
                {member.override.note === null ? "" : ` · “${member.override.note}”`}
              </span>
              {mayDecide ? (
                <form method="post" action={`/actors/${member.id}/split`}>
                  <input type="hidden" name="from" value={actor.id} />
                  <input type="hidden" name="revision" value={String(member.revision)} />
                  <button class="quiet" aria-label={`Split off ${member.name}`}>
                    Split off
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {likely.length === 0 ? null : (
        <>
          <h3>May be the same</h3>
          <ul class="plain kinship">
            {likely.map((other) => (
              <li>
                <a href={`/actors/${other.id}`}>{other.name}</a>{" "}
                <span class="dim">
                  {factsOf(site, other)} · {articlesOf(other)} · {other.reason}
                </span>{" "}
                {mayDecide ? (
                  <a
                    href={`/actors/${other.id}/merge?into=${actor.id}`}
                    aria-label={`Merge ${other.name} into ${actor.name}`}
                  >
                    Merge
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayDecide ? <MergeForm actor={actor} asked="" /> : null}
      {history.length === 0 ? null : (
        <details>
          <summary>What was decided</summary>
          <ol class="history">
            {history
              .toReversed()
              .map(({ number, action, subject, target, who, at, note, undone_at: undoneAt }) => (
                <li>
                  <b>{action === "merge" ? "merged" : "split off"}</b>{" "}
                  <a href={`/actors/${subject}`}>{nameOf(subject)}</a> {action === "merge" ? "into" : "from"}{" "}
                  <a href={`/actors/${target}`}>{nameOf(target)}</a> by {who}, {minuteOf(at)}
                  {note === null ? null : <p>{note}</p>}
                  {undoneAt === null && mayDecide ? (
                    <form method="post" action={`/actors/${actor.id}/undo`}>
                      <input type="hidden" name="number" value={String(number)} />
                      <button class="quiet" aria-label={`Undo ${action} ${number}`}>
                        Undo
                      </button>
                    </form>
                  ) : null}
                  {undoneAt === null ? null : <p class="dim">taken back {minuteOf(undoneAt)}</p>}
                </li>
              ))}
          </ol>
        </details>
      )}
    </section>
  );
}
