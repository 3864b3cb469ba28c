/** Effects that record, for running commands without a process. */
import type { Fetcher } from "../../src/fetch/fetch.ts";
import { main } from "../../src/cli/cli.ts";
import type { Effects, Output } from "../../src/cli/effects.ts";

/** What a command did. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | readonly Uint8Array[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly isTyped?: boolean;
  readonly fetcher?: Fetcher;
}

/** Runs `demarche` with these arguments. */
export async function runDemarche(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const output = (into: string[]): Output => ({
    write: (text) => {
      into.push(text);
      return Promise.resolve();
    },
    isTerminal: options.isTerminal ?? false,
    width: 100,
  });
  const { stdin = [] } = options;
  const chunks = typeof stdin === "string" ? [new TextEncoder().encode(stdin)] : stdin;
  async function* input(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const effects: Effects = {
    stdin: input(),
    isTyped: options.isTyped ?? false,
    stdout: output(stdout),
    stderr: output(stderr),
    environment: options.environment ?? {},
    fetcher: options.fetcher ?? null,
  };
  const status = await main(argv, effects);
  return { status, stdout: stdout.join(""), stderr: stderr.join("") };
}
