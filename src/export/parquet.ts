/** Rows as Parquet: strings stay strings, days are dates; written group by group, so that no more than one is held. */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { LedgerRecord } from "../model/ledger.ts";
import type { Cell, Column } from "./columns.ts";

const rowsPerGroup = 10_000;

const types = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT32" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  day: { type: "INT32", converted_type: "DATE" },
} as const;

/** The bytes of the file, in pieces. */
export async function* renderParquet(
  columns: readonly Column[],
  records: AsyncIterable<LedgerRecord>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const schema = [
    { name: "root", num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: "OPTIONAL" as const, ...types[type] })),
  ];
  const parquet = new ParquetWriter({ writer, schema, createdBy: "demarche" });
  const take = (): Uint8Array => {
    const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
    writer.index = 0; // Its `offset` goes on counting from the start of the file.
    return bytes;
  };
  let held: LedgerRecord[] = [];
  const flush = async (): Promise<Uint8Array> => {
    const columnData = columns.map((column) => ({
      name: column.name,
      data: held.map((record) => valueOf(column, column.value(record))),
    }));
    await parquet.write({ columnData, rowGroupSize: rowsPerGroup });
    held = [];
    return take();
  };
  for await (const record of records) {
    held.push(record);
    if (held.length === rowsPerGroup) yield await flush();
  }
  if (0 < held.length) yield await flush();
  await parquet.finish();
  const rest = take();
  if (0 < rest.length) yield rest;
}

function valueOf({ type }: Column, cell: Cell): Cell | Date | undefined {
  if (cell === null) return undefined;
  return type === "day" ? new Date(`${String(cell)}T00:00:00Z`) : cell;
}
