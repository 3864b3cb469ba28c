/** A password from a person, who doesn't see what they type, or from a pipe; never from the arguments, which others see. */
import { DemarcheError } from "../model/error.ts";
import type { Effects } from "./effects.ts";

/** A terminal that can be told not to show what is typed. */
interface Terminal {
  setRawMode(isRaw: boolean): unknown;
}

const [enter, newline, interrupt, end, erase, backspace] = ["\r", "\n", "\u0003", "\u0004", "\u007f", "\b"];

/**
 * A new password: typed twice, or the first line of standard input.
 *
 * @throws DemarcheError `cli/usage` when the two differ, or nothing came
 */
export async function readPassword(effects: Effects, name: string): Promise<string> {
  const keys = charactersOf(effects.stdin);
  try {
    if (!effects.isTyped) {
      const given = await readLine(keys);
      if (given !== "") return given;
      throw new DemarcheError("cli/usage", "expected a password on standard input, found none");
    }
    const [first, second] = await unseen(effects, async () => {
      await effects.stderr.write(`Password of ${name}: `);
      const once = await readLine(keys);
      await effects.stderr.write("\nOnce more: ");
      const again = await readLine(keys);
      await effects.stderr.write("\n");
      return [once, again];
    });
    if (first === second) return first as string;
    throw new DemarcheError("cli/usage", "expected the same password twice, found two");
  } finally {
    await keys.return(undefined); // Else the program would wait for more.
  }
}

async function unseen<Result>({ stdin }: Effects, run: () => Promise<Result>): Promise<Result> {
  const terminal = "setRawMode" in stdin ? (stdin as unknown as Terminal) : null;
  terminal?.setRawMode(true);
  try {
    return await run();
  } finally {
    terminal?.setRawMode(false);
  }
}

async function* charactersOf(stdin: Effects["stdin"]): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const chunk of stdin) yield* decoder.decode(chunk, { stream: true });
}

/** A line as typed, with what was taken back taken out. @throws DemarcheError `cli/usage` on Ctrl-C */
async function readLine(keys: AsyncGenerator<string, void>): Promise<string> {
  let line: string[] = [];
  for (;;) {
    const { value, done } = await keys.next();
    if (done === true || value === newline || value === enter || value === end) return line.join("");
    if (value === interrupt) throw new DemarcheError("cli/usage", "expected a password, was stopped");
    if (value === erase || value === backspace) line = line.slice(0, -1);
    else line.push(value as string);
  }
}
