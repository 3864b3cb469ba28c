/**
 * Lists by keyboard: going from record to record, ticking, opening. The page works without this script: boxes and links
 * are plain ones, and every decision leads to a preview first.
 */
import { byId, listenToKeys } from "./keys.ts";

const boxes = [...document.querySelectorAll<HTMLInputElement>("input[name=id]")];

/** Tells how many are ticked. */
function count(): void {
  const n = boxes.filter(({ checked }) => checked).length;
  const place = document.getElementById("picked");
  if (place !== null) place.textContent = n === 0 ? "" : ` (${n})`;
}

function step(by: 1 | -1): void {
  const at = boxes.indexOf(document.activeElement as HTMLInputElement);
  const next = boxes[at === -1 ? (by === 1 ? 0 : boxes.length - 1) : at + by];
  next?.focus({ preventScroll: true });
  next?.closest("tr, li")?.scrollIntoView({ block: "nearest" });
}

let last: HTMLInputElement | null = null;

document.addEventListener("click", (event) => {
  const box = event.target as HTMLInputElement;
  const at = boxes.indexOf(box);
  if (at === -1) return;
  // With Shift, all between this box and the one clicked before become what this one is.
  if (event.shiftKey && last !== null) {
    const from = boxes.indexOf(last);
    for (const it of boxes.slice(Math.min(at, from), Math.max(at, from) + 1)) it.checked = box.checked;
  }
  last = box;
  count();
});

if (document.getElementById("help") !== null) {
  listenToKeys({
    next: () => step(1),
    previous: () => step(-1),
    pick: () => {
      const box = document.activeElement as HTMLInputElement;
      if (boxes.includes(box)) box.click();
      else step(1);
    },
    search: () => byId("q").focus(),
    close: () => (document.activeElement as HTMLElement | null)?.blur(),
  });
}
count();
