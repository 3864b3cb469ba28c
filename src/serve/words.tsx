/** Records in words on a page: who, what, when, how often, what a person decided. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type {
  LedgerCondition,
  LedgerEvent,
  LedgerFinding,
  LedgerParty,
  LedgerStatement,
  RecordKind,
} from "../model/ledger.ts";
import { basisWords, proseOfDate } from "./dates.ts";
import { sidesOf } from "./sides.ts";

/** What of a record its rendering needs; records and mentions both have it. */
export interface Shown {
  readonly kind: RecordKind;
  readonly type: string;
  readonly status: string;
  readonly mode: string | null;
  readonly finding: LedgerFinding;
}

/** Somebody, with a link to their page where the ledger knows who it is. */
export function Party({ party }: { readonly party: LedgerParty }): JSX.Element {
  const name = party.name ?? `“${party.exact}”`;
  if (party.actor === null) return <span class="party">{name}</span>;
  return (
    <a class="party" href={`/actors/${party.actor}`}>
      {name}
    </a>
  );
}

/** Several of them, in the order of the text. */
export function Parties({ parties }: { readonly parties: readonly LedgerParty[] }): JSX.Element {
  return (
    <>
      {parties.map((party, i) => (
        <>
          {i === 0 ? "" : ", "}
          <Party party={party} />
        </>
      ))}
    </>
  );
}

/** "Cuba → USA". */
export function Sides({ kind, finding }: Pick<Shown, "kind" | "finding">): JSX.Element {
  const { by, to } = sidesOf(kind, finding);
  return (
    <span class="sides">
      {by.length === 0 ? <span class="dim">unnamed</span> : <Parties parties={by} />}
      {to.length === 0 ? null : (
        <>
          <span class="arrow" aria-label="to">
            {" → "}
          </span>
          <Parties parties={to} />
        </>
      )}
    </span>
  );
}

/** What it is, in a few words: "Sanction, expel · occurred". */
export function labelOf({ kind, type, status, mode, finding }: Shown): string {
  if (kind === "event") {
    const name = [titleCase(type), mode?.replaceAll("-", " ")].filter(Boolean).join(", ");
    return `${name} · ${status}`;
  }
  if (kind === "statement")
    return status === "speech" ? `${titleCase(type)} speech` : `${titleCase(type)} ${status}`;
  const { necessity } = finding as LedgerCondition;
  return `${titleCase(status)} · ${type.replaceAll("-", " ")} · ${necessity}`;
}

/** Whether an event is told as something that is or was so; filled marks, not hollow ones. */
export function hasOccurred({ kind, status }: Pick<Shown, "kind" | "status">): boolean {
  return kind !== "event" || status === "occurred" || status === "ongoing";
}

/** Words of a text in quotation marks of ours, unless they bring their own. */
export function Quote({ exact }: { readonly exact: string }): JSX.Element {
  return /^["“„«»‘']|["”»«’']$/u.test(exact) ? <span class="quote">{exact}</span> : <q>{exact}</q>;
}

/** The exact words, as they bear on each other. */
export function Words({ kind, finding }: Pick<Shown, "kind" | "finding">): JSX.Element {
  if (kind === "condition") return <ConditionWords condition={finding as LedgerCondition} />;
  if (kind === "event") return <Quote exact={(finding as LedgerEvent).exact} />;
  const { content, cue } = finding as LedgerStatement;
  return (
    <>
      {content.map(({ exact }, i) => (
        <>
          {i === 0 ? "" : " … "}
          <Quote exact={exact} />
        </>
      ))}
      {cue === null ? null : <span class="dim"> ({cue.exact})</span>}
    </>
  );
}

function ConditionWords({ condition }: { readonly condition: LedgerCondition }): JSX.Element {
  const { requirement, outcome, cue, requirementNegated, outcomeNegated } = condition;
  const held = (
    <span class="outcome">
      {outcomeNegated ? <span class="dim">withheld: </span> : null}
      <Quote exact={outcome.exact} />
    </span>
  );
  const asked = (
    <span class="requirement">
      <b>{cue.exact}</b> <Quote exact={requirement.exact} />
      {requirementNegated ? <span class="dim"> (to be prevented)</span> : null}
    </span>
  );
  return outcome.start <= requirement.start ? (
    <span class="condition-words">
      {held} {asked}
    </span>
  ) : (
    <span class="condition-words">
      {asked}: {held}
    </span>
  );
}

/** A date with what it rests on. */
export function When({
  edtf,
  basis,
}: {
  readonly edtf: string | null;
  readonly basis: string | null;
}): JSX.Element {
  if (edtf === null) return <span class="dim">undated</span>;
  const words = basisWords[basis ?? "stated"] ?? "";
  return (
    <span class="when" title={words}>
      {proseOfDate(edtf)}
      {basis === "publication" ? <span class="dim"> published</span> : null}
    </span>
  );
}

/** How often it is reported: "14 reports, 3 sources". */
export function Counts({
  reports,
  sources,
}: {
  readonly reports: number;
  readonly sources: number;
}): JSX.Element {
  const words = `${reports} ${reports === 1 ? "report" : "reports"}`;
  if (reports === sources) return <span class="counts">{words}</span>;
  return (
    <span class="counts" title="sources: texts that are not copies of each other">
      {words}, {sources} {sources === 1 ? "source" : "sources"}
    </span>
  );
}

/** What a person decided. */
export function Decision({ review }: { readonly review: string | null }): JSX.Element | null {
  if (review === null) return null;
  return <span class={`decision ${review}`}>{decisions[review] ?? review}</span>;
}

const decisions: Readonly<Record<string, string>> = {
  accept: "accepted",
  fix: "corrected",
  reject: "rejected",
  none: "not reviewed",
};

/** With a capital first letter; the rest as it is. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value of a facet or column for a reader. */
export function nameOfValue(value: string): string {
  return decisions[value] ?? (/^[A-Z]+$/.test(value) ? titleCase(value) : value.replaceAll("-", " "));
}

function titleCase(word: string): string {
  return capital(word.toLowerCase());
}
