/** The revision of a record that a person saw when deciding: what was changed meanwhile is not decided on. */
import { DemarcheError } from "../model/error.ts";
import type { Parameter } from "./filter.ts";

/** As the API takes it in an address. */
export const seenRevision: Parameter = {
  name: "revision",
  describe: "the revision that was seen; of a record that has changed since nothing is taken back (409)",
  pattern: /^\d{1,9}$/,
};

/**
 * The revision as a form or address gives it; undefined where it gives none.
 *
 * @throws DemarcheError `serve/bad-request`
 */
export function readRevision(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined) return undefined;
  if (seenRevision.pattern.test(text)) return Number(text);
  throw new DemarcheError(
    "serve/bad-request",
    `expected for "revision" the number that the record's page or GET /api/v1/records/{id} gives, found "${text.slice(0, 40)}"`,
  );
}
