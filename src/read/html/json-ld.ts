/** The facts of a page's JSON-LD: of its article, whatever the nesting, and as forgiving as search engines are. */

export interface JsonLdFacts {
  readonly headline: string | null;
  readonly description: string | null;
  readonly authors: readonly string[];
  readonly published: string | null;
  readonly created: string | null;
  readonly modified: string | null;
  readonly outlet: string | null;
  readonly language: string | null;
}

type Fields = ReadonlyMap<string, unknown>;

/** Objects looked at per page; hostile documents nest without end. */
const mostObjects = 3000;
const articleType =
  /(?:Article|BlogPosting|Report|LiveBlog|ReviewNews|OpinionNews|AnalysisNews|BackgroundNews|CreativeWork|WebPage)$/;

/** The facts of the best article object in the scripts; null for what none says. */
export function readJsonLd(scripts: readonly string[]): JsonLdFacts {
  const byId = new Map<string, Fields>();
  const objects = listObjects(scripts.map(parseLoosely), byId);
  const articles = objects
    .filter((it) => typesOf(it).some((type) => articleType.test(type)))
    .sort((a, b) => rank(b) - rank(a));
  const pick = <Value>(read: (article: Fields) => Value | null): Value | null => {
    for (const article of articles) {
      const value = read(article);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    headline: pick((it) => (rank(it) < 2 ? null : textOf(it.get("headline") ?? it.get("name")))),
    description: pick((it) => textOf(it.get("description"))),
    authors: pick((it) => nonEmpty(namesOf(it.get("author") ?? it.get("creator"), byId))) ?? [],
    published: pick((it) => textOf(it.get("datePublished"))),
    created: pick((it) => textOf(it.get("dateCreated") ?? it.get("uploadDate"))),
    modified: pick((it) => textOf(it.get("dateModified"))),
    outlet: pick((it) => namesOf(it.get("publisher") ?? it.get("sourceOrganization"), byId)[0] ?? null),
    language: pick((it) => textOf(it.get("inLanguage"))),
  };
}

/** News articles before other articles, these before mere pages. */
function rank(fields: Fields): number {
  const types = typesOf(fields).join(" ");
  if (/NewsArticle|ReportageNews|LiveBlog/.test(types)) return 4;
  if (/Article|BlogPosting|Report/.test(types)) return 3;
  return /WebPage/.test(types) ? 1 : 2;
}

/** JSON as pages have it: with raw line ends in strings, trailing commas, comment or CDATA wrappers. */
function parseLoosely(script: string): unknown {
  const bare = script
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, "")
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?\s*$/, "")
    .trim()
    .replace(/;$/, "");
  for (const mend of [(text: string) => text, mendJson]) {
    try {
      return JSON.parse(mend(bare));
    } catch {
      continue; // Broken in a way the next attempt may mend; a script that none mends says nothing.
    }
  }
  return null;
}

function mendJson(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text
    .replace(/[\u0000-\u001f]+/g, " ")
    .replace(/,\s*(?=[}\]])/g, "")
    .replace(/\\(?!["\\/bfnrtu])/g, "\\\\");
}

function listObjects(roots: readonly unknown[], byId: Map<string, Fields>): Fields[] {
  const found: Fields[] = [];
  const queue: unknown[] = [...roots];
  for (let i = 0; i < queue.length && i < mostObjects; i++) {
    const value = queue[i];
    if (Array.isArray(value)) queue.push(...value.slice(0, 200));
    else if (typeof value === "object" && value !== null) {
      const fields: Fields = new Map(Object.entries(value));
      found.push(fields);
      const id = fields.get("@id");
      if (typeof id === "string" && 1 < fields.size) byId.set(id, fields);
      for (const name of ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"]) {
        const inner = fields.get(name);
        if (typeof inner === "object" && inner !== null) queue.push(inner);
      }
    }
  }
  return found;
}

function typesOf(fields: Fields): readonly string[] {
  const type = fields.get("@type");
  return (Array.isArray(type) ? type : [type]).filter((it) => typeof it === "string");
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  if (Array.isArray(value)) return textOf(value[0]);
  return null;
}

/** Names of people or bodies, given as text, objects, lists or references. */
function namesOf(value: unknown, byId: ReadonlyMap<string, Fields>): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (Array.isArray(value))
    return value.slice(0, 20).flatMap((it) => (Array.isArray(it) ? [] : namesOf(it, byId)));
  if (typeof value !== "object" || value === null) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  const name = fields.get("name");
  if (Array.isArray(name)) return name.filter((it) => typeof it === "string");
  if (typeof name === "string") return name.trim() === "" ? [] : [name.trim()];
  const id = fields.get("@id");
  const other = typeof id === "string" ? byId.get(id)?.get("name") : undefined;
  return typeof other === "string" ? [other] : [];
}

function nonEmpty(names: string[]): string[] | null {
  return names.length === 0 ? null : names;
}
