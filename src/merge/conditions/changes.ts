/** What has changed between two mentions of one condition: what is demanded more, or less, or by another day. */
import type { ConditionSides } from "../../lexicon/condition-sides.ts";
import type { ConditionProfile, SideProfile } from "./profile.ts";
import { likeness } from "./same.ts";

export const changeKinds = [
  "gained-requirement",
  "lost-requirement",
  "stricter-words",
  "milder-words",
  "now-necessary",
  "now-sufficient",
  "deadline-set",
  "deadline-earlier",
  "deadline-later",
  "deadline-dropped",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ConditionChange {
  readonly kind: ChangeKind;
  /** Which way the condition went by it; null where that can't be told. */
  readonly direction: "hardened" | "softened" | null;
  /** The words or days that show it. */
  readonly detail: string;
}

/** Changes from the earlier mention to the later; none where they only word it otherwise. */
export function changesBetween(
  sides: ConditionSides,
  earlier: ConditionProfile,
  later: ConditionProfile,
): ConditionChange[] {
  return [
    ...partsBetween(earlier, later),
    ...wordsBetween(sides, earlier.requirement, later.requirement),
    ...necessityBetween(earlier, later),
    ...deadlineBetween(earlier.mention.deadline, later.mention.deadline),
  ];
}

/** Parts of the requirement without a counterpart on the other side; a lone part differs only in its words. */
function partsBetween(earlier: ConditionProfile, later: ConditionProfile): ConditionChange[] {
  if (earlier.parts.length < 2 && later.parts.length < 2) return [];
  const without = (some: readonly SideProfile[], others: readonly SideProfile[]): SideProfile[] =>
    some.filter(
      (part) => 0 < part.terms.size && !others.some((other) => 0.5 <= (likeness(part, other)?.share ?? 0)),
    );
  const detail = (part: SideProfile): string => [...part.terms].sort().join(", ");
  const gained = without(later.parts, earlier.parts);
  const lost = without(earlier.parts, later.parts);
  // What was put in other words on both sides is neither gained nor lost.
  const nMoved = Math.min(gained.length, lost.length);
  return [
    ...gained.slice(nMoved).map((part): ConditionChange => ({
      kind: "gained-requirement",
      direction: "hardened",
      detail: detail(part),
    })),
    ...lost.slice(nMoved).map((part): ConditionChange => ({
      kind: "lost-requirement",
      direction: "softened",
      detail: detail(part),
    })),
  ];
}

function wordsBetween(sides: ConditionSides, earlier: SideProfile, later: SideProfile): ConditionChange[] {
  const come = [...later.grades].filter((word) => !earlier.grades.has(word));
  const gone = [...earlier.grades].filter((word) => !later.grades.has(word));
  const of = (words: readonly string[], grade: ReadonlySet<string>): string[] =>
    words.filter((word) => grade.has(word));
  const hard = [...of(come, sides.stricter), ...of(gone, sides.milder)];
  const soft = [...of(come, sides.milder), ...of(gone, sides.stricter)];
  const changes: ConditionChange[] = [];
  if (soft.length < hard.length)
    changes.push({ kind: "stricter-words", direction: "hardened", detail: hard.sort().join(", ") });
  if (hard.length < soft.length)
    changes.push({ kind: "milder-words", direction: "softened", detail: soft.sort().join(", ") });
  return changes;
}

/** "If" says that the requirement will do, "only if" that nothing else will. */
function necessityBetween(
  { mention: a }: ConditionProfile,
  { mention: b }: ConditionProfile,
): ConditionChange[] {
  if (a.polarity === "threat" || a.necessity === b.necessity) return [];
  const detail = `${a.necessity} to ${b.necessity}`;
  if (a.necessity === "sufficient") return [{ kind: "now-necessary", direction: "hardened", detail }];
  return b.necessity === "sufficient" ? [{ kind: "now-sufficient", direction: "softened", detail }] : [];
}

/** Days as EDTF to the day compare as text; others only tell that they differ. */
function deadlineBetween(earlier: string | null, later: string | null): ConditionChange[] {
  if (earlier === later) return [];
  if (earlier === null) return [{ kind: "deadline-set", direction: "hardened", detail: later! }];
  if (later === null) return [{ kind: "deadline-dropped", direction: "softened", detail: earlier }];
  const isDay = /^\d{4}-\d\d-\d\d$/.test(earlier) && /^\d{4}-\d\d-\d\d$/.test(later);
  const isLater = earlier < later;
  return [
    {
      kind: isLater ? "deadline-later" : "deadline-earlier",
      direction: isDay ? (isLater ? "softened" : "hardened") : null,
      detail: `${earlier} to ${later}`,
    },
  ];
}
