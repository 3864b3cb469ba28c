/** What happened to a record, for a reader. */
const words: Readonly<Record<string, string>> = {
  added: "new",
  reported: "reported again",
  changed: "corrected by a new reading",
  withdrawn: "withdrawn",
  merged: "merged",
  split: "split",
  reviewed: "reviewed",
};

/** "new"; of what was there, everything that happened to it. */
export function actionWords(actions: readonly string[]): string {
  if (actions.includes("added")) return "new";
  return actions.map((action) => words[action] ?? action).join(", ");
}
