/** Actors merged and split by hand: `merge actor`, `split actor`. */
import { DemarcheError } from "../model/error.ts";
import type { Ledger, LedgerActor } from "../store/store.ts";
import { actorIdPattern } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { type HandFlags, handOf, noteHand } from "./hand-commands.ts";
import { withLedger } from "./ledger-flag.ts";
import { renderCount } from "./print-records.ts";

/** Merges one actor into another. */
export async function runMergeActor(
  from: string,
  into: string,
  flags: HandFlags,
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const [subject, target] = [await oneActor(ledger, from), await oneActor(ledger, into)];
    const number = await ledger.mergeActors(subject.id, target.id, handOf(flags));
    const { id: detail } = target;
    await noteHand(ledger, effects, { action: "actor-merge", subject: subject.id, detail, who: flags.who });
    const { articles } = await oneActor(ledger, target.id);
    await effects.stdout.write(
      `${subject.name} (${subject.id}) counts for ${target.name} (${target.id}) now: ${renderCount(articles, "article")} · undo with demarche overrides --undo ${number}\n`,
    );
    return 0;
  });
}

/** Parts an actor from the one that it was merged into; of one that stands by itself, lists who counts for it, and who may. */
export async function runSplitActor(asked: string, flags: HandFlags, effects: Effects): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const actor = await oneActor(ledger, asked);
    if (actorIdPattern.test(asked) && actor.id !== asked) {
      const number = await ledger.splitActor(asked, handOf(flags));
      await noteHand(ledger, effects, { action: "actor-split", subject: asked, who: flags.who });
      await effects.stdout.write(
        `${asked} stands by itself now, apart from ${actor.name} (${actor.id}) · undo with demarche overrides --undo ${number}\n`,
      );
      return 0;
    }
    await effects.stdout.write(`${lineOf(actor)}\n`);
    const { merged, likely } = await ledger.kinship(actor.id);
    for (const { id, name, kind, code, override } of merged) {
      const note = override.note === null ? "" : `  “${override.note}”`;
      await effects.stdout.write(
        `  merged  ${id}  ${[name, kind, code].filter(Boolean).join(" · ")}  (${override.who}, ${override.at}${note})\n`,
      );
    }
    for (const other of likely) await effects.stdout.write(`  likely  ${lineOf(other)}  (${other.reason})\n`);
    return 0;
  });
}

function lineOf({ id, name, kind, code, articles }: LedgerActor): string {
  return `${id}  ${[name, kind, code, renderCount(articles, "article")].filter(Boolean).join(" · ")}`;
}

/** @throws DemarcheError `store/unknown-id` when the ledger knows nobody or several of that name */
async function oneActor(ledger: Ledger, asked: string): Promise<LedgerActor> {
  const [actor, ...more] = await ledger.actors(asked);
  if (actor === undefined)
    throw new DemarcheError(
      "store/unknown-id",
      `expected the id, code or name of an actor that the ledger has met, found "${asked}"`,
    );
  if (more.length === 0) return actor;
  const some = [actor, ...more].slice(0, 8).map(({ id, name, kind }) => `${id} (${name}, ${kind})`);
  throw new DemarcheError(
    "store/unknown-id",
    `expected one actor, found ${1 + more.length} called "${asked}": give an id, ${some.join(", ")}`,
  );
}
