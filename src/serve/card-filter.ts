/** Which records of an article are shown; the address holds it. */
import { type RecordKind, recordKinds } from "../model/ledger.ts";
import type { ArticleMention } from "../store/store.ts";

export interface CardFilter {
  readonly kind: RecordKind | null;
  readonly isOpenOnly: boolean;
}

/** As an address says it. */
export function cardFilterOf(query: URLSearchParams): CardFilter {
  return {
    kind: recordKinds.find((it) => it === query.get("kind")) ?? null,
    isOpenOnly: query.get("open") === "1",
  };
}

/** The same for the address of another page of the article. */
export function cardQueryOf({ kind, isOpenOnly }: CardFilter): string {
  const query = new URLSearchParams();
  if (kind !== null) query.set("kind", kind);
  if (isOpenOnly) query.set("open", "1");
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export function isShown({ kind, review }: ArticleMention, shown: CardFilter): boolean {
  return (shown.kind === null || kind === shown.kind) && (!shown.isOpenOnly || review === null);
}
