/** The list of relations, and a table of pairs for other screens. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { PairCount } from "../store/store.ts";
import { Frame } from "./frame.tsx";
import type { Site } from "./site.ts";

/** The list of relations. */
export function RelationList({
  site,
  pairs,
  names,
}: {
  readonly site: Site;
  readonly pairs: readonly PairCount[];
  readonly names: ReadonlyMap<string, string>;
}): JSX.Element {
  return (
    <Frame site={site} title="Relations" here="/relations">
      <div class="heading">
        <h1>Relations</h1>
        <p class="lead">Between whom most was said and done.</p>
        <form class="as-of no-print" action="/relations">
          <label>
            Between
            <input name="a" placeholder="code or name" required />
          </label>
          <label>
            and
            <input name="b" placeholder="code or name" required />
          </label>
          <button>Open</button>
        </form>
      </div>
      {pairs.length === 0 ? (
        <div class="nothing">
          <p>No record names two sides yet.</p>
          <p>
            <a href="/add">Add articles</a>
          </p>
        </div>
      ) : (
        <PairTable pairs={pairs} names={names} />
      )}
    </Frame>
  );
}

/** Pairs with the number of records between them. */
export function PairTable({
  pairs,
  names,
}: {
  readonly pairs: readonly PairCount[];
  readonly names: ReadonlyMap<string, string>;
}): JSX.Element {
  return (
    <table class="narrow">
      <thead>
        <tr>
          <th scope="col">Relation</th>
          <th scope="col" class="number">
            Distinct records
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ a, b, n }) => (
          <tr>
            <td>
              <a href={`/relations/${a}/${b}`}>
                {names.get(a) ?? a} – {names.get(b) ?? b}
              </a>
            </td>
            <td class="number">{n.toLocaleString("en")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
