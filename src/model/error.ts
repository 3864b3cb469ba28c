/**
 * Refusals the user can act on. Doubtful text is not one (see `diagnostic.ts`); anything else that is
 * thrown is a bug. Messages say what was expected, what was found, where, and what to do.
 */

/** Every code with its exit status (`sysexits.h`) and HTTP status. */
export const errorCodes = {
  "cli/usage": { exit: 64, http: 400 },
  "cli/no-input": { exit: 66, http: 404 },
  "cli/unwritable": { exit: 73, http: 500 },
  "internal/fault": { exit: 70, http: 500 },
  "internal/timeout": { exit: 75, http: 504 },
  "lexicon/malformed": { exit: 78, http: 500 },
  "engine/version": { exit: 78, http: 500 },
  "engine/corrupt": { exit: 78, http: 500 },
  "conllu/malformed": { exit: 65, http: 400 },
  "jsonl/malformed": { exit: 65, http: 400 },
  "jsonl/too-large": { exit: 65, http: 413 },
  "load/engine": { exit: 65, http: 422 },
  "load/mismatch": { exit: 65, http: 422 },
  "read/too-large": { exit: 65, http: 413 },
  "read/binary": { exit: 65, http: 415 },
  "read/empty": { exit: 65, http: 422 },
  "feed/unreadable": { exit: 65, http: 422 },
  "warc/unreadable": { exit: 65, http: 422 },
  "fetch/scheme": { exit: 65, http: 400 },
  "fetch/address": { exit: 77, http: 403 },
  "fetch/robots": { exit: 77, http: 403 },
  "fetch/redirects": { exit: 65, http: 502 },
  "fetch/too-large": { exit: 65, http: 502 },
  "fetch/timeout": { exit: 75, http: 504 },
  "fetch/status": { exit: 69, http: 502 },
  "fetch/encoding": { exit: 65, http: 502 },
  "fetch/network": { exit: 69, http: 502 },
  "serve/session": { exit: 77, http: 401 },
  "serve/host": { exit: 77, http: 421 },
  "serve/origin": { exit: 77, http: 403 },
  "serve/sign-in": { exit: 77, http: 401 },
  "serve/role": { exit: 77, http: 403 },
  "serve/rate": { exit: 75, http: 429 },
  "serve/no-admin": { exit: 78, http: 500 },
  "serve/not-found": { exit: 1, http: 404 },
  "serve/bad-request": { exit: 65, http: 400 },
  "serve/too-large": { exit: 65, http: 413 },
  "serve/address": { exit: 69, http: 500 },
  "store/newer": { exit: 78, http: 500 },
  "store/foreign": { exit: 78, http: 500 },
  "store/unwritable": { exit: 73, http: 500 },
  "store/corrupt": { exit: 74, http: 500 },
  "store/full": { exit: 74, http: 507 },
  "store/busy": { exit: 75, http: 503 },
  "store/denied": { exit: 77, http: 500 },
  "store/unreachable": { exit: 69, http: 503 },
  "store/unknown-id": { exit: 1, http: 404 },
  "store/unlike": { exit: 64, http: 409 },
  "store/nothing-to-undo": { exit: 64, http: 409 },
  "store/changed": { exit: 75, http: 409 },
  "store/not-empty": { exit: 73, http: 409 },
  "store/bad-backup": { exit: 65, http: 422 },
  "team/name": { exit: 64, http: 400 },
  "team/password": { exit: 64, http: 400 },
  "team/taken": { exit: 64, http: 409 },
  "team/unknown": { exit: 1, http: 404 },
  "team/last-admin": { exit: 64, http: 409 },
  "team/scope": { exit: 64, http: 403 },
  "team/expiry": { exit: 64, http: 400 },
  "team/too-many": { exit: 64, http: 409 },
} as const satisfies Record<string, { exit: number; http: number }>;

export type ErrorCode = keyof typeof errorCodes;

/**
 * A fault of ours met while reading one document, as a refusal, so that a batch goes on. A refusal stays as it is.
 */
export function faultOf(error: unknown): DemarcheError {
  if (error instanceof DemarcheError) return error;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new DemarcheError(
    "internal/fault",
    `expected to read this, met a fault of demarche itself (${what}): please report it with the text`,
    {},
    { cause: error },
  );
}

/** A refusal. `message` is for a person, `details` for a program; the first cause is kept. */
export class DemarcheError extends Error {
  override readonly name = "DemarcheError";
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, string | number | boolean | null>> = {},
    options?: { cause: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}
