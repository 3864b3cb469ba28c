/** Numbers in memory that threads have in common: weights are read by all and written by none. */

type Column = Int8Array | Int32Array | Uint8Array | Uint16Array | Float64Array;

/**
 * The same value with every typed array in shared memory; what is handed to a thread is then no copy. For plain data:
 * objects, arrays, maps.
 */
export function shareNumbers<Value>(value: Value): Value {
  return share(value) as Value;
}

function share(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return shareColumn(value as Column);
  if (value instanceof Map) return new Map([...value].map(([key, it]) => [key, share(it)]));
  if (Array.isArray(value)) return value.map(share);
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, share(it)]));
}

function shareColumn(column: Column): Column {
  const shared = new SharedArrayBuffer(column.byteLength);
  const copy = new (column.constructor as new (buffer: SharedArrayBuffer) => Column)(shared);
  copy.set(column);
  return copy;
}
