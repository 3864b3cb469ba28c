/**
 * Who may come in, and what every answer carries. A team goes on to its gate (`team/gate.ts`). At this machine: the first address holds a token that opens the door
 * once and leaves a cookie; names of this machine that are not ours are refused (DNS rebinding), and so is what
 * another site's page asks for. After OWASP ASVS 5.0, chapters 3.3 to 3.5.
 */
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { DemarcheError } from "../model/error.ts";
import { limitBody } from "./body-limit.ts";
import type { Access, TeamAccess } from "./site.ts";

/** Bytes of the largest request: a page to be added. */
const mostBytes = 20 * 1024 * 1024;

const cookieName = "demarche";

/** No markup of ours has an inline script or style, so none needs to be allowed. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join("; ");

const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // Not "no-referrer": under that, browsers send the Origin of our own forms as "null".
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
};

/** Puts the headers on every answer, refusals too. */
export const withHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  if (!context.res.headers.has("Cache-Control"))
    context.res.headers.set("Cache-Control", "private, no-cache");
};

/**
 * Lets a team through to its gate: under our names, and by our pages or by programs.
 *
 * @throws DemarcheError `serve/host`, `serve/origin`
 */
export function guardTeam(access: TeamAccess): MiddlewareHandler {
  return async (context, next) => {
    checkHost(access, context);
    // A browser sends no token by itself, so what carries one was not forged by a page.
    if (context.req.header("Authorization") === undefined) checkOrigin(context, access.origin);
    return next();
  };
}

/**
 * Lets the person at this machine through.
 *
 * @throws DemarcheError `serve/host`, `serve/origin`, `serve/session`
 */
export function guard(access: Access, who: string): MiddlewareHandler {
  let isTokenSpent = false;
  return async (context, next) => {
    checkHost(access, context);
    checkOrigin(context, null);
    if (context.req.path === "/login" && context.req.method === "GET") {
      const isRight = !isTokenSpent && isEqual(context.req.query("token") ?? "", access.token);
      if (isRight) isTokenSpent = true;
      else if (!hasSession(access, context)) throw noSession();
      else return context.redirect("/", 303);
      setCookie(context, cookieName, access.session, { httpOnly: true, sameSite: "Lax", path: "/" });
      return context.redirect("/", 303);
    }
    // Style and scripts hold no secret, and the page that refuses needs them.
    if (!context.req.path.startsWith("/assets/") && !hasSession(access, context)) throw noSession();
    context.set("visitor", { who, place: "this machine", role: "admin", account: null, token: null });
    return next();
  };
}

function checkHost(access: Access | TeamAccess, context: Context): void {
  const host = context.req.header("Host") ?? new URL(context.req.url).host;
  if (access.hosts.includes(host.toLowerCase())) return;
  throw new DemarcheError(
    "serve/host",
    `expected a request to ${access.hosts[0]}, found one to "${host.slice(0, 100)}"`,
  );
}

/**
 * What browsers say of where a request comes from. A program sends neither header: at this machine it needs the cookie
 * all the same; where a team is served (`ours` is its origin) it brings a token, and no cookie writes without a header.
 */
function checkOrigin(context: Context, ours: string | null): void {
  const { method } = context.req;
  const site = context.req.header("Sec-Fetch-Site");
  const isRead = method === "GET" || method === "HEAD";
  const isVisit = isRead && context.req.header("Sec-Fetch-Mode") === "navigate";
  if (site !== undefined) {
    if (site === "same-origin" || site === "none" || isVisit) return;
    throw new DemarcheError("serve/origin", "expected a request of these pages, found one of another site");
  }
  const origin = context.req.header("Origin");
  if (isRead || (origin === undefined && ours === null) || (origin !== undefined && origin === ours)) return;
  const host = context.req.header("Host") ?? new URL(context.req.url).host;
  if (origin?.replace(/^https?:\/\//, "") === host) return;
  throw new DemarcheError("serve/origin", "expected a request of these pages, found one of another site");
}

/** Refuses bodies that are too large, counted as they come where no length is given. @throws DemarcheError `serve/too-large` */
export const limitSize: MiddlewareHandler = limitBody(
  mostBytes,
  () =>
    new DemarcheError(
      "serve/too-large",
      `expected at most ${mostBytes / 1024 / 1024} MB, found more: use demarche add on the command line`,
    ),
);

function hasSession(access: Access, context: Context): boolean {
  const cookie = getCookie(context, cookieName);
  return cookie !== undefined && isEqual(cookie, access.session);
}

/** Compares all characters whatever the first that differs, so that time tells nothing. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= (a.charCodeAt(i) || 0) ^ b.charCodeAt(i);
  return difference === 0 && b !== "";
}

function noSession(): DemarcheError {
  return new DemarcheError(
    "serve/session",
    "expected the cookie of a session, found none: open the address that demarche serve printed",
  );
}
