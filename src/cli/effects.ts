/** The outside, as the commands see it. The default is real; tests pass a recording one. */
import { once } from "node:events";
import type { Fetcher } from "../fetch/fetch.ts";

/** A stream of text to a person or a program. */
export interface Output {
  /** Resolves when more may be written, so that a slow reader slows us down. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 100 when it is none. */
  readonly width: number;
}

export interface Effects {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Whether a person sits at standard input, with nothing piped into it. */
  readonly isTyped: boolean;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Fetches addresses; null for the open web, made when the first address comes. */
  readonly fetcher: Fetcher | null;
}

/** The process's own streams. A reader that goes away (`| head`) ends the program quietly, as filters do. */
export function processEffects(): Effects {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 74);
  });
  return {
    stdin: process.stdin,
    isTyped: process.stdin.isTTY === true,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    environment: process.env,
    fetcher: null,
  };
}

/** Colour on a terminal, unless NO_COLOR is set (no-color.org); FORCE_COLOR turns it on elsewhere. */
export function usesColor(effects: Effects): boolean {
  const { NO_COLOR, FORCE_COLOR } = effects.environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return effects.stdout.isTerminal || (FORCE_COLOR !== undefined && FORCE_COLOR !== "0");
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    async write(text) {
      if (!stream.write(text)) await once(stream, "drain");
    },
    isTerminal: stream.isTTY === true,
    width: stream.isTTY === true && stream.columns > 0 ? stream.columns : 100,
  };
}
