/** Whoever says, does, demands or is spoken to. */
import type { Span } from "./span.ts";

export type ActorKind = "state" | "body" | "office" | "person" | "group";

/** An office that the article gives a person, where it gives it: the span of its words. */
export interface HeldOffice extends Span {
  /** The role of `data/offices.tsv` ("foreign-minister"); null where the words are of none. */
  readonly role: string | null;
  /** The state or body in whose name it is held; null when the words don't tell. */
  readonly code: string | null;
}

/** One actor of an article, with every place that names it. */
export interface Actor {
  readonly name: string;
  readonly kind: ActorKind;
  /** ISO 3166 alpha-3 for a state and whoever acts in its name, else a code of `data/bodies.tsv`; null when open. */
  readonly code: string | null;
  /** PLOVER sector (`GOV MIL LEG …`); null when open. */
  readonly sector: string | null;
  /** The office as the text gives it ("press secretary of the President"); null when it gives none. */
  readonly office: string | null;
  /** Every office that the article gives, with its words, by start. */
  readonly offices: readonly HeldOffice[];
  /** A person, or people, whom the article doesn't name: "a senior official", "two diplomats". */
  readonly anonymous: boolean;
  /** By start. */
  readonly mentions: readonly Span[];
}
