/**
 * Who asks. The guard (one person, this machine) or the gate (a team) finds out and keeps it with the request; what is
 * written down as somebody's takes the name from here and from nothing that the request says of itself.
 */
import type { Context } from "hono";
import { tryGetContext } from "hono/context-storage";
import { type Account, type Doer, type Role, roles } from "../store/store.ts";

/** Somebody who has been let in. */
export interface Visitor extends Doer {
  /** What they may do here: of a token at most its scope, and at most what the account may. */
  readonly role: Role;
  /** Null for the person at this machine, who needs no account. */
  readonly account: Account | null;
  /** First characters of the token by which a program came in; null for a browser. */
  readonly token: string | null;
}

declare module "hono" {
  interface ContextVariableMap {
    readonly visitor: Visitor;
  }
}

/** Who asks; nobody gets to a handler unseen. */
export function visitorOf(context: Context): Visitor {
  const visitor = context.get("visitor") as Visitor | undefined;
  if (visitor === undefined) throw new Error(`${context.req.path}: nobody has been let in`);
  return visitor;
}

/** The name under which a decision is kept. */
export function whoOf(context: Context): string {
  return visitorOf(context).who;
}

/** For parts of a page that are far from the request: who is signed in; null for the person at this machine. */
export function visitorHere(): Visitor | null {
  const visitor = tryGetContext()?.get("visitor") as Visitor | undefined;
  return visitor?.account === undefined || visitor.account === null ? null : visitor;
}

/** Whether who looks at this page may do what a role may, so that pages offer nothing that is refused. */
export function mayHere(role: Role): boolean {
  const visitor = visitorHere();
  return visitor === null || isAtLeast(visitor.role, role);
}

/** Whether a role may do what another may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(needed) <= roles.indexOf(role);
}
