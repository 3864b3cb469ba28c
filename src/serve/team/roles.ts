/**
 * What each route asks for, and what of it is logged: one table. A route that is not in it is answered to nobody of a
 * team; `test/roles.test.ts` walks all routes of the app.
 */
import { recordKinds } from "../../model/ledger.ts";
import type { Role } from "../../store/store.ts";
import { exportForms } from "../exports.ts";
import { pathOf } from "../lists.tsx";

/** What a route asks for. */
export interface Rule {
  /** `anyone` needs not be signed in. */
  readonly role: Role | "anyone";
  /** Asks for somebody who signed in: a token makes no tokens and no accounts, or a lost one could not be revoked. */
  readonly isByHand?: boolean;
  /** Under what name it is logged when it was done. */
  readonly deed?: string;
  /** Fields of the form or the JSON that tell more of it. */
  readonly fields?: readonly string[];
}

const anyone: Rule = { role: "anyone" };
const reader: Rule = { role: "reader" };
const reviewer: Rule = { role: "reviewer" };
const admin: Rule = { role: "admin" };
const own: Rule = { role: "reader", isByHand: true };
const keeping: Rule = { role: "admin", isByHand: true };
const exporting: Rule = { role: "reader", deed: "export" };
const adding: Rule = { role: "reviewer", deed: "add" };
const deciding = (deed: string, ...fields: readonly string[]): Rule => ({ role: "reviewer", deed, fields });

const lists: Readonly<Record<string, Rule>> = Object.fromEntries(
  recordKinds.flatMap((kind) => [
    [`GET ${pathOf[kind]}`, reader],
    ...["json", "atom", "feed.json"].map((form) => [`GET ${pathOf[kind]}.${form}`, reader]),
    ...Object.keys(exportForms).map((form) => [`GET ${pathOf[kind]}.${form}`, exporting]),
    [`GET /api/v1${pathOf[kind]}`, reader],
  ]),
) as Record<string, Rule>;

