/** The team for its admins: who is in it, as what, and with which tokens. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { NewPassword } from "./new-password.tsx";
import { utcMinuteOf } from "../dates.ts";
import type { Account, Token } from "../../store/store.ts";
import { Frame } from "../frame.tsx";
import { formOf } from "../form.ts";
import type { Site } from "../site.ts";
import { visitorOf } from "../visitor.ts";
import { RoleField, roleOf } from "./role-field.tsx";
import { TokenTable } from "./token-table.tsx";

/** Adds the routes to the app. */
export function addPeopleRoutes(app: Hono, site: Site): void {
  const { team } = site.ledger;
  app.get("/team", async (context) => {
    const [accounts, tokens] = await Promise.all([team.accounts(), team.tokens(null)]);
    return context.html(<PeoplePage site={site} accounts={accounts} tokens={tokens} />);
  });
  app.post("/team/users", async (context) => {
    const { name = "", role, password = "" } = await formOf(context);
    const account = { name: name.trim(), role: roleOf(role), password };
    await team.addAccount(account, visitorOf(context));
    return context.redirect("/team", 303);
  });
  app.post("/team/users/:name/role", async (context) => {
    const { role } = await formOf(context);
    await team.setRole(context.req.param("name"), roleOf(role), visitorOf(context));
    return context.redirect("/team", 303);
  });
  app.post("/team/users/:name/password", async (context) => {
    const { password = "" } = await formOf(context);
    await team.setPassword(context.req.param("name"), password, visitorOf(context));
    return context.redirect("/team", 303);
  });
  app.post("/team/users/:name/disable", async (context) => {
    await team.disable(context.req.param("name"), visitorOf(context));
    return context.redirect("/team", 303);
  });
  app.post("/team/users/:name/enable", async (context) => {
    await team.enable(context.req.param("name"), visitorOf(context));
    return context.redirect("/team", 303);
  });
  app.post("/team/tokens/:id/revoke", async (context) => {
    await team.revokeToken(context.req.param("id"), null, visitorOf(context));
    return context.redirect("/team", 303);
  });
}

function PeoplePage({
  site,
  accounts,
  tokens,
}: {
  readonly site: Site;
  readonly accounts: readonly Account[];
  readonly tokens: readonly Token[];
}): JSX.Element {
  return (
    <Frame site={site} title="Team" here="/team">
      <div class="heading">
        <h1>Team</h1>
        <p class="lead">
          Readers see and export; reviewers also decide, merge and add; admins also delete and keep the team.
        </p>
      </div>
      <table class="records labelled">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Role</th>
            <th scope="col">Added</th>
            <th scope="col">Last signed in</th>
            <th scope="col">Password</th>
            <th scope="col">Access</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow account={account} />
          ))}
        </tbody>
      </table>
      <section aria-labelledby="add">
        <h2 id="add">Add somebody</h2>
        <form class="account" method="post" action="/team/users">
          <label>
            Name, in small letters
            <input
              name="name"
              required
              maxlength={64}
              pattern="[a-z0-9]([a-z0-9._@\-]*[a-z0-9])?"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            />
          </label>
          <label>
            Role
            <RoleField label="Role" role="reader" />
          </label>
          <label>
            First password, 12 characters or more; to be changed by its owner
            <NewPassword />
          </label>
          <button>Add</button>
        </form>
      </section>
      <section aria-labelledby="tokens">
        <h2 id="tokens">Tokens</h2>
        {tokens.length === 0 ? (
          <p class="dim">Nobody has made one.</p>
        ) : (
          <TokenTable tokens={tokens} now={site.now()} base="/team/tokens" hasOwners />
        )}
      </section>
    </Frame>
  );
}

function AccountRow({ account }: { readonly account: Account }): JSX.Element {
  const { name, role, added_at: added, signed_in_at: signedIn, disabled_at: disabled } = account;
  const base = `/team/users/${encodeURIComponent(name)}`;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label="Role">
        <form class="inline" method="post" action={`${base}/role`}>
          <RoleField label={`Role of ${name}`} role={role} />
          <button class="quiet" aria-label={`Set the role of ${name}`}>
            Set
          </button>
        </form>
      </td>
      <td data-label="Added">{added.slice(0, 10)}</td>
      <td data-label="Last signed in">{signedIn === null ? "never" : utcMinuteOf(signedIn)}</td>
      <td data-label="Password">
        <form class="inline" method="post" action={`${base}/password`}>
          <NewPassword label={`New password of ${name}`} />
          <button class="quiet" aria-label={`Set the password of ${name}`}>
            Set
          </button>
        </form>
      </td>
      <td data-label="Access">
        <form method="post" action={`${base}/${disabled === null ? "disable" : "enable"}`}>
          {disabled === null ? null : `shut ${disabled.slice(0, 10)} `}
          <button class="quiet" aria-label={`${disabled === null ? "Shut" : "Open"} the account ${name}`}>
            {disabled === null ? "Shut" : "Open"}
          </button>
        </form>
      </td>
    </tr>
  );
}
