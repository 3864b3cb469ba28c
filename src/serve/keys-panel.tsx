/** The panel of keys, from `data/shortcuts.tsv`: what a page's script answers to, and the switch that silences it. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { Site } from "./site.ts";

/** The panel, closed. `only` names the actions that the page has; null for all. */
export function KeysPanel({
  site,
  only,
}: {
  readonly site: Pick<Site, "shortcuts">;
  readonly only: readonly string[] | null;
}): JSX.Element {
  const shortcuts = site.shortcuts.filter(({ action }) => only === null || only.includes(action));
  return (
    <dialog id="shortcuts" aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">Keys</h2>
      <dl>
        {shortcuts.map(({ key, action, label }) => (
          <>
            <dt>
              <kbd data-key={key} data-action={action}>
                {key === "Escape" ? "Esc" : key}
              </kbd>
            </dt>
            <dd>{label}</dd>
          </>
        ))}
      </dl>
      <label>
        <input type="checkbox" id="keys-on" checked /> single keys are on
      </label>
      <form method="dialog" class="buttons">
        <button>Close</button>
      </form>
    </dialog>
  );
}
