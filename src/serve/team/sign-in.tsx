/** Signing in and out: a plain form, the same answer whether the name is known or not, and waits that grow. */
import type { Context, Hono } from "hono";
import { limitBody } from "../body-limit.ts";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { JSX } from "hono/jsx/jsx-runtime";
import { DemarcheError } from "../../model/error.ts";
import { Frame } from "../frame.tsx";
import { formOf } from "../form.ts";
import type { Site, TeamAccess } from "../site.ts";
import { visitorOf } from "../visitor.ts";
import { addressOf, networkOf } from "./address.ts";
import { sessionCookie, tooOften } from "./gate.ts";
import { createBackoff, createBucket } from "./limits.ts";
import { returnPath } from "./return-path.ts";

const mostKeys = 10_000;
/** Failures of one network: an office behind one address may all mistype. */
const ofNetworks = { burst: 20, perSecond: 1 / 60, mostKeys };
/** Failures with one name from one network: the wait doubles up to a quarter of an hour. */
const ofPairs = { free: 5, mostSeconds: 900, mostKeys };
/** Failures with one name from anywhere: more than one network may try, so that its guesses shut nobody out elsewhere. */
const ofNames = { burst: 100, perSecond: 1 / 30, mostKeys };
/** Passwords that are looked at at once: each takes 32 MiB. */
const mostAtOnce = 8;
const mostFormBytes = 16 * 1024;

/** @throws DemarcheError `serve/too-large` */
const limitForm = limitBody(
  mostFormBytes,
  () =>
    new DemarcheError(
      "serve/too-large",
      `expected at most ${mostFormBytes / 1024} kB of name and password, found more`,
    ),
);

/** Looks at a password as seldom as guessing needs. */
export type Attempt = <Result>(
  context: Context,
  name: string,
  look: () => Promise<Result | null>,
) => Promise<Result | null>;

/** @throws DemarcheError `serve/rate`, by what is given back */
export function createAttempts(site: Site, access: TeamAccess): Attempt {
  const byNetwork = createBucket(ofNetworks);
  const byPair = createBackoff(ofPairs);
  const byName = createBucket(ofNames);
  let nUnderWay = 0;
  return async (context, name, look) => {
    const now = Date.parse(site.now());
    const network = networkOf(addressOf(context, access.trustsProxy));
    const key = name.slice(0, 100);
    if (mostAtOnce <= nUnderWay) throw tooOften(1);
    // Counted before it is looked at, so that many at once are not let through together.
    const counted = [
      [byPair, `${network} ${key}`],
      [byNetwork, network],
      [byName, key],
    ] as const;
    for (const [limiter, of] of counted) {
      const wait = limiter.take(of, now);
      if (0 < wait) throw tooOften(wait);
    }
    nUnderWay++;
    try {
      const found = await look();
      if (found !== null) for (const [limiter, of] of counted) limiter.giveBack(of);
      return found;
    } finally {
      nUnderWay--;
    }
  };
}

/** Adds the routes to the app. */
export function addSignInRoutes(app: Hono, site: Site, access: TeamAccess, attempt: Attempt): void {
  const { team } = site.ledger;
  const cookieName = sessionCookie(access);
  const cookie = {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    secure: access.origin.startsWith("https:"),
  } as const;
  const sessionOf = (context: Context): string | null => getCookie(context, cookieName) ?? null;

  app.get("/sign-in", async (context) => {
    const next = returnPath(context.req.query("next"));
    const session = sessionOf(context);
    if (session !== null && (await team.session(session)) !== null) return context.redirect(next, 303);
    return context.html(<SignInPage site={site} next={next} name="" hasFailed={false} />);
  });

  app.post("/sign-in", limitForm, async (context) => {
    const { name = "", password = "", next: asked } = await formOf(context);
    const next = returnPath(asked);
    const given = { name: name.trim().toLowerCase(), password, old: sessionOf(context) };
    const place = addressOf(context, access.trustsProxy);
    const id = await attempt(context, given.name, () => team.signIn(given, place));
    if (id === null)
      return context.html(<SignInPage site={site} next={next} name={given.name} hasFailed />, 401);
    setCookie(context, cookieName, id, cookie);
    return context.redirect(next, 303);
  });

  app.post("/sign-out", async (context) => {
    const session = sessionOf(context);
    if (session !== null) await team.signOut(session, visitorOf(context));
    deleteCookie(context, cookieName, { path: "/", secure: cookie.secure });
    return context.redirect("/sign-in", 303);
  });
}

function SignInPage({
  site,
  next,
  name,
  hasFailed,
}: {
  readonly site: Site;
  readonly next: string;
  readonly name: string;
  readonly hasFailed: boolean;
}): JSX.Element {
  return (
    <Frame site={site} title="Sign in" here="" isBare>
      <div class="heading">
        <h1>Sign in</h1>
        <p class="lead">This ledger is a team's. Who has no account asks its admin.</p>
      </div>
      {hasFailed ? (
        <p class="refusal" role="alert" id="refusal">
          Name and password don't belong together, or the account is shut.
        </p>
      ) : null}
      <form class="account" method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <label>
          Name
          <input
            name="name"
            value={name}
            required
            maxlength={64}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={hasFailed ? "refusal" : undefined}
          />
        </label>
        <label>
          Password
          <input
            name="password"
            type="password"
            required
            maxlength={256}
            autocomplete="current-password"
            aria-describedby={hasFailed ? "refusal" : undefined}
          />
        </label>
        <button class="main">Sign in</button>
      </form>
    </Frame>
  );
}
