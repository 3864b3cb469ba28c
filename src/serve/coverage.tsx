/** What the ledger has read, by month: where there is nothing, nothing can be said. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { type Bar, Bars } from "./charts.tsx";
import { isoOfMonth, monthOfDay } from "./dates.ts";

/** What was gathered in each month: where there is nothing, silence says nothing of the world. */
export function Coverage({
  days,
}: {
  readonly days: readonly { readonly day: number; readonly outlet: string | null; readonly n: number }[];
}): JSX.Element | null {
  if (days.length === 0) return null;
  const all = days.map(({ day }) => monthOfDay(day));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const step = 144 < last - first ? 12 : 1;
  const tally = new Map<number, { n: number; outlets: Set<string> }>();
  for (const { day, outlet, n } of days) {
    const month = Math.floor(monthOfDay(day) / step) * step;
    const it = tally.get(month) ?? { n: 0, outlets: new Set<string>() };
    it.n += n;
    if (outlet !== null) it.outlets.add(outlet);
    tally.set(month, it);
  }
  const bars = [...tally].map(([month, { n, outlets }]): Bar => {
    const name = step === 1 ? isoOfMonth(month) : isoOfMonth(month).slice(0, 4);
    const of =
      outlets.size === 0
        ? "articles"
        : `articles of ${outlets.size} ${outlets.size === 1 ? "outlet" : "outlets"}`;
    return {
      month,
      up: [{ n, name: of, look: "neutral" }],
      down: [],
      href: `/articles?since=${name}&until=${name}`,
    };
  });
  const nPeriods = Math.floor(last / step) - Math.floor(first / step) + 1;
  const gaps = nPeriods - tally.size;
  return (
    <figure>
      <figcaption>
        <strong>What the ledger has read</strong>
        Articles by {step === 1 ? "month" : "year"} of publication
        {gaps === 0
          ? ""
          : `; ${gaps} of ${nPeriods} ${step === 1 ? "months" : "years"} have none, so nothing can be said of them`}
        .
      </figcaption>
      <Bars bars={bars} step={step} label="Articles by month" />
      <details>
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col">Articles</th>
              <th scope="col">Outlets</th>
            </tr>
          </thead>
          <tbody>
            {[...tally].map(([month, { n, outlets }]) => (
              <tr>
                <td>{step === 1 ? isoOfMonth(month) : isoOfMonth(month).slice(0, 4)}</td>
                <td>{n}</td>
                <td>{outlets.size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