/** By method and path, as the app has them. */
export const rules: Readonly<Record<string, Rule>> = {
  ...lists,
  "GET /assets/:version/:name{.+}": anyone,
  "GET /sign-in": anyone,
  "POST /sign-in": anyone,
  "POST /sign-out": own,
  "GET /account": reader,
  "POST /account/password": own,
  "POST /account/sign-out-all": own,
  "POST /account/tokens": own,
  "POST /account/tokens/:id/revoke": own,
  "GET /team": admin,
  "POST /team/users": keeping,
  "POST /team/users/:name/role": keeping,
  "POST /team/users/:name/password": keeping,
  "POST /team/users/:name/disable": keeping,
  "POST /team/users/:name/enable": keeping,
  "POST /team/tokens/:id/revoke": keeping,
  "GET /team/audit": admin,
  "GET /team/feeds": admin,
  "POST /team/feeds": { role: "admin", deed: "follow", fields: ["url"] },

  "GET /": reader,
  "POST /seen": reader,
  "GET /records/:id": reader,
  "POST /records/:id/review": deciding("review", "action"),
  "POST /records/:id/split": deciding("split", "mention"),
  "POST /records/:id/merge": deciding("merge", "into"),
  "GET /articles": reader,
  "GET /articles.json": reader,
  "GET /articles/next": reader,
  "GET /articles/:hash": reader,
  "POST /articles/:hash/mentions/:id/span": deciding("move-words", "edge", "by"),
  "GET /articles/:hash/delete": admin,
  "POST /articles/:hash/delete": { role: "admin", deed: "delete" },
  ...Object.fromEntries(recordKinds.map((kind) => [`GET ${pathOf[kind]}/review`, reviewer])),
  "GET /articles/:hash/review": reviewer,
  "GET /review": reviewer,
  "POST /review": deciding("review-many", "action"),
  "GET /lots/:number{\\d{1,9}}": reader,
  "POST /lots/:number{\\d{1,9}}/undo": deciding("review-many-undo"),
  "GET /changes": reader,
  "GET /views": reader,
  "POST /views": reader,
  "GET /views/:file{V[0-9a-f]+\\.atom}": reader,
  "GET /views/:file{V[0-9a-f]+\\.feed\\.json}": reader,
  "GET /views/:id": reader,
  "POST /views/:id/seen": reader,
  "POST /views/:id/name": reader,
  "POST /views/:id/drop": reader,
  "GET /relations": reader,
  "GET /relations/:a/:b": reader,
  "GET /relations/:a/:b/dossier": reader,
  "GET /relations/:a/:b/sources.bib": exporting,
  "GET /relations/:a/:b/sources.ris": exporting,
  "GET /actors": reader,
  "GET /actors/:id": reader,
  "GET /actors/:id/merge": reviewer,
  "POST /actors/:id/merge": deciding("actor-merge", "into"),
  "POST /actors/:id/split": deciding("actor-split"),
  "POST /actors/:id/undo": deciding("actor-undo"),
  "GET /search": reader,
  "GET /add": reviewer,
  "GET /add.json": reviewer,
  "POST /add/text": adding,
  "POST /add/url": { ...adding, fields: ["urls"] },
  "POST /add/files": adding,
  "POST /add/retry": adding,
  "GET /try": reader,
  "GET /health/feeds": reader,
  "GET /queue": reviewer,
  "POST /queue/retry": { role: "reviewer", deed: "queue-retry" },
  "POST /queue/:id/retry": { role: "reviewer", deed: "queue-retry" },
  "POST /queue/:id/drop": { role: "reviewer", deed: "queue-drop" },
  "GET /alerts": admin,
  "POST /alerts/add": { role: "admin", deed: "alert-add", fields: ["list", "target"] },
  "POST /alerts/:id/test": { role: "admin", deed: "alert-test" },
  "POST /alerts/:id/resume": { role: "admin", deed: "alert-resume" },
  "POST /alerts/:id/remove": { role: "admin", deed: "alert-remove" },
  "GET /metrics": reader,

  "GET /api": reader,
  "GET /api/v1/openapi.json": reader,
  "GET /api/v1/records/:id": reader,
  "POST /api/v1/records/:id/reviews": deciding("review", "action"),
  "POST /api/v1/records/:id/undo": deciding("review-undo"),
  "POST /api/v1/records/:id/merge": deciding("merge", "into"),
  "POST /api/v1/records/:id/split": deciding("split", "mention"),
  "POST /api/v1/reviews": deciding("review-many", "action"),
  "POST /api/v1/lots/:lot/undo": deciding("review-many-undo"),
  "GET /api/v1/actors/:id": reader,
  "POST /api/v1/actors/:id/merge": deciding("actor-merge", "into"),
  "POST /api/v1/actors/:id/split": deciding("actor-split"),
  "GET /api/v1/overrides": reader,
  "POST /api/v1/overrides/:number/undo": deciding("override-undo"),
  "GET /api/v1/search": reader,
  "GET /api/v1/articles": reader,
  "GET /api/v1/articles/:hash": reader,
  "GET /api/v1/actors": reader,
  "GET /api/v1/relations": reader,
  "GET /api/v1/relations/:a/:b": reader,
  "GET /api/v1/views": reader,
  "POST /api/v1/views": reader,
  "GET /api/v1/views/:id": reader,
  "POST /api/v1/views/:id/name": reader,
  "POST /api/v1/views/:id/seen": reader,
  "DELETE /api/v1/views/:id": reader,
  "GET /api/v1/changes": reader,
  "GET /api/v1/summary": reader,
};

/** The role that an endpoint of the API asks for, for its description. */
export function roleOfEndpoint(method: string, path: string): Role | null {
  const rule = rules[`${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ":$1")}`];
  return rule === undefined || rule.role === "anyone" ? null : rule.role;
}
