/** Flags of the questions about records, turned into a filter; whom a name means is asked of the ledger. */
import { daysOf } from "../merge/days.ts";
import { DemarcheError } from "../model/error.ts";
import type { RecordKind } from "../model/ledger.ts";
import type { Ledger, RecordFilter, Sides } from "../store/store.ts";
import { checkedDate } from "./facts.ts";

/** The flags that a filter can be made of. */
export interface FilterFlags {
  readonly by?: string;
  readonly to?: string;
  readonly involving?: string;
  readonly between?: string;
  readonly type?: readonly string[];
  readonly status?: readonly string[];
  readonly mode?: string;
  readonly cameo?: string;
  readonly since?: string;
  readonly until?: string;
  readonly text?: string;
  readonly minReports?: number;
  readonly review?: string;
}

/**
 * The filter that the flags ask for.
 *
 * @throws DemarcheError `cli/usage` for a bad date, `store/unknown-id` for a name that the ledger does not know
 */
export async function filterOf(ledger: Ledger, kind: RecordKind, flags: FilterFlags): Promise<RecordFilter> {
  const sides = async (name: string | undefined): Promise<Sides | undefined> =>
    name === undefined ? undefined : sidesOf(ledger, name);
  const [by, to, involving] = [await sides(flags.by), await sides(flags.to), await sides(flags.involving)];
  const between = flags.between === undefined ? undefined : await pairOf(ledger, flags.between);
  const since = dayOf(flags.since, "--since")?.from;
  const until = dayOf(flags.until, "--until")?.to;
  return {
    kind,
    ...(by === undefined ? {} : { by }),
    ...(to === undefined ? {} : { to }),
    ...(involving === undefined ? {} : { involving }),
    ...(between === undefined ? {} : { between }),
    ...(flags.type === undefined
      ? {}
      : { types: flags.type.map((it) => (kind === "event" ? it.toUpperCase() : it)) }),
    ...(flags.status === undefined ? {} : { statuses: flags.status }),
    ...(flags.mode === undefined ? {} : { mode: flags.mode }),
    ...(flags.cameo === undefined ? {} : { cameo: flags.cameo }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(flags.text === undefined ? {} : { text: flags.text }),
    ...(flags.minReports === undefined ? {} : { minReports: flags.minReports }),
    ...(flags.review === undefined ? {} : { review: flags.review }),
  };
}

/** Whom a code or name means. @throws DemarcheError `store/unknown-id` */
export async function sidesOf(ledger: Ledger, name: string): Promise<Sides> {
  const sides = await ledger.sides(name);
  if (sides !== null) return sides;
  throw new DemarcheError(
    "store/unknown-id",
    `expected a code such as RUS, or a name that the ledger has met, found "${name}": demarche actor lists those it has met`,
  );
}

/** The one code that is meant. @throws DemarcheError `store/unknown-id`, `cli/usage` */
export async function codeOf(ledger: Ledger, name: string): Promise<string> {
  if (/^[A-Z]{2,12}$/.test(name)) return name; // A state of which the ledger knows nothing yet is no mistake.
  const { codes } = await sidesOf(ledger, name);
  const [code] = codes;
  if (code !== undefined) return code;
  throw new DemarcheError(
    "cli/usage",
    `expected a state or body, found a person or another actor: "${name}"`,
  );
}

async function pairOf(ledger: Ledger, text: string): Promise<readonly [string, string]> {
  const [a, b, ...more] = text.split(",").map((it) => it.trim());
  if (a === undefined || b === undefined || 0 < more.length || a === "" || b === "") {
    throw new DemarcheError("cli/usage", `--between: expected two, such as RUS,USA, found "${text}"`);
  }
  return [await codeOf(ledger, a), await codeOf(ledger, b)];
}

/** The days of a flag. */
export function dayOf(
  date: string | undefined,
  flag: string,
): { readonly from: number; readonly to: number } | null {
  return daysOf(checkedDate(date, flag));
}
