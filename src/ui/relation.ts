/**
 * Choosing a span of months in the bars of a relation: by dragging over them, or with Shift and the arrow keys on a bar and
 * Enter. The page loads anew with the span in its address. Without this script the bars are links and two fields do it.
 */
const chart = document.querySelector<SVGSVGElement>("svg#brush");
const form = document.querySelector<HTMLFormElement>("form.span");
const state = document.getElementById("brush-state");

if (chart !== null && form !== null) openBrush(chart, form);

function openBrush(svg: SVGSVGElement, fields: HTMLFormElement): void {
  const number = (name: string): number => Number(svg.dataset[name]);
  const [first, last, step] = [number("first"), number("last"), number("step")];
  const [left, right] = [number("left"), number("right")];
  const bars = [...svg.querySelectorAll<SVGAElement>("a[data-month]")].sort(
    (x, y) => monthOf(x) - monthOf(y),
  );
  const shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shade.setAttribute("class", "brush");
  shade.setAttribute("y", "0");
  shade.setAttribute("height", String(svg.viewBox.baseVal.height - 18));
  shade.setAttribute("visibility", "hidden");
  svg.prepend(shade);

  /** Place of a month's begin along the axis. */
  const placeOf = (month: number): number => {
    const [from, to, at] = [first, last, month].map((it) => Date.UTC(1970, it, 1));
    return (
      left + (((at as number) - (from as number)) / ((to as number) - (from as number))) * (right - left)
    );
  };
  const monthAt = (clientX: number): number => {
    const matrix = svg.getScreenCTM();
    if (matrix === null) return first;
    const x = (clientX - matrix.e) / matrix.a;
    let month = first;
    while (month + step < last && placeOf(month + step) <= x) month += step;
    return month;
  };
  const show = (from: number, to: number): void => {
    shade.setAttribute("x", String(placeOf(from)));
    shade.setAttribute("width", String(placeOf(to + step) - placeOf(from)));
    shade.setAttribute("visibility", "visible");
    if (state !== null) state.textContent = `${isoOf(from)} to ${isoOf(to)}`;
  };
  const clear = (): void => {
    shade.setAttribute("visibility", "hidden");
    if (state !== null) state.textContent = "";
  };
  /** `2015-07`; of years the first or last of them. */
  const isoOf = (month: number): string => {
    const year = String(1970 + Math.floor(month / 12));
    return step === 12 ? year : `${year}-${String((((month % 12) + 12) % 12) + 1).padStart(2, "0")}`;
  };
  const choose = (from: number, to: number): void => {
    (fields.elements.namedItem("from") as HTMLInputElement).value = isoOf(from);
    (fields.elements.namedItem("to") as HTMLInputElement).value = isoOf(to);
    fields.requestSubmit();
  };

  let began: { readonly month: number; readonly x: number } | null = null;
  let isDragged = false;
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // A finger scrolls.
    began = { month: monthAt(event.clientX), x: event.clientX };
    isDragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (began === null || (!isDragged && Math.abs(event.clientX - began.x) < 6)) return;
    isDragged = true;
    const month = monthAt(event.clientX);
    show(Math.min(began.month, month), Math.max(began.month, month));
  });
  window.addEventListener("pointerup", (event) => {
    if (began !== null && isDragged) {
      const month = monthAt(event.clientX);
      choose(Math.min(began.month, month), Math.max(began.month, month));
    }
    began = null;
  });
  svg.addEventListener(
    "click",
    (event) => {
      if (isDragged) event.preventDefault();
    },
    true,
  );

  let anchor: number | null = null;
  svg.addEventListener("keydown", (event) => {
    const at = bars.indexOf((event.target as Element).closest<SVGAElement>("a[data-month]") as SVGAElement);
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const here = bars[at];
    if (here === undefined) return;
    if (event.key === "Escape") {
      anchor = null;
      clear();
    }
    if (event.key === "Enter" && anchor !== null) {
      event.preventDefault();
      choose(Math.min(anchor, monthOf(here)), Math.max(anchor, monthOf(here)));
    }
    const next = bars[at + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
    if (!event.shiftKey) {
      anchor = null;
      clear();
      return;
    }
    anchor ??= monthOf(here);
    show(Math.min(anchor, monthOf(next)), Math.max(anchor, monthOf(next)));
  });
}

function monthOf(bar: SVGAElement): number {
  return Number(bar.dataset["month"]);
}
