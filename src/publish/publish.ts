/**
 * Findings to a Reading: the way out. Offsets become code points here, words are cut, ids are given and
 * references turn from list positions into ids. Nothing is judged here and nothing is dropped.
 */
import type { Article } from "../model/article.ts";
import { codePointIndex } from "../model/codepoints.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Findings, Party, Statement } from "../model/finding.ts";
import type {
  Evidence,
  Reading,
  ReadingActor,
  ReadingCondition,
  ReadingDiagnostic,
  ReadingEvent,
  ReadingParty,
  ReadingStatement,
} from "../model/reading.ts";
import { sliceSpan, type Span } from "../model/span.ts";
import { newIdGiver } from "./ids.ts";

/**
 * The reading of one article.
 *
 * @param engine name of the engine, `0.1.0+en-1.attributions-1.events-1.k3v0c2qa`
 * @param diagnostics of all stages; the article's own come first
 */
export function publishReading(
  engine: string,
  article: Article,
  findings: Findings,
  diagnostics: readonly Diagnostic[],
): Reading {
  const codePoint = codePointIndex(article.text);
  const giveId = newIdGiver(article.hash);

  const evidence = (span: Span): Evidence => ({
    start: codePoint(span.start),
    end: codePoint(span.end),
    exact: sliceSpan(article.text, span),
  });
  const evidenceOrNull = (span: Span | null): Evidence | null => (span === null ? null : evidence(span));

  const actorIds = findings.actors.map((actor) => giveId("a", actor.mentions.slice(0, 1).map(evidence)));
  const statementIds = findings.statements.map((statement) =>
    giveId("s", [evidence(statementAnchor(statement))]),
  );
  const reference = (ids: readonly string[], index: number | null): string | null =>
    index === null ? null : (ids[index] ?? null);
  const party = (it: Party): ReadingParty => ({ actor: reference(actorIds, it.actor), ...evidence(it) });
  const partyOrNull = (it: Party | null): ReadingParty | null => (it === null ? null : party(it));

  const actors: ReadingActor[] = findings.actors.map((actor, i) => ({
    id: actorIds[i] as string,
    name: actor.name,
    kind: actor.kind,
    code: actor.code,
    sector: actor.sector,
    office: actor.office,
    offices: actor.offices.map((it) => ({ ...evidence(it), role: it.role, code: it.code })),
    anonymous: actor.anonymous,
    mentions: actor.mentions.map(evidence),
  }));

  const statements: ReadingStatement[] = findings.statements.map((it, i) => ({
    id: statementIds[i] as string,
    speaker: partyOrNull(it.speaker),
    cue: evidenceOrNull(it.cue),
    content: it.content.map(evidence),
    form: it.form,
    kind: it.kind,
    nestedIn: reference(statementIds, it.nestedIn),
    via: it.via.map(party),
    addressee: partyOrNull(it.addressee),
    date: it.date,
    confidence: it.confidence,
    rule: it.rule,
  }));

  const events: ReadingEvent[] = findings.events.map((it) => ({
    id: giveId("e", [evidence(it.trigger)]),
    ...evidence(it),
    trigger: evidence(it.trigger),
    type: it.type,
    mode: it.mode,
    cameo: it.cameo,
    contexts: [...it.contexts],
    actors: it.actors.map(party),
    recipients: it.recipients.map(party),
    date: it.date,
    place: evidenceOrNull(it.place),
    status: it.status,
    score: it.score,
    statement: reference(statementIds, it.statement),
    rule: it.rule,
  }));

  const conditions: ReadingCondition[] = findings.conditions.map((it) => ({
    id: giveId("c", [evidence(it.cue)]),
    setter: partyOrNull(it.setter),
    target: partyOrNull(it.target),
    requirement: evidence(it.requirement),
    outcome: evidence(it.outcome),
    cue: evidence(it.cue),
    requirementNegated: it.requirementNegated,
    outcomeNegated: it.outcomeNegated,
    link: it.link,
    polarity: it.polarity,
    necessity: it.necessity,
    deadline: it.deadline,
    statement: reference(statementIds, it.statement),
    rule: it.rule,
  }));

  const remarks: ReadingDiagnostic[] = diagnostics.map((it) => ({
    code: it.code,
    severity: it.severity,
    start: it.start === null ? null : codePoint(it.start),
    end: it.end === null ? null : codePoint(it.end),
    message: it.message,
  }));

  return {
    schema: "demarche-reading/1",
    engine,
    article: {
      hash: article.hash,
      url: article.url,
      outlet: article.outlet,
      title: article.title,
      deck: article.deck,
      authors: [...article.authors],
      published: article.published,
      language: article.language,
      text: article.text,
      blocks: article.blocks.map((block) => ({
        role: block.role,
        start: codePoint(block.start),
        end: codePoint(block.end),
        why: block.why,
      })),
    },
    actors,
    statements,
    events,
    conditions,
    diagnostics: remarks,
  };
}

/** The words of a statement least likely to move when a later engine draws its borders better. */
function statementAnchor(statement: Statement): Span {
  return statement.cue ?? (statement.content[0] as Span);
}
