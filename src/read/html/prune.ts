/**
 * A linear pass over raw HTML before any tree is built: takes out what is never read (scripts, styles, drawings,
 * comments), keeps JSON-LD apart, and bounds size, number of tags and depth, so that no page can exhaust the
 * parser. It knows tags, not grammar; the parser behind it forgives the rest.
 */

/** Bounds on one page. News pages have 0.1 to 3 MB, 500 to 8,000 tags, and are some 30 deep. */
export const pageLimits = { characters: 20_000_000, kept: 4_000_000, tags: 120_000, depth: 180, tag: 60_000 };

export interface Pruned {
  readonly html: string;
  /** Contents of `<script type="application/ld+json">`, in order. */
  readonly jsonLd: readonly string[];
  /** Which bounds were reached: `characters`, `tags`, `depth`. */
  readonly cut: ReadonlySet<"characters" | "tags" | "depth">;
}

/** Elements whose content is dropped with them; of an unclosed one only the tag, unless all that follows is code. */
const dropped = new Set(
  "script style noscript template svg iframe object canvas math applet embed video audio select textarea".split(
    " ",
  ),
);
/** Elements without content, and those whose end a later tag implies: they add no depth that stays. */
const shallow = new Set(
  "br img hr input meta link base col area source track wbr param p li dd dt tr td th tbody thead tfoot option".split(
    " ",
  ),
);

/** The page without what is never read, within bounds. */
export function pruneHtml(raw: string): Pruned {
  const cut = new Set<"characters" | "tags" | "depth">();
  const html = raw.length <= pageLimits.characters ? raw : raw.slice(0, pageLimits.characters);
  if (html.length < raw.length) cut.add("characters");
  const out: string[] = [];
  const jsonLd: string[] = [];
  let kept = 0;
  let nTags = 0;
  let depth = 0;
  let at = 0;
  /** Names known to have no further end tag, so that a page of unclosed `<svg>` is not searched over and over. */
  const unclosed = new Set<string>();

  const keep = (from: number, to: number): void => {
    if (to <= from) return;
    kept += to - from;
    if (kept <= pageLimits.kept) out.push(html.slice(from, to));
    else cut.add("characters");
  };

  while (at < html.length && kept <= pageLimits.kept) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      keep(at, html.length);
      break;
    }
    keep(at, open);
    const next = html.charCodeAt(open + 1);
    if (next === 33 || next === 63) {
      at = endOfDeclaration(html, open, unclosed);
      continue;
    }
    const isEnd = next === 47;
    const name = nameAt(html, isEnd ? open + 2 : open + 1);
    if (name === "") {
      keep(open, open + 1);
      at = open + 1;
      continue;
    }
    const close = endOfTag(html, open);
    at = close;
    if (dropped.has(name)) {
      if (!isEnd) at = skipElement(html, name, open, close, unclosed, jsonLd);
      continue;
    }
    nTags++;
    if (pageLimits.tags < nTags) {
      cut.add("tags");
      keepSpace();
      continue;
    }
    if (!shallow.has(name)) {
      if (isEnd) {
        depth--;
        if (pageLimits.depth <= depth) continue;
        depth = Math.max(depth, 0);
      } else if (html.charCodeAt(close - 2) !== 47) {
        depth++;
        if (pageLimits.depth < depth) {
          cut.add("depth");
          keepSpace();
          continue;
        }
      }
    }
    keep(open, close);
  }
  return { html: out.join(""), jsonLd, cut };

  function keepSpace(): void {
    kept++;
    out.push(" ");
  }
}

function nameAt(html: string, at: number): string {
  let end = at;
  while (end < html.length && end - at < 30) {
    const unit = html.charCodeAt(end) | 32;
    const isLetter = 97 <= unit && unit <= 122;
    const isOther = end > at && ((48 <= unit && unit <= 57) || html[end] === "-" || html[end] === ":");
    if (!isLetter && !isOther) break;
    end++;
  }
  return html.slice(at, end).toLowerCase();
}

/** Offset after the `>` of a tag, quoted values respected; a quote never closed is ignored. */
function endOfTag(html: string, open: number): number {
  const limit = Math.min(html.length, open + pageLimits.tag);
  let quote = 0;
  for (let i = open + 1; i < limit; i++) {
    const unit = html.charCodeAt(i);
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if ((unit === 34 || unit === 39) && html.charCodeAt(i - 1) === 61) {
      quote = unit;
    } else if (unit === 62) {
      return i + 1;
    }
  }
  const plain = html.indexOf(">", open);
  return plain < 0 || limit < plain ? limit : plain + 1;
}

function endOfDeclaration(html: string, open: number, unclosed: Set<string>): number {
  if (html.startsWith("<!--", open) && !unclosed.has("!--")) {
    const end = html.indexOf("-->", open + 4);
    if (0 <= end) return end + 3;
    unclosed.add("!--");
  }
  const end = html.indexOf(">", open);
  return end < 0 ? html.length : end + 1;
}

/** Offset after the end tag of a dropped element; JSON-LD is put aside on the way. */
function skipElement(
  html: string,
  name: string,
  open: number,
  close: number,
  unclosed: Set<string>,
  jsonLd: string[],
): number {
  if (html.charCodeAt(close - 2) === 47 && name !== "script") return close;
  if (unclosed.has(name)) return close;
  const end = indexOfEndTag(html, name, close);
  if (end < 0) {
    unclosed.add(name);
    return name === "script" || name === "style" ? html.length : close;
  }
  if (name === "script" && /\btype\s*=\s*["']?application\/ld\+json/i.test(html.slice(open, close))) {
    if (jsonLd.length < 50 && end - close <= 2_000_000) jsonLd.push(html.slice(close, end));
  }
  return endOfTag(html, end);
}

/** Where `</name` stands next, in any case; -1 when nowhere. */
function indexOfEndTag(html: string, name: string, from: number): number {
  for (let at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return -1;
}
