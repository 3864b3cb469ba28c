/** Readers of flags that several commands have. */
import { InvalidArgumentError, Option } from "commander";

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && least <= value && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}, found "${text}"`);
  };
}

/** A flag that may be given more than once. */
export function several(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** Where the ledger is. */
export function ledgerOption(): Option {
  return new Option("--ledger <ledger>", "file of the ledger, or postgres://user:password@host/database")
    .env("DEMARCHE_LEDGER")
    .default("demarche.db");
}
