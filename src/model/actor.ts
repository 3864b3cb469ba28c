/** Whoever says, does, demands or is spoken to. */
import type { Span } from "./span.ts";

export type ActorKind = "state" | "body" | "office" | "person" | "group";

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
  /** By start. */
  readonly mentions: readonly Span[];
}
