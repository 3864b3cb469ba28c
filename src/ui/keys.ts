/** Single keys that do something on a page: which, its panel of keys says; the switch there silences them for good. */

/** An element that the page has. */
export const byId = <Found extends HTMLElement>(id: string): Found => document.getElementById(id) as Found;

const setting = "demarche-keys";

/** Where letters are typed, not commands. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) &&
    (target as HTMLInputElement).type !== "checkbox"
  );
}

/** Answers to the keys of the panel with these actions; showing the panel is one of its own. */
export function listenToKeys(actions: Readonly<Record<string, () => unknown>>): void {
  const panel = byId<HTMLDialogElement>("shortcuts");
  const keysOn = byId<HTMLInputElement>("keys-on");
  const toggle = (): void => {
    if (panel.open) panel.close();
    else panel.showModal();
  };
  const actionOfKey = new Map(
    [...panel.querySelectorAll<HTMLElement>("kbd[data-key]")].map((it) => [
      it.dataset["key"] ?? "",
      it.dataset["action"] ?? "",
    ]),
  );
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = actionOfKey.get(event.key);
    if (action === undefined) return;
    // Of keys that type nothing, such as Escape, nobody is in danger.
    if (!keysOn.checked && event.key.length === 1) return;
    if (document.querySelector("dialog[open]") !== null && action !== "help") return;
    event.preventDefault();
    if (action === "help") toggle();
    else void actions[action]?.();
  });
  keysOn.checked = window.localStorage.getItem(setting) !== "off";
  keysOn.addEventListener("change", () =>
    window.localStorage.setItem(setting, keysOn.checked ? "on" : "off"),
  );
  const help = byId("help");
  help.hidden = false;
  help.addEventListener("click", (event) => {
    event.preventDefault();
    toggle();
  });
}
