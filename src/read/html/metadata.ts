/**
 * Title, authors, date, outlet, address and language of a page: JSON-LD first, then meta elements, microdata and
 * what stands beside the headline. (Order and yield of the sources: research/extraction.md section 2.)
 */
import type { Source } from "../../model/article.ts";
import { dayFrom, dayIn } from "../days.ts";
import { normalizeBlock } from "../normalize.ts";
import { cleanAuthors } from "./authors.ts";
import type { DomDocument, DomElement } from "./dom.ts";
import { type JsonLdFacts, readJsonLd } from "./json-ld.ts";

export interface Metadata {
  readonly title: string | null;
  readonly deck: string | null;
  readonly authors: readonly string[];
  /** EDTF day in the publisher's own offset. */
  readonly published: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly language: string | null;
}

/** What the source and the page say; the source first. */
export function readMetadata(document: DomDocument, jsonLd: readonly string[], source: Source): Metadata {
  const meta = readMetaElements(document);
  const ld = readJsonLd(jsonLd);
  const url = source.url ?? canonicalUrl(document, meta);
  const outlet =
    source.outlet ??
    ld.outlet ??
    first(meta, "og:site_name", "application-name", "dc.publisher", "publisher", "copyright");
  const title = source.title ?? titleOf(document, meta, ld, outlet);
  return {
    title,
    deck: clean(
      first(meta, "og:description", "description", "twitter:description", "dc.description") ?? ld.description,
    ),
    authors: source.authors.length === 0 ? authorsOf(document, meta, ld, outlet) : source.authors,
    published: source.published ?? dateOf(document, meta, ld, url),
    outlet: clean(outlet) ?? hostOf(url),
    url,
    language: document.documentElement?.getAttribute("lang")?.slice(0, 20) || ld.language,
  };
}

type Meta = ReadonlyMap<string, readonly string[]>;

function readMetaElements(document: DomDocument): Meta {
  const meta = new Map<string, string[]>();
  for (const element of Array.from(document.querySelectorAll("meta[content]")).slice(0, 500)) {
    const name =
      element.getAttribute("property") ?? element.getAttribute("name") ?? element.getAttribute("itemprop");
    const content = element.getAttribute("content")?.trim();
    if (name === null || content === undefined || content === "") continue;
    const key = name.toLowerCase();
    meta.set(key, [...(meta.get(key) ?? []), content]);
  }
  return meta;
}

function first(meta: Meta, ...names: readonly string[]): string | null {
  for (const name of names) {
    const [value] = meta.get(name) ?? [];
    if (value !== undefined) return value;
  }
  return null;
}

function clean(text: string | null): string | null {
  return text === null ? null : normalizeBlock(text) || null;
}

