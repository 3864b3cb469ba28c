/** What the relation of an arc is chosen by: features of its head (`h`), its dependent (`d`) and their dependents. */
import { mix2 } from "../linear/hashing.ts";
import { fillFeatures, placeTemplates, readTemplates } from "../linear/templates.ts";
import type { State } from "./transitions.ts";
import { bucket, marksBetween, noneHash, type Words } from "./words.ts";

/**
 * Their values. After a word: w itself, t tag, f suffix, c cluster; `p` and `n` the word before and after; `l` and `r` outermost
 * dependents (2 the second), `ls` and `rs` sets of their relations, r relation. `z` is the head's outermost dependent on the
 * side of the arc, `o` on the other; `pd`, `qd`, `ph`, `pc` marks before the dependent, after it, before the head, between both.
 */
const atomNames =
  "side hw ht hwt dw dt dwt gap dpt dnt dpw dnw hpt hnt hnw dlw drw dlt drt dlr drr dl2r dr2r ht+dt side+ht+dt side+dt side+ht dls drs hls hrs zr z2r zt or df hf pc pd qd ph hc dc 0 1".split(
    " ",
  );

const templates = placeTemplates(
  readTemplates(
    `
  hw side
  ht side
  hwt
  dw side
  dt side
  dwt
  hwt dwt
  hwt dt
  dwt ht
  hw dw side
  hw dt side
  ht dw side
  ht dt side
  ht dt gap
  dwt gap
  hwt gap
  dt dpt side
  dt dnt side
  dt dpw side
  dt dnw side
  ht hpt dt
  ht hnt dt
  dt dlw side
  dw dlw side
  ht dt dlw
  hw dt dlw
  ht dt drw
  dt dlt drt
  dt dlr side
  dt drr side
  ht+dt dlr dl2r
  ht+dt drr dr2r
  hw dlr dt
  side+ht+dt dls drs
  dwt dls drs
  hw dt dls
  side+ht+dt hls 0
  side+ht+dt hrs 1
  hwt dt hls
  hwt dt hrs
  side+ht+dt zr z2r
  side+ht+dt zt or
  hw dt zr
  df ht side
  hf dt side
  hf df side
  side+ht+dt dpt dnt
  side+ht+dt hnw 0
  side+ht+dt pc 0
  dwt pc side
  hw pc side
  side+ht+dt pd qd
  side+ht+dt ph pc
  hc ht side+dt
  dc dt side+ht
  dc hc side
  dc dlw ht
  hc dlw dt
  dc hw side
`,
    1200,
  ),
  atomNames,
);

export const nRelationFeatures = templates.length;

/** What choosing relations works with; one for a thread. */
export interface RelationView {
  readonly atoms: Int32Array;
  readonly features: Int32Array;
}

export function newRelationView(): RelationView {
  return { atoms: new Int32Array(atomNames.length), features: new Int32Array(nRelationFeatures) };
}

/** Puts the features of the relation between `h` and `d` into `view.features`, before the arc is made. */
export function fillRelationFeatures(
  words: Words,
  relationHash: Int32Array,
  state: State,
  h: number,
  d: number,
  { atoms, features }: RelationView,
): void {
  const { word, tag, suffix, cluster, before } = words;
  const { n, left1, left2, right1, right2, relation } = state;
  const isLeft = d < h;
  const side = isLeft ? 1 : 2;
  const [hw, ht, dw, dt] = [word[h]!, tag[h]!, word[d]!, tag[d]!];
  const [dl, dl2, dr, dr2] = [left1[d]!, left2[d]!, right1[d]!, right2[d]!];
  const sibling = isLeft ? left1[h]! : right1[h]!;
  const sibling2 = isLeft ? left2[h]! : right2[h]!;
  const other = isLeft ? right1[h]! : left1[h]!;
  let k = 0;
  atoms[k++] = side;
  atoms[k++] = hw;
  atoms[k++] = ht;
  atoms[k++] = mix2(side, hw, ht);
  atoms[k++] = dw;
  atoms[k++] = dt;
  atoms[k++] = mix2(side, dw, dt);
  atoms[k++] = isLeft ? bucket(h - d) : 16 + bucket(d - h);
  atoms[k++] = 0 < d ? tag[d - 1]! : noneHash;
  atoms[k++] = d < n ? tag[d + 1]! : noneHash;
  atoms[k++] = 0 < d ? word[d - 1]! : noneHash;
  atoms[k++] = d < n ? word[d + 1]! : noneHash;
  atoms[k++] = 0 < h ? tag[h - 1]! : noneHash;
  atoms[k++] = h < n ? tag[h + 1]! : noneHash;
  atoms[k++] = h < n ? word[h + 1]! : noneHash;
  atoms[k++] = dl < 0 ? noneHash : word[dl]!;
  atoms[k++] = dr < 0 ? noneHash : word[dr]!;
  atoms[k++] = dl < 0 ? noneHash : tag[dl]!;
  atoms[k++] = dr < 0 ? noneHash : tag[dr]!;
  atoms[k++] = dl < 0 ? noneHash : relationHash[relation[dl]!]!;
  atoms[k++] = dr < 0 ? noneHash : relationHash[relation[dr]!]!;
  atoms[k++] = dl2 < 0 ? noneHash : relationHash[relation[dl2]!]!;
  atoms[k++] = dr2 < 0 ? noneHash : relationHash[relation[dr2]!]!;
  atoms[k++] = mix2(3, ht, dt);
  atoms[k++] = mix2(side, ht, dt);
  atoms[k++] = mix2(side, dt, 0);
  atoms[k++] = mix2(side, ht, 1);
  atoms[k++] = state.leftSet[d]!;
  atoms[k++] = state.rightSet[d]!;
  atoms[k++] = state.leftSet[h]!;
  atoms[k++] = state.rightSet[h]!;
  atoms[k++] = sibling < 0 ? noneHash : relationHash[relation[sibling]!]!;
  atoms[k++] = sibling2 < 0 ? noneHash : relationHash[relation[sibling2]!]!;
  atoms[k++] = sibling < 0 ? noneHash : tag[sibling]!;
  atoms[k++] = other < 0 ? noneHash : relationHash[relation[other]!]!;
  atoms[k++] = suffix[d]!;
  atoms[k++] = suffix[h]!;
  atoms[k++] = isLeft ? marksBetween(words.marks, d, h) : marksBetween(words.marks, h, d);
  atoms[k++] = before[d]!;
  atoms[k++] = d < n ? before[d + 1]! : 1;
  atoms[k++] = before[h]!;
  atoms[k++] = cluster[h]!;
  atoms[k++] = cluster[d]!;
  atoms[k++] = 0;
  atoms[k++] = 1;
  fillFeatures(templates, atoms, features);
}
