/**
 * A feed (RSS, RDF, Atom, JSON Feed) to sources, one per item. `feedsmith` parses; this file normalises what the
 * formats call differently, refuses what is dangerous before parsing, and salvages whole items from a feed that
 * was cut off.
 */
import { parseFeed } from "feedsmith";
import { type Source, sourceOf } from "../model/article.ts";
import type { Severity } from "../model/diagnostic.ts";
import { DemarcheError } from "../model/error.ts";
import { isEdtfDate } from "../model/date.ts";
import { normalizeBlock } from "./normalize.ts";

export interface FeedRemark {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

export interface FeedReading {
  readonly title: string | null;
  /** Items with words of their own, in the feed's order. */
  readonly sources: readonly Source[];
  /** Addresses of items that carry nothing but a title. */
  readonly links: readonly string[];
  readonly remarks: readonly FeedRemark[];
}

/** Items read of one feed; the largest in the wild have some thousand. */
const mostItems = 20_000;

/**
 * The items of a feed.
 *
 * @param url where the feed came from; null when unknown
 * @throws DemarcheError `feed/unreadable`: no feed, or one with a DOCTYPE (entities declared there can blow up
 *   any parser)
 */
export function readFeed(text: string, url: string | null): FeedReading {
  const bare = text.replace(/^\ufeff/, "").trimStart();
  if (/<!doctype/i.test(bare.slice(0, 20_000))) {
    throw new DemarcheError(
      "feed/unreadable",
      "expected a feed without a DOCTYPE, found one: it is not read, because entities declared there can exhaust any parser",
    );
  }
  const remarks: FeedRemark[] = [];
  const parsed = parseOrSalvage(bare, remarks);
  const { title, items } = parsed;
  if (mostItems < items.length) {
    const message = `expected at most ${mostItems} items, found ${items.length}: the rest was not read`;
    remarks.push({ code: "feed/cut", severity: "error", message });
  }
  const sources: Source[] = [];
  const links: string[] = [];
  for (const item of items.slice(0, mostItems)) {
    if (item.content === null) {
      if (item.url !== null) links.push(item.url);
      continue;
    }
    const isHtml = /<[a-z][^>]*>|&(?:[a-z]+|#\d+);/i.test(item.content);
    sources.push(
      sourceOf(isHtml ? `<article>${item.content}</article>` : item.content, {
        form: isHtml ? "html" : "text",
        url: item.url ?? url,
        outlet: title,
        title: item.title,
        authors: item.authors,
        published: item.published,
      }),
    );
  }
  if (0 < links.length) {
    const message = `${links.length} of ${items.length} items carry only a title and an address: fetch these pages to read them`;
    remarks.push({ code: "feed/only-links", severity: "info", message });
  }
  return { title, sources, links, remarks };
}

/** An item as every format can give it. */
interface Item {
  readonly title: string | null;
  readonly url: string | null;
  readonly content: string | null;
  readonly authors: readonly string[];
  readonly published: string | null;
}

interface ParsedFeed {
  readonly title: string | null;
  readonly items: readonly Item[];
}

function parseOrSalvage(text: string, remarks: FeedRemark[]): ParsedFeed {
  try {
    return normalizeFeed(parseFeed(text));
  } catch (error) {
    const salvaged = salvage(text);
    if (salvaged !== null) {
      const message = `the feed is cut off or broken after ${salvaged.items.length} whole items; these were read, what followed is lost`;
      remarks.push({ code: "feed/truncated", severity: "warning", message });
      return salvaged;
    }
    throw new DemarcheError(
      "feed/unreadable",
      `expected RSS, Atom, RDF or JSON Feed, found something else (${(error as Error).message}): check the address`,
      {},
      { cause: error },
    );
  }
}

/** A feed of the complete items of a broken one; null when there is none. */
function salvage(text: string): ParsedFeed | null {
  const head = /<(rss|feed|rdf:RDF)\b[^>]{0,4000}>/i.exec(text);
  if (head === null) return null;
  const root = head[1] as string;
  const name = root.toLowerCase() === "feed" ? "entry" : "item";
  const first = indexOfTag(text, name, head.index);
  const last = text.toLowerCase().lastIndexOf(`</${name}>`);
  if (first < 0 || last < first) return null;
  const items = text.slice(first, last + name.length + 3);
  const lead = text.slice(head.index + head[0].length, first);
  const title = /<title\b[^>]{0,200}>[^<]{0,500}<\/title>/i.exec(lead)?.[0] ?? "";
  const body = root.toLowerCase() === "rss" ? `<channel>${title}${items}</channel>` : `${title}${items}`;
  try {
    const feed = normalizeFeed(parseFeed(`${head[0]}${body}</${root}>`));
    return 0 < feed.items.length ? feed : null;
  } catch {
    return null; // Broken within its items as well; the caller refuses the whole.
  }
}

function indexOfTag(text: string, name: string, from: number): number {
  const pattern = new RegExp(`<${name}[\\s>]`, "gi");
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** Feeds of every format in one shape; `feedsmith` keeps each format's own names. */
function normalizeFeed(parsed: { readonly format: string; readonly feed: unknown }): ParsedFeed {
  const feed = fieldsOf(parsed.feed);
  const items = [feed["items"], feed["entries"]].find(Array.isArray) ?? [];
  return {
    title: textOf(feed["title"]),
    items: (items as unknown[]).map((item) => normalizeItem(fieldsOf(item))),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function normalizeItem(item: Fields): Item {
  const dc = fieldsOf(item["dc"]);
  const body = [
    fieldsOf(item["content"])["encoded"],
    item["content"],
    item["content_html"],
    item["content_text"],
    item["description"],
    item["summary"],
  ];
  const content = body.map(textOf).find((it) => it !== null && /[\p{L}\p{N}]/u.test(it)) ?? null;
  const dates = [
    item["pubDate"],
    item["published"],
    item["date_published"],
    item["issued"],
    dc["date"],
    dc["dates"],
    item["updated"],
  ];
  return {
    title:
      textOf(item["title"]) === null
        ? null
        : normalizeBlock(stripTags(textOf(item["title"]) as string)) || null,
    url: urlOf(item),
    content,
    authors:
      [item["authors"], item["author"], dc["creator"], dc["creators"]]
        .map(authorsOf)
        .find((it) => 0 < it.length) ?? [],
    published: dates.map((it) => dayOf(textOf(it))).find((it) => it !== null) ?? null,
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** A text given plainly, as `{value}` (Atom), or as the first of a list (RDF). */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (Array.isArray(value)) return textOf(value[0]);
  const { value: inner } = fieldsOf(value) as { readonly value?: unknown };
  return typeof inner === "string" ? textOf(inner) : null;
}

function stripTags(text: string): string {
  return text.replace(/<[^<>]{0,500}>/g, " ");
}

function urlOf(item: Fields): string | null {
  const links = Array.isArray(item["links"]) ? (item["links"] as unknown[]).map(fieldsOf) : [];
  const alternate =
    links.find((link) => link["rel"] === undefined || link["rel"] === "alternate") ?? links[0];
  const guid = fieldsOf(item["guid"]);
  const candidates = [
    textOf(item["link"]),
    textOf(alternate?.["href"]),
    textOf(item["url"]),
    textOf(guid["value"]),
    textOf(item["id"]),
  ];
  return candidates.find((it) => it !== null && /^https?:\/\//i.test(it.trim()))?.trim() ?? null;
}

function authorsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list
    .map((it) => (typeof it === "string" ? it : (textOf(fieldsOf(it)["name"]) ?? textOf(it) ?? "")))
    .map((name) => normalizeBlock(name.replace(/\S+@\S+\s*/g, "").replace(/^\((.*)\)$/, "$1")))
    .filter((name) => /\p{L}{2}/u.test(name))
    .slice(0, 8);
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** The day of an ISO or RFC 822 date, as written in its own offset; null for anything else. */
function dayOf(date: string | null): string | null {
  if (date === null) return null;
  const iso = /^\s*(\d{4})-(\d\d)-(\d\d)/.exec(date);
  const mail = /(?:^|\D)(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{4}|\d\d)(?=\D|$)/i.exec(date);
  const month = mail === null ? 0 : months.indexOf((mail[2] as string).toLowerCase()) + 1;
  const year = mail === null ? "" : (mail[3] as string).length === 2 ? `20${mail[3]}` : mail[3];
  const day =
    iso !== null
      ? `${iso[1]}-${iso[2]}-${iso[3]}`
      : `${year}-${String(month).padStart(2, "0")}-${(mail?.[1] ?? "").padStart(2, "0")}`;
  return isEdtfDate(day) ? day : null;
}