function hostOf(url: string | null): string | null {
  return url === null ? null : (/^https?:\/\/(?:www\.)?([^/:?#]+)/i.exec(url)?.[1] ?? null);
}

function canonicalUrl(document: DomDocument, meta: Meta): string | null {
  const link = document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? null;
  return (
    [link, first(meta, "og:url", "twitter:url")].find((url) => url !== null && /^https?:\/\//i.test(url)) ??
    null
  );
}

function titleOf(document: DomDocument, meta: Meta, ld: JsonLdFacts, outlet: string | null): string | null {
  const headings = Array.from(document.querySelectorAll("h1")).map((h1) =>
    normalizeBlock(h1.textContent ?? ""),
  );
  const page = normalizeBlock(document.querySelector("title")?.textContent ?? "");
  const given = [ld.headline, first(meta, "og:title", "twitter:title", "dc.title", "headline", "title")]
    .map(clean)
    .filter((it) => it !== null);
  // A heading that the page's own title begins with is the title as printed.
  const heading = headings.find(
    (it) => 8 <= it.length && [page, ...given].some((other) => sameStart(it, other)),
  );
  const best = heading ?? given[0] ?? (page === "" ? (headings.find((it) => 8 <= it.length) ?? null) : page);
  return best === null ? null : withoutOutlet(best, outlet);
}

function sameStart(heading: string, title: string): boolean {
  const key = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const [a, b] = [key(heading), key(title)];
  return 8 <= Math.min(a.length, b.length) && (b.startsWith(a) || a.startsWith(b));
}

/** The title without " | Outlet", " - Outlet" at its end. */
function withoutOutlet(title: string, outlet: string | null): string {
  const match = /^(.{8,}?)\s+(?:[|»·•]|[-–—]{1,2})\s+([^|»·•]{2,60})$/u.exec(title);
  if (match === null) return title;
  const [, head, tail] = match as unknown as [string, string, string];
  const key = (text: string): string => text.toLowerCase().replace(/^the |[^\p{L}\p{N}]+/gu, "");
  const isOutlet = outlet !== null && (key(outlet).includes(key(tail)) || key(tail).includes(key(outlet)));
  const isBar = /[|»·•]\s+[^|»·•]{2,40}$/u.test(title) && tail.split(" ").length <= 5;
  return isOutlet || isBar ? withoutOutlet(head, outlet) : title;
}

function authorsOf(
  document: DomDocument,
  meta: Meta,
  ld: JsonLdFacts,
  outlet: string | null,
): readonly string[] {
  const metaNames = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "parsely-author",
    "article.author",
    "citation_author",
    "og:article:author",
    "authors",
    "creator",
    "byline",
    "cxenseparse:author",
    "twitter:data1:author",
  ];
  const texts = (selector: string): string[] =>
    Array.from(document.querySelectorAll(selector))
      .slice(0, 12)
      .map((it) => nameIn(it));
  const candidates: (() => readonly string[])[] = [
    () => ld.authors,
    () => metaNames.flatMap((name) => meta.get(name) ?? []),
    () => texts('[itemprop~="author"] [itemprop="name"], [itemprop~="author"], [itemprop="creator"]'),
    () => texts('a[rel~="author"], [rel="author"]'),
    () =>
      texts(
        '[class*="byline"] a, [class*="Byline"] a, [class*="author-name"], [class*="authorName"], [class*="author_name"], [class*="AuthorName"], .author a, .authors a, [data-testid*="author"], [data-testid*="byline"]',
      ),
    () =>
      texts(
        'a[href*="/author/"], a[href*="/authors/"], a[href*="/by/"], a[href*="/staff/"], a[href*="/people/"], a[href*="/reporter"], a[href*="/profile/"], a[href*="/journalist"], a[href*="/contributor"]',
      ),
    () =>
      texts(
        '[class*="byline"], [class*="Byline"], [id*="byline"], .author, .authors, [class*="article-author"], [class*="post-author"], [class*="entry-author"], [class*="story-author"], [class*="articleAuthor"], .vcard, .writer, .reporter, .credit-name',
      ),
  ];
  for (const [i, candidate] of candidates.entries()) {
    const names = cleanAuthors(candidate(), outlet, i < 2);
    if (0 < names.length) return names;
  }
  return [];
}

function nameIn(element: DomElement): string {
  return element.getAttribute("content") ?? element.textContent?.slice(0, 300) ?? "";
}

function dateOf(document: DomDocument, meta: Meta, ld: JsonLdFacts, url: string | null): string | null {
  const metaNames = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "sailthru.date",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date.release",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "displaydate",
    "originalpublicationdate",
    "ptime",
    "pdate",
    "issued",
    "created",
    "article.published",
    "bt:pubdate",
    "rnews:datepublished",
    "og:published_time",
    "article:created_time",
    "weibo:article:create_at",
    "citation_publication_date",
    "citation_date",
    "firstpublished",
    "iso-8601-publish-date",
    "timestamp",
    "mediator_published_time",
    "shareaholic:article_published_time",
    "vr:published_time",
  ];
  const attribute = (selector: string, ...names: string[]): string[] =>
    Array.from(document.querySelectorAll(selector))
      .slice(0, 8)
      .flatMap((it) => [
        ...names.map((name) => it.getAttribute(name) ?? ""),
        (it.textContent ?? "").slice(0, 120),
      ]);
  const candidates: (() => readonly (string | null)[])[] = [
    () => [ld.published],
    () => metaNames.flatMap((name) => meta.get(name) ?? []),
    () => attribute('[itemprop~="datePublished"]', "content", "datetime"),
    () =>
      attribute(
        "time[pubdate], time[class*='publish'], time[class*='entry-date'], time[itemprop='datePublished']",
        "datetime",
        "content",
      ),
    () => attribute("time[datetime]", "datetime"),
    () => [dayInUrl(url)],
    () =>
      attribute(
        "[class*='publish'], [class*='Publish'], [class*='pubdate'], [class*='PubDate'], [class*='posted'], [class*='dateline'], [class*='timestamp'], [class*='Timestamp'], [class*='article-date'], [class*='articleDate'], [class*='post-date'], [class*='entry-date'], [class*='story-date'], [class*='byline-date'], [id*='pubdate'], [id*='publish'], [class='date'], [class*=' date'], [class*='date '], .time, [class*='datetime'], [class*='article-info'], [class*='article-meta'], [class*='entry-meta'], [class*='post-meta']",
        "datetime",
        "data-timestamp",
        "data-datetime",
        "data-date",
        "title",
      ),
    () => [ld.created, ld.modified],
    () =>
      [
        "article:modified_time",
        "og:updated_time",
        "lastmod",
        "last-modified",
        "revised",
        "datemodified",
      ].flatMap((name) => meta.get(name) ?? []),
  ];
  const isDayFirst = !/^en(?:-US)?$/i.test(document.documentElement?.getAttribute("lang") ?? "en");
  for (const candidate of candidates) {
    for (const text of candidate()) {
      const day = text === null ? null : dayIn(text, isDayFirst);
      if (day !== null) return day;
    }
  }
  return null;
}

/** The day in an address: `/2019/11/18/`, `/2019-11-18-`, `20191118`. */
function dayInUrl(url: string | null): string | null {
  if (url === null) return null;
  const match =
    /[/_-]((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)/.exec(url) ??
    /[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=\D|$)/.exec(url);
  return match === null ? null : dayFrom(match[1], match[2], match[3]);
}
