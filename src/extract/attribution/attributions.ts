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
import { type Draft, gatherDrafts, mostTrustFeatures, scoreTrust, type TrustModel } from "./trust.ts";

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
  /** What tells its weights from others of the same id; empty where it comes from no file. */
  readonly digest: string;
  /** By the hash of a lemma. */
  readonly clusters: HashTable;
  readonly cues: CueModel;
  readonly roles: RoleModel;
  readonly trust: TrustModel;
}

/**
 *     The ministry said on Friday that it would recall its envoy.
 *     ^^^^^^^^^^^^ source     ^^^^ cue: the head is "said"
 *                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content, "that" included
 */
export interface Attribution {
  /** The word that carries the cue. */
  readonly head: number;
  /** Log odds that it is an attribution. */
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
  return { features: new Int32Array(Math.max(mostCueFeatures, mostTrustFeatures)), roles: newRoleScratch() };
}

/** Log odds from which on a word is looked at as a cue; most of those below 0 are not believed in the end. */
export const leastCueScore = -1;

/** All attributions that are believed, by the place of their cue. */
export function findAttributions(
  { cues, roles, trust }: Pick<Attributor, "cues" | "roles" | "trust">,
  scene: Scene,
  scratch: AttributionScratch = newAttributionScratch(),
): Attribution[] {
  const drafts = gatherDrafts(scene, draftAttributions(cues, roles, scene, scratch));
  return drafts.list.flatMap(({ head, source, cue, content }, d) => {
    const score = scoreTrust(trust, scene, drafts, d, scratch.features);
    return trust.bar <= score ? [{ head, score, source, cue, content }] : [];
  });
}

/** Every word that may be a cue, with the roles around it. */
export function draftAttributions(
  cues: CueModel,
  roles: RoleModel,
  scene: Scene,
  scratch: AttributionScratch,
): Draft[] {
  const isCue = new Uint8Array(scene.n);
  const scores = new Float64Array(scene.n).fill(-Infinity);
  for (let i = 0; i < scene.n; i++) {
    if (!isCandidate(cues, scene, i)) continue;
    scores[i] = scoreCue(cues, scene, i, scratch.features);
    if (0 <= scores[i]!) isCue[i] = 1;
  }
  const found: Draft[] = [];
  for (let head = 0; head < scene.n; head++) {
    const cueScore = scores[head]!;
    if (cueScore < leastCueScore) continue;
    const margin = labelRoles(roles, scene, isCue, head, scratch.roles);
    const content = runsOf(scratch.roles, contentRole);
    if (content.length === 0) continue; // A cue that is a paragraph of its own.
    const source = runsOf(scratch.roles, sourceRole);
    found.push({ head, cueScore, margin, source, cue: runsOf(scratch.roles, cueRole), content });
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
