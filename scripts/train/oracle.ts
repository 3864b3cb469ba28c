/** What an action costs: how many gold arcs it puts out of reach (Goldberg & Nivre 2013, arc-hybrid). */
import { left, right, shift, type State } from "../../src/parse/transitions.ts";

/** Gold arcs, with the dependents of each word in order. */
export interface GoldTree {
  readonly heads: readonly number[];
  /** Dependents by head; index n is the root's. */
  readonly dependents: readonly (readonly number[])[];
}

export function goldTree(heads: readonly number[]): GoldTree {
  const dependents: number[][] = Array.from({ length: heads.length + 1 }, () => []);
  heads.forEach((head, d) => dependents[head]!.push(d));
  return { heads, dependents };
}

/** Costs of the three actions into `costs`; those of actions that are not allowed mean nothing. */
export function priceActions(gold: GoldTree, state: State, onStack: Uint8Array, costs: Int32Array): void {
  const { stack, depth, next, n } = state;
  costs[shift] = 0;
  costs[left] = 0;
  costs[right] = 0;
  for (let i = 0; i < depth; i++) onStack[stack[i]!] = 1;
  const s0 = 0 < depth ? stack[depth - 1]! : -1;
  const s1 = 1 < depth ? stack[depth - 2]! : -1;
  if (next < n) {
    const head = gold.heads[next]!;
    if (head < n && onStack[head] === 1 && head !== s0) costs[shift]!++;
    for (const d of gold.dependents[next]!) if (onStack[d] === 1) costs[shift]!++;
  }
  if (0 <= s0) {
    const head = gold.heads[s0]!;
    let lost = 0;
    for (const d of gold.dependents[s0]!) if (next <= d) lost++;
    costs[left] = lost + (head !== next && (next < head || head === s1) ? 1 : 0);
    costs[right] = lost + (next <= head ? 1 : 0);
  }
  for (let i = 0; i < depth; i++) onStack[stack[i]!] = 0;
}
