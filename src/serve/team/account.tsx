/** One's own account: tokens for programs, the password, the sessions. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { NewPassword } from "./new-password.tsx";
import { type Role, roles, type Token } from "../../store/store.ts";
import { Frame } from "../frame.tsx";
import { formOf } from "../form.ts";
import type { Site } from "../site.ts";
import { isAtLeast, type Visitor, visitorOf } from "../visitor.ts";
import { roleOf } from "./role-field.tsx";
import type { Attempt } from "./sign-in.tsx";
import { TokenTable } from "./token-table.tsx";

/** What is said once, above the rest. */
interface Said {
  /** A token that was just made. */
  readonly token?: string;
  readonly refusal?: string;
}

const mostNote = 100;

/** Adds the routes to the app. */
export function addAccountRoutes(app: Hono, site: Site, attempt: Attempt): void {
  const { team } = site.ledger;
  const page = async (visitor: Visitor, said: Said): Promise<JSX.Element> => (
    <AccountPage site={site} visitor={visitor} tokens={await team.tokens(visitor.who)} said={said} />
  );

  app.get("/account", async (context) => context.html(await page(visitorOf(context), {})));

  app.post("/account/tokens", async (context) => {
    const visitor = visitorOf(context);
    const { note = "", scope, ends = "" } = await formOf(context);
    const token = await team.addToken(
      {
        account: visitor.who,
        scope: roleOf(scope),
        note: note.trim() === "" ? null : note.trim().slice(0, mostNote),
        ends: ends === "" ? null : ends,
      },
      visitor,
    );
    context.header("Cache-Control", "no-store");
    return context.html(await page(visitor, { token }));
  });

  app.post("/account/tokens/:id/revoke", async (context) => {
    const visitor = visitorOf(context);
    await team.revokeToken(context.req.param("id"), visitor.who, visitor);
    return context.redirect("/account", 303);
  });

  app.post("/account/password", async (context) => {
    const visitor = visitorOf(context);
    const { old = "", password = "", again } = await formOf(context);
    if (password !== again)
      return context.html(await page(visitor, { refusal: "The two new passwords differ." }), 400);
    const isRight = await attempt(context, visitor.who, async () =>
      (await team.isPassword(visitor.who, old)) ? true : null,
    );
    if (isRight === null)
      return context.html(await page(visitor, { refusal: "That is not your present password." }), 403);
    await team.setPassword(visitor.who, password, visitor);
    return context.redirect("/sign-in", 303);
  });

  app.post("/account/sign-out-all", async (context) => {
    const visitor = visitorOf(context);
    await team.signOutAll(visitor.who, visitor);
    return context.redirect("/sign-in", 303);
  });
}

function AccountPage({
  site,
  visitor,
  tokens,
  said,
}: {
  readonly site: Site;
  readonly visitor: Visitor;
  readonly tokens: readonly Token[];
  readonly said: Said;
}): JSX.Element {
  const scopes: readonly Role[] = roles.filter((role) => isAtLeast(visitor.role, role));
  return (
    <Frame site={site} title="Your account" here="/account">
      <div class="heading">
        <h1>{visitor.who}</h1>
        <p class="lead">{duties[visitor.role]}</p>
      </div>
      {said.refusal === undefined ? null : (
        <p class="refusal" role="alert">
          {said.refusal}
        </p>
      )}
      {said.token === undefined ? null : (
        <div class="said" role="status">
          <p>
            <strong>This is the token. It is shown once:</strong> only its digest is kept.
          </p>
          <p>
            <code>{said.token}</code>
          </p>
        </div>
      )}
      <section aria-labelledby="tokens">
        <h2 id="tokens">Tokens for programs</h2>
        <p class="prose">
          A program sends one as <code>Authorization: Bearer …</code>. It acts in your name, and may do what
          its scope says and you may.
        </p>
        {tokens.length === 0 ? (
          <p class="dim">There are none.</p>
        ) : (
          <TokenTable tokens={tokens} now={site.now()} base="/account/tokens" />
        )}
        <form class="account" method="post" action="/account/tokens">
          <label>
            What it is for
            <input name="note" maxlength={mostNote} placeholder="nightly figures" />
          </label>
          <div class="pair">
            <label>
              Scope
              <select name="scope">
                {scopes.map((scope) => (
                  <option value={scope}>{scope}</option>
                ))}
              </select>
            </label>
            <label>
              Last day, or none
              <input name="ends" placeholder="2027-01-31" pattern="\d{4}-\d{2}-\d{2}" />
            </label>
          </div>
          <button>Make a token</button>
        </form>
      </section>
      <section aria-labelledby="password">
        <h2 id="password">Password</h2>
        <form class="account" method="post" action="/account/password">
          <input type="hidden" name="name" value={visitor.who} autocomplete="username" />
          <label>
            Present password
            <input name="old" type="password" required maxlength={256} autocomplete="current-password" />
          </label>
          <label>
            New password, 12 characters or more
            <NewPassword />
          </label>
          <label>
            Once more
            <input name="again" type="password" required maxlength={256} autocomplete="new-password" />
          </label>
          <button>Change it, and sign out everywhere</button>
        </form>
      </section>
      <section aria-labelledby="sessions">
        <h2 id="sessions">Sessions</h2>
        <p class="prose">
          A session ends after eight hours unused, and after seven days whatever happens. After a lost laptop,
          end all of yours; this one ends too.
        </p>
        <form method="post" action="/account/sign-out-all">
          <button>Sign out everywhere</button>
        </form>
      </section>
    </Frame>
  );
}

const duties = {
  reader: "A reader: sees and exports everything, and changes nothing.",
  reviewer: "A reviewer: reads, decides, merges, splits and adds.",
  admin: "An admin: reads, reviews, deletes, and keeps the team.",
} as const;
