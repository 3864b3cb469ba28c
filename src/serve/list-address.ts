/** The address of a list of records, as it stands in the browser, as a question. */
import { type RecordKind, recordKinds } from "../model/ledger.ts";

/** The kind of a list and its question: `/conditions?by=RUS`. Null when the path is no list of records. */
export function questionOfList(
  list: string,
): { readonly kind: RecordKind; readonly query: URLSearchParams } | null {
  if (!list.startsWith("/")) return null;
  const { pathname, searchParams } = new URL(list, "http://ledger.invalid");
  const kind = recordKinds.find((it) => pathname === `/${it}s`);
  return kind === undefined ? null : { kind, query: searchParams };
}
