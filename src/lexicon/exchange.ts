/** Our codes in the style of CAMEO and PLOVER, which other event data and their scorers use. */
import type { Lexicon } from "./lexicon.ts";

/**
 * The code under which an actor goes in other event data: the state (a territory under its sovereign), with the sector
 * behind it unless that is the government; `IGO-UN` and its like for bodies of no one state. Null for who has no code
 * there.
 *
 *     USA GOV → USA    TUR LEG → TURLEG    HAMAS REB → PSEREB    UN IGO → IGO-UN    GRL GOV → DNK    WST GOV → WST
 */
export function exchangeCode(lexicon: Lexicon, code: string | null, sector: string | null): string | null {
  const actor = code === null ? undefined : lexicon.actors.get(code);
  if (actor === undefined) return null;
  if (actor.home === null) return actor.exchange;
  const state = lexicon.sovereigns.get(actor.home) ?? actor.home;
  const shown = exchangeSector(sector);
  return shown === null || shown === "GOV" ? state : `${state}${shown}`;
}

/** PLOVER 0.8's sector: its MED are doctors, which CAMEO and we call HLH, and media are its JRN. */
export function exchangeSector(sector: string | null): string | null {
  return sector === "MED" ? "JRN" : sector === "HLH" ? "MED" : sector;
}
