/** Writes the published JSON Schema from the types of the contract: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { renderSchema, schemaFile } from "./reading-schema.ts";

writeFileSync(schemaFile, renderSchema());
console.log(`wrote ${schemaFile}`);
