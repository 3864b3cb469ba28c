/** Articles as entries of reference managers: BibTeX and RIS. */
import type { Report } from "../model/ledger.ts";
import type { Citation } from "./dossier.tsx";

/** BibTeX; one entry an article, keys `demarche1`, `demarche2` … in the order of the dossier. */
export function bibtexOf(citations: Iterable<Citation>): string {
  return [...citations].map(({ number, report }) => bibtexEntry(number, report)).join("\n");
}

function bibtexEntry(number: number, { title, outlet, published, url, article }: Report): string {
  const fields: readonly (readonly [string, string | null])[] = [
    ["title", title ?? "Untitled article"],
    ["organization", outlet],
    ["date", published],
    ["url", webOnly(url)],
    ["note", `SHA-256 of the text: ${article}`],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${texOf(value)}},`]));
  return `@online{demarche${number},\n${lines.join("\n")}\n}\n`;
}

/** TeX's own characters, escaped; braces would end the field. */
function texOf(text: string): string {
  return oneLine(text)
    .replace(/[\\{}]/g, "")
    .replace(/[#$%&_]/g, "\\$&")
    .replace(/~/g, "\\textasciitilde{}")
    .replace(/\^/g, "\\textasciicircum{}");
}

/** RIS; one record an article. */
export function risOf(citations: Iterable<Citation>): string {
  return [...citations]
    .map(({ report: { title, outlet, published, url, article } }) => {
      const fields: readonly (readonly [string, string | null])[] = [
        ["TY", "NEWS"],
        ["TI", title ?? "Untitled article"],
        ["T2", outlet],
        ["DA", published?.replaceAll("-", "/") ?? null],
        ["UR", webOnly(url)],
        ["N1", `SHA-256 of the text: ${article}`],
        ["ER", ""],
      ];
      const lines = fields.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${oneLine(value)}`]));
      return `${lines.join("\r\n")}\r\n`;
    })
    .join("\r\n");
}

function webOnly(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
