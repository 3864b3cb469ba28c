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
  const endOfTag = newTagEnder(html);

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
    const { at: close, isBroken } = endOfTag(open);
    at = close;
    if (dropped.has(name)) {
      if (!isEnd) at = skipElement(html, name, open, close, unclosed, jsonLd, endOfTag);
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
    if (isBroken) keepText(isEnd ? `</${name}>` : `<${name}>`);
    else keep(open, close);
  }
  return { html: out.join(""), jsonLd, cut };

  function keepSpace(): void {
    keepText(" ");
  }

  function keepText(text: string): void {
    kept += text.length;
    out.push(text);
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

/** Where a tag ends, and whether a quote in it was never closed, so that only its name can be kept. */
interface TagEnd {
  readonly at: number;
  readonly isBroken: boolean;
}

/** Finds ends of tags; remembers where the next quote of each kind stands, so that no text is searched twice. */
function newTagEnder(html: string): (open: number) => TagEnd {
  const seen = new Map<string, { from: number; at: number }>();
  const nextQuote = (quote: string, from: number): number => {
    const known = seen.get(quote);
    if (known !== undefined && known.from <= from && (known.at < 0 || from <= known.at)) return known.at;
    const at = html.indexOf(quote, from);
    seen.set(quote, { from, at });
    return at;
  };
  return (open) => {
    for (let i = open + 1; i < html.length; i++) {
      const unit = html.charCodeAt(i);
      if (unit === 62) return { at: i + 1, isBroken: false };
      if ((unit !== 34 && unit !== 39) || html.charCodeAt(i - 1) !== 61) continue;
      const close = nextQuote(html.charAt(i), i + 1);
      if (close < 0 || open + pageLimits.tag < close) {
        const end = html.indexOf(">", open);
        return { at: end < 0 ? html.length : end + 1, isBroken: true };
      }
      i = close;
    }
    return { at: html.length, isBroken: true };
  };
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
  endOfTag: (open: number) => TagEnd,
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
  return endOfTag(end).at;
}

/** Where `</name` stands next, in any case; -1 when nowhere. */
function indexOfEndTag(html: string, name: string, from: number): number {
  for (let at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return -1;
}
