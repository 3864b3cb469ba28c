/** `demarche parse`: sentences with their words, tags, trees and names, to standard output. */
import { DemarcheError, faultOf } from "../model/error.ts";
import type { LateReader } from "../knowledge.ts";
import { openLateReader } from "../knowledge.ts";
import { reannotate, renderConllu } from "../parse/parse.ts";
import type { SplitLine } from "../read/jsonl.ts";
import { renderTrees } from "../render/render.ts";
import { type Effects, usesColor } from "./effects.ts";
import { type InputItem, openInputs } from "./inputs.ts";

export interface ParseFlags {
  readonly conllu?: boolean;
}

/**
 * Parses every input and prints it as it comes; a bad one is reported on standard error and the rest goes on.
 *
 * @returns exit status: 0 all parsed, 1 some input failed
 * @throws DemarcheError when nothing can be parsed at all
 */
export async function runParse(
  inputs: readonly string[],
  flags: ParseFlags,
  effects: Effects,
): Promise<number> {
  if (inputs.length === 0 && effects.isTyped) {
    throw new DemarcheError(
      "cli/usage",
      "expected a file, a folder, an address, or something piped in, found nothing: name one, or - to type text (demarche parse --help)",
    );
  }
  const reader = await openLateReader();
  const toText = { isConllu: flags.conllu === true, color: usesColor(effects) };
  let nFailed = 0;
  let isFirst = true;
  for await (const item of openInputs(inputs.length === 0 ? ["-"] : inputs, [], effects)) {
    try {
      for await (const part of parseItem(reader, item, toText)) {
        await effects.stdout.write(isFirst || toText.isConllu ? part : `\n${part}`);
        isFirst = false;
      }
    } catch (error) {
      const { message, code } = faultOf(error);
      nFailed++;
      await effects.stderr.write(`demarche: ${item.name}: ${message} [${code}]\n`);
    }
  }
  return nFailed === 0 ? 0 : 1;
}

/** What is printed of an input, in parts; its refusal is thrown. */
async function* parseItem(
  reader: LateReader,
  item: InputItem,
  { isConllu, color }: { readonly isConllu: boolean; readonly color: boolean },
): AsyncGenerator<string> {
  if ("refusal" in item) throw item.refusal;
  if ("remark" in item) {
    if (item.remark.severity === "error") throw new DemarcheError("feed/unreadable", item.remark.message);
    return;
  }
  if ("conllu" in item) {
    if (!isConllu) {
      const message = "expected a text or a page, found CoNLL-U: give --conllu to have it annotated anew";
      throw new DemarcheError("cli/usage", message);
    }
    yield* reannotate(reader.engine, wholeLines(item.conllu));
    return;
  }
  const parse = await reader.parse(item.source);
  yield isConllu ? renderConllu(parse) : renderTrees(parse, { color });
}

async function* wholeLines(lines: AsyncIterable<SplitLine>): AsyncGenerator<string> {
  for await (const it of lines) {
    if ("error" in it) throw new DemarcheError(it.error.code, it.error.message);
    yield it.line;
  }
}
