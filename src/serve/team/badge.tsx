/** Who is signed in, on every page, with the way out; nothing where there are no accounts. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { visitorHere } from "../visitor.ts";

/** In the header. */
export function Badge(): JSX.Element | null {
  const visitor = visitorHere();
  if (visitor === null) return null;
  return (
    <form class="badge" method="post" action="/sign-out">
      <a href="/account">
        <span class="hidden">Signed in as </span>
        {visitor.who}
      </a>
      <button class="quiet">Sign out</button>
    </form>
  );
}

/** In the footer, for admins. */
export function TeamLinks(): JSX.Element | null {
  if (visitorHere()?.role !== "admin") return null;
  return (
    <>
      {" "}
      <a href="/team">Team</a> <a href="/team/feeds">Follow a feed</a> <a href="/team/audit">Audit log</a>
    </>
  );
}
