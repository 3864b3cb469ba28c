/**
 * The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez & Satta 2011): a stack, a buffer, and three actions.
 * The root stands at the end of the buffer and takes its one dependent when nothing else is left.
 *
 *     SHIFT   the first of the buffer goes on the stack
 *     LEFT    the top of the stack becomes a dependent of the first of the buffer
 *     RIGHT   the top of the stack becomes a dependent of the one below it
 */

export const shift = 0;
export const left = 1;
export const right = 2;

/** Where a sentence's parse stands; arrays are used again for the next sentence and grow when one is longer. */
export interface State {
  /** Words of the sentence; `n` itself stands for the root. */
  n: number;
  /** The first of the buffer. */
  next: number;
  /** Words on the stack. */
  depth: number;
  stack: Int32Array;
  head: Int32Array;
  /** Relation ids; -1 where there is none yet. */
  relation: Int32Array;
  /** The outermost dependents on each side, -1 for none: first and second from outside. */
  left1: Int32Array;
  left2: Int32Array;
  right1: Int32Array;
  right2: Int32Array;
  leftCount: Int32Array;
  rightCount: Int32Array;
  /** Sets of relations on each side, folded to 32 bits: for features only. */
  leftSet: Int32Array;
  rightSet: Int32Array;
}

export function newState(capacity = 128): State {
  const column = (): Int32Array => new Int32Array(capacity + 1);
  return {
    n: 0,
    next: 0,
    depth: 0,
    stack: column(),
    head: column(),
    relation: column(),
    left1: column(),
    left2: column(),
    right1: column(),
    right2: column(),
    leftCount: column(),
    rightCount: column(),
    leftSet: column(),
    rightSet: column(),
  };
}

/** Makes the state that of an untouched sentence of `n` words. */
export function reset(state: State, n: number): void {
  if (state.stack.length <= n) Object.assign(state, newState(2 * n));
  state.n = n;
  state.next = 0;
  state.depth = 0;
  state.head.fill(-1, 0, n + 1);
  state.relation.fill(-1, 0, n + 1);
  state.left1.fill(-1, 0, n + 1);
  state.left2.fill(-1, 0, n + 1);
  state.right1.fill(-1, 0, n + 1);
  state.right2.fill(-1, 0, n + 1);
  state.leftCount.fill(0, 0, n + 1);
  state.rightCount.fill(0, 0, n + 1);
  state.leftSet.fill(0, 0, n + 1);
  state.rightSet.fill(0, 0, n + 1);
}

export function isFinal(state: State): boolean {
  return state.next === state.n && state.depth === 0;
}

/** A set of the actions that may be taken, by bit. There is always one until the state is final. */
export function allowed(state: State): number {
  let actions = 0;
  if (state.next < state.n) actions |= 1 << shift;
  if (0 < state.depth && (state.next < state.n || state.depth === 1)) actions |= 1 << left;
  if (1 < state.depth) actions |= 1 << right;
  return actions;
}

export function doShift(state: State): void {
  state.stack[state.depth++] = state.next++;
}

/** Pops the top of the stack and makes it a dependent of the first of the buffer. */
export function doLeft(state: State, relation: number): void {
  const dependent = state.stack[--state.depth]!;
  const head = state.next;
  state.head[dependent] = head;
  state.relation[dependent] = relation;
  // Left dependents come nearest first: the newest is the outermost.
  state.left2[head] = state.left1[head]!;
  state.left1[head] = dependent;
  state.leftCount[head]!++;
  state.leftSet[head]! |= 1 << (relation & 31);
}

/** Pops the top of the stack and makes it a dependent of the one below. */
export function doRight(state: State, relation: number): void {
  const dependent = state.stack[--state.depth]!;
  const head = state.stack[state.depth - 1]!;
  state.head[dependent] = head;
  state.relation[dependent] = relation;
  state.right2[head] = state.right1[head]!;
  state.right1[head] = dependent;
  state.rightCount[head]!++;
  state.rightSet[head]! |= 1 << (relation & 31);
}
