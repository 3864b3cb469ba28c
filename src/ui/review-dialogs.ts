/** The dialogs of review: correcting a record's fields, and deciding with a note. */

import { byId } from "./keys.ts";

export type Decision = "accept" | "reject" | "fix";
export type Decide = (action: Decision, more: Readonly<Record<string, unknown>>) => Promise<void>;

/** Runs once when a dialog closes. */
function onceClosed(dialog: HTMLDialogElement, run: (value: string) => void): void {
  dialog.returnValue = "cancel";
  dialog.addEventListener("close", () => run(dialog.returnValue), { once: true });
  dialog.showModal();
}

/** Opens the editor on a card and sends what was changed. */
export function openEditor(card: HTMLElement, decide: Decide): void {
  const editor = byId<HTMLDialogElement>("editor");
  const kind = ["event", "condition", "statement"].find((it) => card.classList.contains(it)) ?? "event";
  const form = editor.querySelector("form") as HTMLFormElement;
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  for (const [name, list] of [
    ["type", "types"],
    ["status", "statuses"],
  ] as const) {
    const template = byId<HTMLTemplateElement>(`${list}-${kind}`);
    field(name).replaceChildren(template.content.cloneNode(true));
    field(name).value = card.dataset[name] ?? "";
  }
  field("edtf").value = card.dataset["edtf"] ?? "";
  field("note").value = "";
  onceClosed(editor, (value) => {
    if (value !== "save") return;
    const edtf = field("edtf").value.trim();
    const isSameDay = edtf === (card.dataset["edtf"] ?? "");
    void decide("fix", {
      fields: {
        type: field("type").value,
        status: field("status").value,
        ...(isSameDay ? {} : { edtf: edtf === "" ? null : edtf, basis: "stated" }),
      },
      note: field("note").value === "" ? null : field("note").value,
    });
  });
}

/** Asks for a note and decides with it. */
export function openNoter(decide: Decide): void {
  const noter = byId<HTMLDialogElement>("noter");
  const note = noter.querySelector("input") as HTMLInputElement;
  note.value = "";
  onceClosed(noter, (value) => {
    if (value === "accept" || value === "reject") void decide(value, { note: note.value });
  });
}
