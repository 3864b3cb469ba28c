/** What is noted of every merge and split by hand. */
import type { Writing } from "./writing.ts";

/** Who did it, and why. */
export interface Hand {
  readonly who: string;
  readonly note: string | null;
  /** The revision that the person saw of what is merged away or split; when it has another by now, nothing is done. */
  readonly revision?: number;
}

/** Notes what was merged or split. @returns its number */
export async function noteHand(
  writing: Writing,
  action: "merge" | "split",
  kind: string,
  subject: string,
  target: string,
  { who, note }: Hand,
): Promise<number> {
  const number = writing.next("override");
  await writing.tx
    .insertInto("overrides")
    .values({ number, action, kind, subject, target, who, note, at: writing.at, undone_at: null })
    .execute();
  return number;
}
