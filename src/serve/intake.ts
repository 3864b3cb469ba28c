/**
 * What is being added through the web app: runs of documents, read one after the other, with what became of each.
 * The one state of the server; failures are kept in the ledger, where the command line finds them too.
 */
import type { Source } from "../model/article.ts";
import { faultOf } from "../model/error.ts";
import type { Site } from "./site.ts";

export type ItemState = "waiting" | "reading" | "new" | "again" | "known" | "failed";

/** One document of a run. */
export interface Item {
  readonly name: string;
  readonly state: ItemState;
  /** Why it failed. */
  readonly reason: string | null;
  /** Hash of the article that it became. */
  readonly article: string | null;
}

export interface Run {
  readonly id: number;
  readonly at: string;
  readonly items: readonly Item[];
}

/** A document to come. */
export interface Coming {
  readonly name: string;
  /** What to ask again for when it failed; null for what can't be. */
  readonly input: string | null;
  readonly open: () => Promise<Source>;
}

export interface Intake {
  /** Takes documents in, in the background; gives the run's number at once. */
  add(coming: readonly Coming[]): number;
  /** The last first. */
  runs(): readonly Run[];
  /** Resolves when everything that was added has been read. */
  idle(): Promise<void>;
}

const mostRuns = 20;

/** An intake over a site. */
export function openIntake(site: Pick<Site, "ledger" | "analyze" | "now">): Intake {
  const runs: {
    readonly id: number;
    readonly at: string;
    readonly items: { -readonly [K in keyof Item]: Item[K] }[];
  }[] = [];
  let last: Promise<void> = Promise.resolve();
  let number = 0;

  const take = async (item: (typeof runs)[number]["items"][number], coming: Coming): Promise<void> => {
    item.state = "reading";
    try {
      const source = await coming.open();
      const { reading, prints } = await site.analyze(source);
      const [outcome] = await site.ledger.deposit([{ source, reading, prints }], [], [coming.name]);
      item.state = outcome ?? "known";
      item.article = reading.article.hash;
    } catch (error) {
      const { code, message } = faultOf(error);
      item.state = "failed";
      item.reason = message;
      await site.ledger
        .deposit([], [{ name: coming.name, input: coming.input, code, message }], [])
        .catch(() => {}); // A ledger that takes nothing has refused above, with its reason.
    }
  };

  return {
    add(all) {
      const items = all.map(({ name }) => ({
        name,
        state: "waiting" as ItemState,
        reason: null,
        article: null,
      }));
      const run = { id: ++number, at: site.now(), items };
      runs.unshift(run);
      runs.length = Math.min(runs.length, mostRuns);
      last = last.then(async () => {
        for (const [i, coming] of all.entries()) await take(items[i] as (typeof items)[number], coming);
      });
      return run.id;
    },
    runs: () => runs,
    idle: () => last,
  };
}
