/** The contract of `src/model/reading.ts` as a JSON Schema document (draft 2020-12). */
import { z } from "zod";
import { readingSchema, readingSchemaId } from "../src/model/reading.ts";

/** Where the schema is published, from the root of the repository. */
export const schemaFile = "schema/demarche-reading-1.json";

/** The schema as it is checked in. */
export function renderSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(readingSchema);
  const head = {
    $schema,
    $id: readingSchemaId,
    title: "Demarche reading",
    description:
      "One article as read by Demarche. Offsets are half-open and count Unicode code points of article.text; a missing value is null, never absent. Prose: docs/records.md.",
  };
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`;
}
