/**
 * Scores the program on corpora outside the repository and prints one table against the floors:
 * `npm run eval -- --data FOLDER` (default `../shared/data`). Exits with 1 when a floor is not reached.
 */
import { parseArgs } from "node:util";
import { evaluateAttributions } from "./eval/attributions.ts";
import { evaluateActors } from "./eval/actors.ts";
import { evaluateConditions } from "./eval/conditions.ts";
import { evaluateEngine } from "./eval/engine.ts";
import { evaluateEvents } from "./eval/events.ts";
import { evaluateModelCase, evaluateNews } from "./eval/news.ts";
import { evaluatePages } from "./eval/pages.ts";
import { evaluateSpeakers } from "./eval/speakers.ts";
import { evaluateReadings } from "./eval/readings.ts";
import { renderTable } from "./eval/row.ts";
import { evaluateTimes } from "./eval/times.ts";

const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
const rows = [
  ...evaluateTimes(),
  ...evaluateEngine(values.data),
  ...(await evaluateAttributions(values.data)),
  ...evaluateActors(values.data),
  ...evaluatePages(values.data),
  ...evaluateModelCase(values.data),
  ...evaluateConditions(values.data),
  ...(await evaluateNews(values.data)),
  ...(await evaluateEvents(values.data)),
  ...(await evaluateReadings(values.data)),
  ...(await evaluateSpeakers(values.data)),
];
if (rows.length === 0) {
  console.error(`expected corpora under "${values.data}", found none: name their folder with --data`);
  process.exitCode = 66;
} else {
  console.log(renderTable(rows));
  if (rows.some((row) => row.floor !== null && row.value < row.floor)) process.exitCode = 1;
}
