/**
 * What can be kept of a feed that was cut off or damaged: its whole items, byte for byte. It does not read them.
 * Every scan goes forward once, so that hostile text costs no more than its length.
 */

/** The whole items of a feed and what stands before the first; `isCut` when an item was begun and never ended. */
export interface Pieces {
  readonly head: string;
  readonly items: readonly string[];
  readonly isCut: boolean;
}

/** The root tag of an XML feed as written (`rss`, `feed`, `rdf:RDF`); null when there is none. */
export function rootOf(text: string): string | null {
  return /<((?:[\w-]{1,20}:)?(?:rss|feed|rdf))(?=[\s>])/i.exec(text.slice(0, 20_000))?.[1] ?? null;
}

/** Whether a document type or an entity is declared anywhere but inside CDATA or a comment. */
export function declaresDoctype(text: string): boolean {
  for (const mark of listMarks(text, /<!\[CDATA\[|<!--|<!(?:doctype|entity)/gi)) {
    if (/^<!(?:d|e)/i.test(mark[0])) return true;
  }
  return false;
}

/** Whether the root's closing tag is there, outside CDATA and comments. */
export function isClosed(text: string, root: string): boolean {
  const name = root.toLowerCase();
  for (const mark of listMarks(text, /<!\[CDATA\[|<!--|<\/((?:[\w-]{1,20}:)?(?:rss|feed|rdf))\s*>/gi)) {
    if (mark[1]?.toLowerCase() === name) return true;
  }
  return false;
}

/** The whole `<item>` and `<entry>` elements of XML text. */
export function cutXml(text: string): Pieces {
  const items: string[] = [];
  let first = -1;
  let open = -1;
  const pattern = /<!\[CDATA\[|<!--|<(\/?)(?:[\w-]{1,20}:)?(item|entry)(?=[\s>])/gi;
  for (const mark of listMarks(text, pattern)) {
    if (mark[2] === undefined) continue;
    if (mark[1] === "") {
      open = mark.index;
      if (first < 0) first = open;
    } else if (0 <= open) {
      const end = text.indexOf(">", mark.index);
      if (end < 0) break;
      items.push(text.slice(open, end + 1));
      open = -1;
    }
  }
  return { head: first < 0 ? text : text.slice(0, first), items, isCut: 0 <= open };
}

/** The whole objects of the `items` of a JSON Feed. */
export function cutJson(text: string): Pieces {
  const list = /"items"\s{0,100}:\s{0,100}\[/.exec(text);
  if (list === null) return { head: text, items: [], isCut: true };
  const items: string[] = [];
  let depth = 0;
  let open = 0;
  const marks = /"|[{}[\]]/g;
  marks.lastIndex = list.index + list[0].length;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      let end = mark.index + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
      if (text.length <= end) break;
      marks.lastIndex = end + 1;
    } else if (mark[0] === "{" || mark[0] === "[") {
      if (depth++ === 0) open = mark.index;
    } else if (depth === 0) {
      return { head: text.slice(0, list.index), items, isCut: false };
    } else if (--depth === 0) {
      items.push(text.slice(open, mark.index + 1));
    }
  }
  return { head: text.slice(0, list.index), items, isCut: 0 < depth };
}

/** The matches of a pattern that has CDATA and comments among its alternatives, without those and what is in them. */
function* listMarks(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  for (let mark = pattern.exec(text); mark !== null; mark = pattern.exec(text)) {
    const close = mark[0] === "<!--" ? "-->" : mark[0].toUpperCase() === "<![CDATA[" ? "]]>" : null;
    if (close === null) {
      yield mark;
      continue;
    }
    const end = text.indexOf(close, mark.index + mark[0].length);
    if (end < 0) return;
    pattern.lastIndex = end + close.length;
  }
}
