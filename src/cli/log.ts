/** What commands that run for long say of themselves: lines of JSON on standard error, one event each. */
import { pino } from "pino";
import type { Effects } from "./effects.ts";

/** The part of a logger that is used. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** A log; `DEMARCHE_LOG` says from which level on: `info` if not given, `warn`, `silent`. */
export function openLog({ environment, stderr }: Effects): Log {
  const asked = environment["DEMARCHE_LOG"] ?? "info";
  const level = ["info", "warn", "silent"].includes(asked) ? asked : "info";
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, { write: (line: string) => void stderr.write(line) });
}
