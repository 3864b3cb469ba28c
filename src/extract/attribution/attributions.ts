/**
 * Attributions by the trained model: for each cue its source and content, as runs of tokens. Outermost ones only, as
 * PolNeAR marks them; what stands within a content is left to rules.
 */
import type { HashTable } from "../../linear/hash-table.ts";
import type { TokenRange } from "../../model/parse.ts";
import { type CueModel, isCandidate, mostCueFeatures, scoreCue } from "./cues.ts";
import {
  contentRole,
  cueRole,
  labelRoles,
  newRoleScratch,
  type RoleModel,
  type RoleScratch,
  sourceRole,
} from "./roles.ts";
import type { Scene } from "./scene.ts";

/** What a model says of itself. */
export interface AttributorCard {
  readonly id: string;
  readonly trainedOn: readonly string[];
  readonly licence: string;
  /** Measured on PolNeAR dev when it was trained: F1 in percent. */
  readonly scores: Readonly<Record<string, number>>;
}

/** A trained finder of attributions. */
export interface Attributor {
  readonly about: AttributorCard;
  /** By the hash of a lemma. */
  readonly clusters: HashTable;
  readonly cues: CueModel;
  readonly roles: RoleModel;
}

/**
 *     The ministry said on Friday that it would recall its envoy.
 *     ^^^^^^^^^^^^ source     ^^^^ cue: the head is "said"
 *                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content, "that" included
 */
export interface Attribution {
  /** The word that carries the cue. */
  readonly head: number;
  /** Log odds that it is a cue. */
  readonly score: number;
  readonly source: readonly TokenRange[];
  readonly cue: readonly TokenRange[];
  /** At least one; quotation marks and the comma before a closing one are within. */
  readonly content: readonly TokenRange[];
}

/** Scratch space of a finder; one for a thread. */
export interface AttributionScratch {
  readonly features: Int32Array;
  readonly roles: RoleScratch;
}

export function newAttributionScratch(): AttributionScratch {
  return { features: new Int32Array(mostCueFeatures), roles: newRoleScratch() };
}

/** All attributions, by the place of their cue. A cue without a content is none. */
export function findAttributions(
  { cues, roles }: Pick<Attributor, "cues" | "roles">,
  scene: Scene,
  scratch: AttributionScratch = newAttributionScratch(),
): Attribution[] {
  const isCue = new Uint8Array(scene.n);
  const scores = new Float64Array(scene.n);
  for (let i = 0; i < scene.n; i++) {
    if (!isCandidate(cues, scene, i)) continue;
    scores[i] = scoreCue(cues, scene, i, scratch.features);
    if (0 <= scores[i]!) isCue[i] = 1;
  }
  const found: Attribution[] = [];
  for (let head = 0; head < scene.n; head++) {
    if (isCue[head] === 0) continue;
    labelRoles(roles, scene, isCue, head, scratch.roles);
    const content = runsOf(scratch.roles, contentRole);
    if (content.length === 0) continue;
    const source = runsOf(scratch.roles, sourceRole);
    found.push({ head, score: scores[head]!, source, cue: runsOf(scratch.roles, cueRole), content });
  }
  return found;
}

function runsOf({ view: { from, to }, labels }: RoleScratch, role: number): TokenRange[] {
  const runs: TokenRange[] = [];
  for (let k = 0; k < to - from; k++) {
    if (labels[k] !== role) continue;
    const first = k;
    while (k + 1 < to - from && labels[k + 1] === role) k++;
    runs.push({ from: from + first, to: from + k + 1 });
  }
  return runs;
}
