/** Where an article names states, and what that says of a phrase beside it. */
import type { TokenRange } from "../model/parse.ts";
import { formAt, knownAt, lowerAt, type Scene, sentenceAt } from "./scene.ts";

/** A place where a state is named: by its name, its capital or its adjective. */
export interface StateAt extends TokenRange {
  readonly code: string;
  /** "in Geneva": where something is, which says nothing of who does it. */
  readonly isVenue: boolean;
  readonly isCapital: boolean;
}

/** Every state that the article names, by place. */
export function statesIn(scene: Scene): StateAt[] {
  const found: StateAt[] = [];
  const { length } = scene.parse.tokens;
  for (let i = 0; i < length; i++) {
    const at = knownAt(scene, i, length);
    if (at === null) continue;
    const { actor, usage } = at.known;
    const isIn = 0 < i && usage !== "adjective" && /^(?:in|at|near)$/.test(lowerAt(scene, i - 1));
    if (actor.kind === "state") {
      const isCapital = usage === "capital";
      found.push({ from: i, to: at.to, code: actor.code, isVenue: isIn, isCapital });
    }
    i = at.to - 1;
  }
  return found;
}

/** The state told right behind: "the regime in Damascus", "the soldiers who seized power in Bamako", "the government here". */
export function saidBehind(scene: Scene, states: readonly StateAt[], to: number): string | null {
  if (scene.parse.tokens.length <= to) return null;
  const next = lowerAt(scene, to);
  if (/^(?:here|there)$/.test(next)) {
    const places = states.filter((it) => it.to <= to && sentenceAt(scene, it.from) === sentenceAt(scene, to));
    return (places.findLast((it) => it.isVenue) ?? places.at(-1))?.code ?? null;
  }
  const reach = /^(?:in|of|from)$/.test(next) ? 3 : /^(?:who|that|which)$/.test(next) ? 8 : 0;
  return states.find((it) => to < it.from && it.from <= to + reach)?.code ?? null;
}

/** "BOGOTA, Feb 11 -": the state whose capital an article is written from. */
export function datelineOf(scene: Scene): string | null {
  const first = 0 < scene.parse.tokens.length ? formAt(scene, 0) : "";
  if (!/^\p{Lu}{3,}$/u.test(first)) return null;
  const known = scene.lexicon.names.get(first.charAt(0) + first.slice(1).toLowerCase());
  return known?.actor.kind === "state" && known.usage === "capital" ? known.actor.code : null;
}
