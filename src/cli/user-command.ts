/** `demarche user`: who is in a team, and as what. */
import { DemarcheError } from "../model/error.ts";
import type { Ledger, Role } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { withLedger, withNewLedger } from "./ledger-flag.ts";
import { doerOf } from "./machine-user.ts";
import { readPassword } from "./secret.ts";

export interface UserFlags {
  readonly ledger: string;
  readonly role?: Role;
  readonly json?: boolean;
}

/** @throws DemarcheError `cli/usage`, `team/…` */
export async function runUser(
  what: string,
  name: string | null,
  flags: UserFlags,
  effects: Effects,
): Promise<number> {
  if (what === "list" && name === null) return listUsers(flags, effects);
  const act = acts[what];
  if (
    act === undefined ||
    name === null ||
    ((what === "add" || what === "role") && flags.role === undefined)
  ) {
    throw new DemarcheError(
      "cli/usage",
      `expected user add NAME --role ROLE, user list, user role NAME --role ROLE, user password NAME, user disable NAME or user enable NAME, found "${what}"${name === null ? " without a name" : ""}`,
    );
  }
  const open = what === "add" ? withNewLedger : withLedger;
  return open(flags.ledger, async (ledger) => {
    const said = await act(ledger, name, flags.role ?? "reader", effects);
    await effects.stdout.write(`${said}\n`);
    return 0;
  });
}

type Act = (ledger: Ledger, name: string, role: Role, effects: Effects) => Promise<string>;

const acts: Readonly<Record<string, Act>> = {
  async add({ team }, name, role, effects) {
    const password = await readPassword(effects, name);
    await team.addAccount({ name, role, password }, doerOf(effects));
    return `${name} is ${role} now`;
  },
  async role({ team }, name, role, effects) {
    await team.setRole(name, role, doerOf(effects));
    return `${name} is ${role} now`;
  },
  async password({ team }, name, _, effects) {
    const password = await readPassword(effects, name);
    await team.setPassword(name, password, doerOf(effects));
    return `${name} has another password, and is signed out everywhere`;
  },
  async disable({ team }, name, _, effects) {
    await team.disable(name, doerOf(effects));
    return `${name} is shut out; sessions have ended, tokens are revoked`;
  },
  async enable({ team }, name, _, effects) {
    await team.enable(name, doerOf(effects));
    return `${name} may sign in again; tokens stay revoked`;
  },
};

async function listUsers(flags: UserFlags, effects: Effects): Promise<number> {
  return withLedger(flags.ledger, async ({ team }) => {
    const accounts = await team.accounts();
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify(accounts)}\n`);
      return 0;
    }
    for (const { name, role, signed_in_at: at, disabled_at: shut } of accounts) {
      const state = shut === null ? `last signed in ${at ?? "never"}` : `shut out ${shut}`;
      await effects.stdout.write(`${name}  ${role}  ${state}\n`);
    }
    if (accounts.length === 0)
      await effects.stdout.write("no accounts: add an admin with demarche user add NAME --role admin\n");
    return 0;
  });
}
