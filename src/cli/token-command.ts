/** `demarche token`: by what programs use the API of a team. */
import { DemarcheError } from "../model/error.ts";
import { printable } from "../render/describe.ts";
import type { Role } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";
import { doerOf } from "./machine-user.ts";

export interface TokenFlags {
  readonly ledger: string;
  readonly user?: string;
  readonly scope?: Role;
  readonly expires?: string;
  readonly note?: string;
  readonly json?: boolean;
}

/** @throws DemarcheError `cli/usage`, `team/…` */
export async function runToken(
  what: string,
  id: string | null,
  flags: TokenFlags,
  effects: Effects,
): Promise<number> {
  if (what === "add" && id === null) return addOne(flags, effects);
  if (what === "list" && id === null) return listAll(flags, effects);
  if (what !== "revoke" || id === null) {
    throw new DemarcheError(
      "cli/usage",
      `expected token add --user NAME --scope ROLE, token list or token revoke ID, found "${what}"`,
    );
  }
  return withLedger(flags.ledger, async ({ team }) => {
    await team.revokeToken(id, null, doerOf(effects));
    await effects.stdout.write(`${id} is revoked\n`);
    return 0;
  });
}

async function addOne(
  { ledger: url, user, scope, expires, note }: TokenFlags,
  effects: Effects,
): Promise<number> {
  if (user === undefined || scope === undefined) {
    const message = "expected token add with --user NAME and --scope ROLE, found one missing";
    throw new DemarcheError("cli/usage", message);
  }
  return withLedger(url, async ({ team }) => {
    const wish = { account: user, scope, note: note ?? null, ends: expires ?? null };
    const token = await team.addToken(wish, doerOf(effects));
    await effects.stdout.write(`${token}\n`);
    await effects.stderr.write("demarche: keep it: it is not shown again\n");
    return 0;
  });
}

async function listAll({ ledger: url, user, json }: TokenFlags, effects: Effects): Promise<number> {
  return withLedger(url, async ({ team }) => {
    const tokens = await team.tokens(user ?? null);
    if (json === true) {
      await effects.stdout.write(`${JSON.stringify(tokens)}\n`);
      return 0;
    }
    for (const { id, account, scope, note, used_at: used, ends_at: ends, revoked_at: revoked } of tokens) {
      const state =
        revoked === null ? (ends === null ? "until revoked" : `until ${ends}`) : `revoked ${revoked}`;
      const what = note === null ? "" : `  “${printable(note)}”`;
      await effects.stdout.write(
        `${id}  ${account}  ${scope}  ${state}  last used ${used ?? "never"}${what}\n`,
      );
    }
    if (tokens.length === 0) await effects.stdout.write("no tokens\n");
    return 0;
  });
}
