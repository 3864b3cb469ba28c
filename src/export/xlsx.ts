/**
 * Rows as a workbook (ECMA-376): a README sheet, then the records. Text cells are inline strings, so that nothing is
 * ever a formula and a code keeps its zeros. Written as a stream: a library that builds the whole workbook in memory
 * would not do for a million rows.
 */
import { strToU8, Zip, ZipDeflate } from "fflate";
import type { LedgerRecord } from "../model/ledger.ts";
import type { Cell, Column } from "./columns.ts";

/** Excel's own limits. */
const mostCharacters = 32_767;

/** When records go on in another sheet: Excel's rows, and what a file in a zip archive may hold (4 GiB), with room. */
const sheetLimits = { mostRows: 1_048_576, mostBytes: 3.5 * 2 ** 30 };

/** @param readme what the README sheet says, a line each, before the list of columns */
export async function* renderXlsx(
  title: string,
  readme: readonly string[],
  columns: readonly Column[],
  records: AsyncIterable<LedgerRecord>,
  { mostRows, mostBytes } = sheetLimits,
): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  function* drain(): Generator<Uint8Array> {
    yield* chunks.splice(0);
  }
  const addFile = (name: string, content: string): void => {
    const file = zipped(name);
    zip.add(file);
    file.push(strToU8(content), true);
  };

  const names: string[] = ["README"];
  const about = [...readme, "", ...columns.map(({ name, about }) => `${name}: ${about}`)];
  addFile(
    "xl/worksheets/sheet1.xml",
    sheetHead + about.map((line, i) => rowOf(i + 1, [line])).join("") + sheetFoot,
  );

  let sheet: ZipDeflate | null = null;
  let [nRows, nBytes] = [0, 0];
  let pieces: string[] = [];
  const flush = (isLast: boolean): void => {
    const bytes = strToU8(pieces.join("") + (isLast ? sheetFoot : ""));
    nBytes += bytes.length;
    sheet?.push(bytes, isLast);
    pieces = [];
  };
  const openSheet = (): void => {
    if (sheet !== null) flush(true);
    names.push(names.length === 1 ? title : `${title} ${names.length}`);
    sheet = zipped(`xl/worksheets/sheet${names.length}.xml`);
    zip.add(sheet);
    pieces.push(
      sheetHead,
      rowOf(
        1,
        columns.map(({ name }) => name),
      ),
    );
    [nRows, nBytes] = [1, 0];
  };
  openSheet();
  for await (const record of records) {
    if (nRows === mostRows || mostBytes <= nBytes) openSheet();
    pieces.push(
      rowOf(
        ++nRows,
        columns.map((column) => column.value(record)),
      ),
    );
    if (200 <= pieces.length) {
      flush(false);
      yield* drain();
    }
  }
  flush(true);
  for (const [name, content] of Object.entries(frameOf(names))) addFile(name, content);
  zip.end();
  yield* drain();
}

/** A file of the archive, always of the same day: the same records give the same bytes. */
function zipped(name: string): ZipDeflate {
  const file = new ZipDeflate(name);
  file.mtime = new Date(1980, 0, 2);
  return file;
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const sheetHead = `${declaration}<worksheet xmlns="${main}"><sheetData>`;
const sheetFoot = "</sheetData></worksheet>";

function rowOf(number: number, cells: readonly Cell[]): string {
  const written = cells.map((cell, i) => {
    if (cell === null || cell === "") return "";
    const place = `r="${letterOf(i)}${number}"`;
    if (typeof cell === "number") return `<c ${place}><v>${cell}</v></c>`;
    if (typeof cell === "boolean") return `<c ${place} t="b"><v>${cell ? 1 : 0}</v></c>`;
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cut(cell))}</t></is></c>`;
  });
  return `<row r="${number}">${written.join("")}</row>`;
}

function cut(text: string): string {
  return text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The letters of a column: A, B … Z, AA. */
function letterOf(index: number): string {
  return (index < 26 ? "" : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
}

/** Text as XML, without the characters that XML 1.0 can't hold. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The files that make sheets a workbook. */
function frameOf(names: readonly string[]): Readonly<Record<string, string>> {
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const packaging = "http://schemas.openxmlformats.org/package/2006/relationships";
  const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return {
    "[Content_Types].xml": `${declaration}<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>${names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `${declaration}<Relationships xmlns="${packaging}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${declaration}<Relationships xmlns="${packaging}">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
  };
}
