/** Figures for Prometheus, in its text format 0.0.4: what the ledger holds, what waits, and what fails. */
import type { Hono } from "hono";
import { healthOf } from "../store/store.ts";
import type { Site } from "./site.ts";

/** A figure with one label at most. */
interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly label: string | null;
  readonly values: readonly (readonly [label: string, value: number])[];
}

const contentType = "text/plain; version=0.0.4; charset=utf-8";

/** Adds `/metrics` to the app; behind the same guard as every page. */
export function addMetricsRoute(app: Hono, site: Site): void {
  app.get("/metrics", async (context) =>
    context.text(renderGauges(await gaugesOf(site)), 200, { "Content-Type": contentType }),
  );
}

async function gaugesOf({ ledger, now }: Site): Promise<readonly Gauge[]> {
  const [summary, failures, feeds, alerts, queue, seq] = await Promise.all([
    ledger.summary(),
    ledger.failures(),
    ledger.live.feeds(),
    ledger.live.alerts(),
    ledger.live.queue(),
    ledger.lastChange(),
  ]);
  const at = now();
  const tally = (keys: readonly string[], of: readonly string[]) =>
    keys.map((key) => [key, of.filter((it) => it === key).length] as const);
  const health = feeds.map((feed) => healthOf(feed, at));
  const states = alerts.map(({ quarantined_at: given, n_failures: n }) =>
    given !== null ? "given_up" : 0 < n ? "failing" : "well",
  );
  const { statements, events, conditions, unreviewed } = summary;
  return [
    one("demarche_articles", "Articles in the ledger.", summary.articles),
    {
      name: "demarche_records",
      help: "Distinct records in the ledger.",
      label: "kind",
      values: [
        ["statement", statements],
        ["event", events],
        ["condition", conditions],
      ],
    },
    one("demarche_records_unreviewed", "Records that nobody has decided on.", unreviewed),
    one("demarche_last_change", "Number of the last change.", seq),
    one("demarche_failures", "Documents that could not be read.", failures.length),
    {
      name: "demarche_feeds",
      help: "Feeds that are followed.",
      label: "health",
      values: tally(["well", "silent", "failing", "waiting"], health),
    },
    {
      name: "demarche_alerts",
      help: "Alerts.",
      label: "state",
      values: tally(["well", "failing", "given_up"], states),
    },
    {
      name: "demarche_jobs",
      help: "Documents in the queue.",
      label: "state",
      values: Object.entries(queue),
    },
  ];
}

function one(name: string, help: string, value: number): Gauge {
  return { name, help, label: null, values: [["", value]] };
}

function renderGauges(gauges: readonly Gauge[]): string {
  const lines = gauges.flatMap(({ name, help, label, values }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([key, value]) => `${name}${label === null ? "" : `{${label}="${key}"}`} ${value}`),
  ]);
  return `${lines.join("\n")}\n`;
}
