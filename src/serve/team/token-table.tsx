/** Tokens in a table, those in force with a button that ends them. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { utcMinuteOf } from "../dates.ts";
import type { Token } from "../../store/store.ts";

/** @param base the path under which they are revoked */
export function TokenTable({
  tokens,
  now,
  base,
  hasOwners = false,
}: {
  readonly tokens: readonly Token[];
  readonly now: string;
  readonly base: string;
  readonly hasOwners?: boolean;
}): JSX.Element {
  return (
    <table class="records labelled">
      <thead>
        <tr>
          <th scope="col">Token</th>
          {hasOwners ? <th scope="col">Account</th> : null}
          <th scope="col">Scope</th>
          <th scope="col">For</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">Ends</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr>
            <td>
              <code>{token.id}…</code>
            </td>
            {hasOwners ? <td data-label="Account">{token.account}</td> : null}
            <td data-label="Scope">{token.scope}</td>
            <td data-label="For">{token.note}</td>
            <td data-label="Made">{token.added_at.slice(0, 10)}</td>
            <td data-label="Last used">{token.used_at === null ? "never" : utcMinuteOf(token.used_at)}</td>
            <td data-label="Ends">{token.ends_at === null ? "never" : token.ends_at.slice(0, 10)}</td>
            <td data-label="State">
              {stateOf(token, now) ?? (
                <form method="post" action={`${base}/${token.id}/revoke`}>
                  <button class="quiet" aria-label={`Revoke ${token.id}`}>
                    Revoke
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Null while it is in force. */
function stateOf({ revoked_at: revoked, ends_at: ends }: Token, now: string): string | null {
  if (revoked !== null) return `revoked ${revoked.slice(0, 10)}`;
  return ends !== null && ends <= now ? "has ended" : null;
}
