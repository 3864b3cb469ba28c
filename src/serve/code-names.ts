/** What codes stand for: states, bodies and sectors as the published tables name them, so that no screen shows a bare code. */
import { readTable } from "../lexicon/table.ts";
import type { LedgerActor, Ledger } from "../store/store.ts";
import { capital } from "./words.tsx";

/** The tables of `data/` that name codes. */
export interface CodeNames {
  /** States and bodies by code: `CUB`, `IAEA`. */
  readonly sides: ReadonlyMap<string, string>;
  /** Sectors by code: `GOV`. */
  readonly sectors: ReadonlyMap<string, string>;
}

/**
 * The names in the data files.
 *
 * @throws DemarcheError `lexicon/malformed`
 */
export function parseCodeNames(files: {
  readonly "states.tsv": string;
  readonly "bodies.tsv": string;
  readonly "sectors.tsv": string;
}): CodeNames {
  const named = (name: keyof typeof files, nColumns: number): [string, string][] =>
    readTable(name, files[name], nColumns).map(({ cells }) => [cells[0] as string, cells[1] as string]);
  return {
    sides: new Map([...named("bodies.tsv", 7), ...named("states.tsv", 7)]),
    sectors: new Map(named("sectors.tsv", 2)),
  };
}

/** Names of the codes: of the tables first, then of whoever has the code in the ledger. Those without any are left out. */
export async function nameSides(
  { ledger, codeNames: { sides } }: { readonly ledger: Ledger; readonly codeNames: CodeNames },
  codes: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(codes)];
  const others = await ledger.nameCodes(wanted.filter((code) => !sides.has(code)));
  return new Map(
    wanted.flatMap((code) => {
      const name = sides.get(code) ?? others.get(code);
      return name === undefined ? [] : [[code, capital(name)] as const];
    }),
  );
}

/** Whose and what somebody is, as far as it says more than the name: "United States, government". */
export function belongingOf(
  { sides, sectors }: CodeNames,
  { name, code, sector }: Pick<LedgerActor, "name" | "code" | "sector">,
): string {
  const side = code === null ? undefined : (sides.get(code) ?? code);
  const kind = sector === null ? undefined : (sectors.get(sector) ?? sector);
  return [side === name ? undefined : side, kind].filter((it) => it !== undefined).join(", ");
}
