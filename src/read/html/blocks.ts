/**
 * A document's visible blocks in document order: what a reader would see as paragraphs, headings, list items,
 * cells and lines, each with what its markup says. Nothing is judged here.
 */
import { normalizeBlock } from "../normalize.ts";
import { type DomElement, type DomNode, isElement, isText } from "./dom.ts";
import { type ZoneKind, zoneOf } from "./zones.ts";

/** A zone of this page: one element, with the zones around it. */
export interface Zone {
  readonly kind: ZoneKind;
  readonly outer: Zone | null;
}

export interface PageBlock {
  readonly text: string;
  /** Local name of the nearest block element (`p`, `li`, `h2`, `div`). */
  readonly tag: string;
  /** Characters of the text that are within links. */
  readonly linkCharacters: number;
  /** Characters within `<strong>`, `<b>` or `<em>`, `<i>`. */
  readonly strongCharacters: number;
  readonly zone: Zone | null;
  /** Number of the element that holds the block's element, counted per page: blocks with one holder are siblings. */
  readonly holder: number;
  /** Whether an `<article>`, `<main>` or `itemprop="articleBody"` is around it. */
  readonly isInArticle: boolean;
  readonly isInBody: boolean;
  /** The `datetime`, `rel` and `itemprop` that the block's elements carry, for metadata. */
  readonly isAuthorLink: boolean;
}

const skipped = new Set(
  "head script style noscript template svg iframe object canvas option input textarea select audio video".split(
    " ",
  ),
);
const blockElements = new Set(
  "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul button label caption amp-accordion".split(
    " ",
  ),
);

interface Around {
  readonly tag: string;
  readonly zone: Zone | null;
  readonly holder: number;
  readonly isInArticle: boolean;
  readonly isInBody: boolean;
}

/** The blocks below an element. `hasZones` false leaves out zones, for a tree already chosen as the article. */
export function listBlocks(root: DomElement, hasZones: boolean): PageBlock[] {
  const blocks: PageBlock[] = [];
  let words: string[] = [];
  let linkCharacters = 0;
  let strongCharacters = 0;
  let isAuthorLink = false;
  let nElements = 0;
  let breaks = 0;

  const flush = (around: Around): void => {
    if (words.length === 0) return;
    const text = normalizeBlock(words.join(""));
    if (/[\p{L}\p{N}]/u.test(text)) {
      const { tag, zone, holder, isInArticle, isInBody } = around;
      blocks.push({
        text,
        tag,
        linkCharacters,
        strongCharacters,
        zone,
        holder,
        isInArticle,
        isInBody,
        isAuthorLink,
      });
    }
    words = [];
    linkCharacters = 0;
    strongCharacters = 0;
    isAuthorLink = false;
  };

  const walk = (node: DomNode, around: Around, isLink: boolean, isStrong: boolean): void => {
    const children = node.childNodes;
    for (let i = 0; i < children.length; i++) {
      const child = children[i] as DomNode;
      if (isText(child)) {
        const text = child.textContent ?? "";
        if (text === "") continue;
        words.push(text);
        const solid = /\S/.test(text);
        if (solid) breaks = 0;
        if (isLink && solid) linkCharacters += text.trim().length;
        if (isStrong && solid) strongCharacters += text.trim().length;
        continue;
      }
      if (!isElement(child) || skipped.has(child.localName) || isHidden(child)) continue;
      const name = child.localName;
      if (name === "br") {
        words.push(" ");
        const length = words.join("").trim().length;
        // A second break ends a paragraph; so does one after a line that is all bold, as old pages set headings.
        if (1 < ++breaks || (20 < length && length < 200 && 0.95 * length <= strongCharacters)) flush(around);
        continue;
      }
      if (name === "td" || name === "th") words.push(" ");
      const isBlock = blockElements.has(name) && !((name === "td" || name === "th") && around.tag === "tr");
      const kind = hasZones ? zoneOf(child) : null;
      if (!isBlock) {
        if (name === "a" && /\bauthor\b/.test(child.getAttribute("rel") ?? "")) isAuthorLink = true;
        const inner = kind === null ? around : { ...around, zone: { kind, outer: around.zone } };
        walkInline(child, name, inner, around, isLink, isStrong);
        continue;
      }
      flush(around);
      breaks = 0;
      const inner: Around = {
        tag: name === "tr" && child.querySelector(nestedInRow) !== null ? "row" : name,
        zone: kind === null ? around.zone : { kind, outer: around.zone },
        holder: holds.has(name) ? ++nElements : around.holder,
        isInArticle: around.isInArticle || name === "article" || name === "main",
        isInBody: around.isInBody || /\barticle-?body\b/i.test(child.getAttribute("itemprop") ?? ""),
      };
      walk(child, inner, isLink, isStrong);
      flush(inner);
      breaks = 0;
    }
  };

  /** An inline element; one that opens a zone of its own and begins a line is a block of its own. */
  const walkInline = (
    child: DomElement,
    name: string,
    inner: Around,
    around: Around,
    isLink: boolean,
    isStrong: boolean,
  ): void => {
    const isOwnLine = inner !== around && !/\S/.test(words.join(""));
    if (isOwnLine) flush(around);
    walk(child, inner, isLink || name === "a", isStrong || /^(?:strong|b|em|i)$/.test(name));
    if (isOwnLine && alone(child)) flush(inner);
  };

  const top = { tag: "body", zone: null, holder: 0, isInArticle: false, isInBody: false };
  walk(root, top, false, false);
  flush(top);
  return blocks;
}

/** What makes a table row a piece of layout. A row without it is one line of a table of data, one block. */
const nestedInRow = "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, form, br + br";

/** Elements whose direct blocks count as siblings. */
const holds = new Set(
  "div section article main td body ul ol dl blockquote aside header footer nav form".split(" "),
);

/** Whether an inline element is followed by a block or nothing, so that it stands on a line of its own. */
function alone(element: DomElement): boolean {
  const next = (element as unknown as { nextSibling: DomNode | null }).nextSibling;
  if (next === null) return true;
  return isElement(next) && (blockElements.has(next.localName) || next.localName === "br");
}

function isHidden(element: DomElement): boolean {
  if (element.hasAttribute("hidden")) return true;
  const style = element.getAttribute("style");
  return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style.slice(0, 500));
}
