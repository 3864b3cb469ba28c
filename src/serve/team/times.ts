/** Times as pages show them. */

/** "2026-01-05 17:04 UTC"; null for null. */
export function dayAndTime(at: string | null): string | null {
  return at === null ? null : `${at.slice(0, 16).replace("T", " ")} UTC`;
}
