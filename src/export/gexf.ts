/**
 * Events as a graph for Gephi (GEXF 1.3): a node for each code, an edge for each direction between two, weighted by
 * distinct events, and dated from the first to the last of them. A mutual event counts once in each direction.
 */
import { dayText } from "../merge/days.ts";
import type { LedgerEvent, LedgerRecord } from "../model/ledger.ts";
import { escapeXml } from "./xlsx.ts";

interface Edge {
  readonly source: string;
  readonly target: string;
  nEvents: number;
  nReports: number;
  score: number;
  nScores: number;
  from: number | null;
  to: number | null;
}

/** The lines of the file. What is held is one edge for each pair that occurs, whatever the number of events. */
export async function* renderGexf(records: AsyncIterable<LedgerRecord>): AsyncGenerator<string> {
  const names = new Map<string, string>();
  const edges = new Map<string, Edge>();
  for await (const record of records) {
    const { actors, recipients } = record.finding as LedgerEvent;
    const codesOf = (parties: typeof actors): string[] => [
      ...new Set(
        parties.flatMap(({ code, name, kind }) => {
          if (code === null) return [];
          if (kind === "state" || !names.has(code)) names.set(code, name ?? code);
          return [code];
        }),
      ),
    ];
    const [sources, targets] = [codesOf(actors), codesOf(recipients)];
    const isMutual = targets.length === 0;
    for (const source of sources) {
      for (const target of isMutual ? sources : targets)
        if (source !== target) count(edges, source, target, record);
    }
  }
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n`;
  yield `<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n`;
  yield `<attributes class="edge"><attribute id="0" title="reports" type="integer"/><attribute id="1" title="mean_score" type="double"/></attributes>\n<nodes>\n`;
  for (const [code, name] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield `<node id="${escapeXml(code)}" label="${escapeXml(name)}"/>\n`;
  }
  yield "</nodes>\n<edges>\n";
  const sorted = [...edges].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [i, [, edge]] of sorted.entries()) yield renderEdge(i, edge);
  yield "</edges>\n</graph>\n</gexf>\n";
}

function count(edges: Map<string, Edge>, source: string, target: string, record: LedgerRecord): void {
  const key = `${source} ${target}`;
  const edge = edges.get(key) ?? {
    source,
    target,
    nEvents: 0,
    nReports: 0,
    score: 0,
    nScores: 0,
    from: null,
    to: null,
  };
  edges.set(key, edge);
  edge.nEvents++;
  edge.nReports += record.reports;
  if (record.score !== null) {
    edge.score += record.score;
    edge.nScores++;
  }
  if (record.day !== null) edge.from = Math.min(edge.from ?? record.day, record.day);
  if (record.dayTo !== null) edge.to = Math.max(edge.to ?? record.dayTo, record.dayTo);
}

function renderEdge(
  id: number,
  { source, target, nEvents, nReports, score, nScores, from, to }: Edge,
): string {
  const dates = `${from === null ? "" : ` start="${dayText(from)}"`}${to === null ? "" : ` end="${dayText(to)}"`}`;
  const mean = nScores === 0 ? "" : `<attvalue for="1" value="${(score / nScores).toFixed(2)}"/>`;
  return `<edge id="${id}" source="${escapeXml(source)}" target="${escapeXml(target)}" weight="${nEvents}"${dates}><attvalues><attvalue for="0" value="${nReports}"/>${mean}</attvalues></edge>\n`;
}
