/** Open tables from 32-bit hashes to small numbers: `keys` a power of two in length, 0 a free slot. */

export interface HashTable {
  readonly keys: Int32Array;
  /** Beside each key. */
  readonly values: Uint16Array;
}

/** The slot of a key, -1 where it is not in the table. */
export function findKey(keys: Int32Array, key: number): number {
  const mask = keys.length - 1;
  for (let slot = key & mask; ; slot = (slot + 1) & mask) {
    const held = keys[slot]!;
    if (held === key) return slot;
    if (held === 0) return -1;
  }
}

/** The table of a list of keys, none of them 0 or there twice, with their values. */
export function openTable(list: Int32Array, values: Uint16Array): HashTable {
  let size = 1024;
  while (size < list.length * 2) size *= 2;
  const table = { keys: new Int32Array(size), values: new Uint16Array(size) };
  for (let i = 0; i < list.length; i++) {
    let slot = list[i]! & (size - 1);
    while (table.keys[slot] !== 0) slot = (slot + 1) & (size - 1);
    table.keys[slot] = list[i]!;
    table.values[slot] = values[i]!;
  }
  return table;
}

/** What `openTable` was made of, by key. */
export function listEntries(table: HashTable): { keys: Int32Array; values: Uint16Array } {
  const keys = table.keys.filter((key) => key !== 0).sort();
  return { keys, values: Uint16Array.from(keys, (key) => table.values[findKey(table.keys, key)]!) };
}
