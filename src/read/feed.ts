/**
 * A feed to the sources in it: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed. Fetches nothing. Loading
 * this file takes some 60 ms (feedsmith), so only those who meet a feed should.
 */
import { parseFeed } from "feedsmith";
import { type Source, sourceOf } from "../model/article.ts";
import type { Severity } from "../model/diagnostic.ts";
import { DemarcheError } from "../model/error.ts";
import { feedDayOf } from "./feed-dates.ts";
import { cutJson, cutXml, declaresDoctype, isClosed, rootOf } from "./feed-salvage.ts";

/** An item that has no text of its own: a page to fetch. */
export interface FeedLink {
  readonly url: string;
  readonly title: string | null;
  readonly published: string | null;
}

/**
 * A remark about the feed as a whole: `feed/truncated` (warning: what was lost), `feed/items` (warning: items left
 * out), `feed/summary-only` and `feed/links` (info).
 */
export interface FeedRemark {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** What a feed holds, in its own order. */
export interface Feed {
  readonly sources: readonly Source[];
  /** Indices into `sources` of those with a summary only: the whole text stands at their `url`. */
  readonly partial: readonly number[];
  readonly links: readonly FeedLink[];
  readonly remarks: readonly FeedRemark[];
}

/** An item as the formats have it in common; null where it says nothing. */
interface Item {
  readonly title: string | null;
  readonly link: string | null;
  readonly date: string | null;
  readonly authors: readonly string[];
  readonly content: string | null;
  readonly summary: string | null;
  /** Null: to be told from the words. */
  readonly form: "text" | "html" | null;
}

interface Channel {
  readonly title: string | null;
  readonly link: string | null;
  readonly items: readonly Item[];
}

type Parsed = ReturnType<typeof parseFeed>;

const mostItems = 10_000; // The largest feeds in use hold some 2,000.
const mostLength = 64 * 1024 * 1024;
const mostHeadLength = 100_000; // Reading item by item repeats the head.

/**
 * The sources of a feed: title as plain text, link made absolute, day of publication by the publisher's own
 * clock, authors, the feed's title as outlet, and the fullest text that the item has.
 *
 * A document type declaration is refused unread, for the entities it can declare. Of a feed that is cut off or
 * damaged the whole items are given, with a remark that says what was lost.
 *
 * @param url where the feed came from; null when unknown
 * @throws DemarcheError `feed/unreadable`: no feed, one with a document type, or not one whole item
 */
export function readFeed(text: string, url: string | null = null): Feed {
  if (mostLength < text.length) {
    throw unreadable(`expected a feed of at most ${mostLength} characters, found ${text.length}: split it`);
  }
  const isJson = /^[\s\ufeff]*\{/.test(text);
  if (!isJson && declaresDoctype(text)) {
    throw unreadable(
      "expected a feed without document type declaration, found <!DOCTYPE> or <!ENTITY>: take that line out if you trust the feed",
    );
  }
  const root = isJson ? null : rootOf(text);
  if (!isJson && root === null) {
    throw unreadable(
      "expected an RSS, Atom or RDF root element or a JSON Feed, found neither: read it as a page, or check the address",
    );
  }
  const isWhole = root === null || isClosed(text, root);
  const channel = isWhole ? tryParse(text) : null;
  if (channel !== null) return feedOf(channel, url, []);
  const salvaged = salvage(text, root);
  if (salvaged === null) {
    throw unreadable("expected a feed with at least one whole item, found none: get the feed again");
  }
  return feedOf(salvaged.channel, url, [remark("feed/truncated", "warning", salvaged.message)]);
}

/** Null when feedsmith can't read it; whatever it throws says no more than that. */
function tryParse(text: string): Channel | null {
  try {
    return channelOf(parseFeed(text));
  } catch {
    return null;
  }
}

function salvage(text: string, root: string | null): { channel: Channel; message: string } | null {
  const pieces = root === null ? cutJson(text) : cutXml(text);
  if (pieces.items.length === 0) return null;
  const head = pieces.head.slice(0, mostHeadLength);
  const wrap = (items: readonly string[]): Channel | null => {
    if (root === null) {
      return tryParse(
        `${head.replace(/,?\s*$/, "")}${/\{\s*$/.test(head) ? "" : ","}"items":[${items.join(",")}]}`,
      );
    }
    const channel = root.toLowerCase() === "rss" && /<channel[\s>]/i.test(head) ? "</channel>" : "";
    return tryParse(`${head}${items.join("\n")}${channel}</${root}>`);
  };
  const kept = pieces.items.slice(0, mostItems);
  let channel = wrap(kept);
  if (channel === null) {
    const single = kept.map((item) => wrap([item])).filter((it) => it !== null);
    if (single.length === 0) return null;
    channel = { ...(single[0] as Channel), items: single.flatMap((it) => it.items) };
  }
  const n = channel.items.length;
  const bad = kept.length - n;
  const lost = [
    ...(pieces.isCut ? ["the item after them is cut and left out"] : []),
    ...(0 < bad ? [`damaged ones left out: ${bad}`] : []),
  ];
  const found = root === null ? "broken JSON" : `no sound ending </${root}>`;
  const what = lost.length === 0 ? "what followed them, if anything, is lost" : lost.join(", ");
  return {
    channel,
    message: `expected a whole feed, found ${found}: whole items given: ${n}, ${what}; get the feed again`,
  };
}

function channelOf(parsed: Parsed): Channel {
  switch (parsed.format) {
    case "rss":
    case "rdf": {
      const { title, link, items } = parsed.feed;
      return { title: title ?? null, link: link ?? null, items: (items ?? []).map(rssItem) };
    }
    case "atom": {
      const { title, links, entries, authors } = parsed.feed;
      const shared = namesOf(authors);
      return {
        title: title?.value ?? null,
        link: linkOf(links),
        items: (entries ?? []).map((entry) => atomItem(entry, shared)),
      };
    }
    case "json": {
      const { title, home_page_url, items, authors } = parsed.feed;
      const shared = namesOf(authors);
      return {
        title: title ?? null,
        link: home_page_url ?? null,
        items: (items ?? []).map((item) => ({
          title: item.title ?? null,
          link: item.url ?? item.external_url ?? null,
          date: writtenOf(item.date_published),
          authors: item.authors === undefined ? shared : namesOf(item.authors),
          content: item.content_html ?? item.content_text ?? null,
          summary: item.summary ?? null,
          form: item.content_html !== undefined ? "html" : "text",
        })),
      };
    }
  }
}

type Named<T> = T | string | undefined;
type RssItem = NonNullable<Extract<Parsed, { format: "rss" }>["feed"]["items"]>[number];
type RdfItem = NonNullable<Extract<Parsed, { format: "rdf" }>["feed"]["items"]>[number];
type AtomEntry = NonNullable<Extract<Parsed, { format: "atom" }>["feed"]["entries"]>[number];

function rssItem(item: RssItem | RdfItem): Item {
  const written = item.dc?.creators ?? ("authors" in item ? namesOf(item.authors) : []);
  const guid = "guid" in item ? item.guid : undefined;
  const permanent = guid?.isPermaLink === false ? undefined : guid?.value;
  return {
    title: item.title ?? item.dc?.titles?.[0] ?? null,
    link: item.link ?? (/^https?:/i.test(permanent ?? "") ? (permanent as string) : null),
    date: writtenOf("pubDate" in item ? item.pubDate : undefined) ?? writtenOf(item.dc?.dates?.[0]),
    authors: written,
    content: item.content?.encoded ?? null,
    summary: item.description ?? item.dc?.descriptions?.[0] ?? null,
    form: null,
  };
}

function atomItem(entry: AtomEntry, shared: readonly string[]): Item {
  const content = entry.content?.value ?? null;
  const type = (content === null ? entry.summary?.type : entry.content?.type) ?? "text";
  return {
    title: entry.title?.value ?? null,
    link: linkOf(entry.links),
    date: writtenOf(entry.published ?? entry.updated),
    authors: entry.authors === undefined ? shared : namesOf(entry.authors),
    content,
    summary: entry.summary?.value ?? null,
    form: /html/i.test(type) ? "html" : null,
  };
}

function linkOf(
  links: readonly { readonly href?: string | undefined; readonly rel?: string | undefined }[] | undefined,
): string | null {
  return links?.find((link) => link.rel === undefined || link.rel === "alternate")?.href ?? null;
}

/** A date as the feed writes it. */
function writtenOf(date: unknown): string | null {
  return typeof date === "string" ? date : null;
}

/** Names of people; of `editor@paper.example (Ada Byron)`, RSS's form, what is in the brackets. */
function namesOf(people: readonly Named<{ readonly name?: string | undefined }>[] | undefined): string[] {
  const names: string[] = [];
  for (const person of people ?? []) {
    const name = typeof person === "string" ? person : person?.name;
    if (name === undefined) continue;
    const bracketed = /^[^\s@()]{1,100}@[^\s()]{1,200}\s*\(([^()]{1,200})\)\s*$/.exec(name)?.[1];
    names.push(bracketed ?? name);
  }
  return names;
}

function feedOf(channel: Channel, url: string | null, told: readonly FeedRemark[]): Feed {
  const sources: Source[] = [];
  const partial: number[] = [];
  const links: FeedLink[] = [];
  const remarks = [...told];
  const base = absolute(channel.link, url) ?? url;
  const outlet = channel.title === null ? null : plainOf(channel.title);
  let nBare = 0;
  for (const item of channel.items.slice(0, mostItems)) {
    const link = absolute(item.link, base);
    const title = item.title === null ? null : plainOf(item.title);
    const published = item.date === null ? null : feedDayOf(item.date);
    const full = textOf(item.content);
    const content = full ?? textOf(item.summary);
    if (content === null) {
      if (link === null) nBare++;
      else links.push({ url: link, title, published });
      continue;
    }
    if (full === null) partial.push(sources.length);
    const form = (full === null && item.content !== null ? null : item.form) ?? formOf(content);
    const authors = item.authors.map(plainOf).filter((name): name is string => name !== null);
    // A page of nothing but the item: the reader of pages then looks for no article in it.
    const words = form === "html" ? `<article>${content}</article>` : content;
    sources.push(sourceOf(words, { form, url: link, outlet, title, authors, published }));
  }
  const n = channel.items.length;
  if (0 < partial.length) {
    const message = `${partial.length} of ${n} items hold a summary only: their whole text is at their links`;
    remarks.push(remark("feed/summary-only", "info", message));
  }
  if (0 < links.length) {
    const message = `${links.length} of ${n} items hold no text: fetch their links to read them`;
    remarks.push(remark("feed/links", "info", message));
  }
  if (0 < nBare || mostItems < n) {
    const over = Math.max(0, n - mostItems);
    const message = `expected items with a text or a link, at most ${mostItems}: ${nBare} with neither and ${over} over that number are left out`;
    remarks.push(remark("feed/items", "warning", message));
  }
  return { sources, partial, links, remarks };
}

function textOf(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text;
}

function formOf(content: string): "text" | "html" {
  return /<\/?[a-z][^<>]{0,1000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,20});/i.test(content)
    ? "html"
    : "text";
}

/** The link as an http(s) address; null when it is none. */
function absolute(link: string | null, base: string | null): string | null {
  if (link === null) return null;
  try {
    const url = base === null ? new URL(link.trim()) : new URL(link.trim(), base);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null; // Not an address; an item may do without one.
  }
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["hellip", "…"],
]);

/** Words without tags, character references and doubled spaces; null when nothing is left. */
function plainOf(markup: string): string | null {
  const plain = markup
    .slice(0, 10_000)
    .replace(/<\/?[a-z][^<>]{0,1000}>/gi, "")
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return entities.get(String(name).toLowerCase()) ?? whole;
      const point = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      const isCharacter = 0 < point && point <= 0x10ffff && (point < 0xd800 || 0xdfff < point);
      return isCharacter ? String.fromCodePoint(point) : "\ufffd";
    })
    .replace(/\s+/g, " ")
    .trim();
  return plain === "" ? null : plain;
}

function unreadable(message: string): DemarcheError {
  return new DemarcheError("feed/unreadable", message);
}

function remark(code: string, severity: Severity, message: string): FeedRemark {
  return { code, severity, message };
}
