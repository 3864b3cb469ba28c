/**
 * Who of a team comes in, to what, and how often: finds out who asks, by the cookie of a session or a token, holds it
 * against the table of roles, counts, and logs what was done.
 */
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { matchedRoutes } from "hono/route";
import { DemarcheError } from "../../model/error.ts";
import { roles } from "../../store/store.ts";
import { isForProgram } from "../failures.tsx";
import type { Site, TeamAccess } from "../site.ts";
import { isAtLeast, type Visitor } from "../visitor.ts";
import { addressOf, networkOf } from "./address.ts";
import { createBucket } from "./limits.ts";
import { type Rule, rules } from "./roles.ts";

/** Requests of one token, or of one person's browsers: many at once, as a page and its files are. */
const requests = { burst: 400, perSecond: 40, mostKeys: 10_000 };
/** Tokens of one network that are not known. */
const wrongTokens = { burst: 30, perSecond: 0.5, mostKeys: 10_000 };

/** The cookie of a session. The prefix keeps other hosts of the same site from setting it. */
export function sessionCookie({ origin }: TeamAccess): string {
  return origin.startsWith("https:") ? "__Host-demarche-team" : "demarche-team";
}

/** @throws DemarcheError `serve/sign-in`, `serve/role`, `serve/rate` */
export function gate(site: Site, access: TeamAccess): MiddlewareHandler {
  const ofVisitor = createBucket(access.requests ?? requests);
  const ofNetwork = createBucket(wrongTokens);
  const { team } = site.ledger;

  const findVisitor = async (context: Context, place: string): Promise<Visitor | null> => {
    const authorization = context.req.header("Authorization");
    if (authorization !== undefined) {
      const bearer = await team.bearer(/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "");
      if (bearer === null) {
        const wait = ofNetwork.take(networkOf(place), Date.parse(site.now()));
        if (0 < wait) throw tooOften(wait);
        return null;
      }
      const { account, id, scope } = bearer;
      const role = roles[Math.min(roles.indexOf(account.role), roles.indexOf(scope))] ?? "reader";
      return { who: account.name, place, role, account, token: id };
    }
    const cookie = getCookie(context, sessionCookie(access));
    const account = cookie === undefined ? null : await team.session(cookie);
    return account === null ? null : { who: account.name, place, role: account.role, account, token: null };
  };

  return async (context, next) => {
    const place = addressOf(context, access.trustsProxy);
    const route = matchedRoutes(context).find(({ method }) => method !== "ALL");
    const rule = route === undefined ? undefined : rules[`${route.method} ${route.path}`];
    const visitor = rule?.role === "anyone" ? null : await findVisitor(context, place);
    if (rule?.role !== "anyone") {
      if (visitor === null) return refuseStranger(context);
      const wait = ofVisitor.take(visitor.token ?? visitor.who, Date.parse(site.now()));
      if (0 < wait) throw tooOften(wait);
      context.set("visitor", visitor);
      if (route !== undefined) checkRole(visitor, rule);
    }
    await next();
    if (visitor !== null && rule?.deed !== undefined && context.res.status < 400) {
      const { deed: action, fields = [] } = rule;
      const subject = subjectOf(route?.path ?? "", context.req.path);
      await team.note({ action, subject, detail: await detailOf(context, visitor, fields) }, visitor);
    }
    return undefined;
  };
}

/** @throws DemarcheError `serve/role` */
function checkRole({ role, token, who }: Visitor, rule: Rule | undefined): void {
  if (rule?.isByHand === true && token !== null) {
    const message = "expected somebody who is signed in by a password, found a token: do it on the pages";
    throw new DemarcheError("serve/role", message, { needed: rule.role, role });
  }
  const needed = rule?.role ?? "admin";
  // A route that nobody has put into the table is nobody's.
  if (rule !== undefined && (needed === "anyone" || isAtLeast(role, needed))) return;
  const found = token === null ? `${who}, who is ${role}` : `a token of ${who} that may act as ${role}`;
  throw new DemarcheError("serve/role", `expected the role ${needed}, found ${found}: ask an admin`, {
    needed,
    role,
  });
}

/** People are shown where to sign in and led back; programs are told. @throws DemarcheError `serve/sign-in` */
function refuseStranger(context: Context): Response {
  const { method, url } = context.req;
  if ((method === "GET" || method === "HEAD") && !isForProgram(context)) {
    const { pathname, search } = new URL(url);
    const back = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return context.redirect(`/sign-in${back}`, 303);
  }
  throw new DemarcheError(
    "serve/sign-in",
    "expected somebody who is signed in, found nobody: sign in again at /sign-in, or send a token in force as Authorization: Bearer",
  );
}

export function tooOften(seconds: number): DemarcheError {
  return new DemarcheError("serve/rate", `expected fewer requests, found too many: wait ${seconds} s`, {
    retryAfter: seconds,
  });
}

/** The part of a path that says what was done something to: a record's or article's id, a name. */
function subjectOf(pattern: string, path: string): string {
  const at = pattern.split("/").findIndex((part) => part.startsWith(":"));
  return at === -1 ? path : (path.split("/")[at] ?? path);
}

async function detailOf(context: Context, { token }: Visitor, fields: readonly string[]): Promise<string> {
  const sent = fields.length === 0 ? {} : await sentBy(context);
  const told = fields.map((name) => sent[name]).filter((it) => typeof it === "string");
  const question = context.req.method === "GET" ? new URL(context.req.url).search : "";
  return [...told, ...(question === "" ? [] : [question]), ...(token === null ? [] : [`by ${token}`])].join(
    " ",
  );
}

/** What was sent, which the handler has read already: it is kept. */
async function sentBy({ req }: Context): Promise<Readonly<Record<string, unknown>>> {
  const isJson = (req.header("Content-Type") ?? "").startsWith("application/json");
  return isJson ? ((await req.json()) as Record<string, unknown>) : req.parseBody();
}
