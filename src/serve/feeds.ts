/** A filter as a feed: Atom (RFC 4287) and JSON Feed 1.1, the records that fit, those added last first. */
import type { Context } from "hono";
import type { LedgerRecord } from "../model/ledger.ts";
import { isoOfDay } from "./dates.ts";
import { labelOf } from "./words.tsx";
import { sideWords } from "./sides.ts";

/** What a feed is made of. */
export interface Feed {
  readonly title: string;
  /** Of this machine, `http://127.0.0.1:4040`. */
  readonly origin: string;
  /** Path and query of the page. */
  readonly page: string;
  /** Path and query of the feed. */
  readonly self: string;
  /** ISO 8601. */
  readonly now: string;
  readonly records: readonly LedgerRecord[];
}

/** "Russia → United States: offer · only if". */
function titleOf(record: LedgerRecord): string {
  const sides = sideWords(record);
  return `${sides === "" ? "Unnamed" : sides}: ${labelOf(record)}`;
}

function updatedOf(record: LedgerRecord, now: string): string {
  const day = record.lastDay ?? record.day;
  return day === null ? now : `${isoOfDay(day)}T00:00:00Z`;
}

/** A feed as an answer. */
export function answerFeed(context: Context, form: "atom" | "feed.json", feed: Feed): Response {
  if (form === "feed.json") return context.json(jsonFeedOf(feed));
  return new Response(atomOf(feed), { headers: { "Content-Type": "application/atom+xml; charset=utf-8" } });
}

/** Atom. */
function atomOf(feed: Feed): string {
  const { title, origin, page, self, now, records } = feed;
  const entries = records.map((record) => {
    const address = `${origin}/records/${record.id}`;
    return `  <entry>
    <id>urn:demarche:${record.id}</id>
    <title>${escapeXml(titleOf(record))}</title>
    <link href="${escapeXml(address)}"/>
    <updated>${updatedOf(record, now)}</updated>
    <content type="text">${escapeXml(record.words)}</content>
  </entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:demarche:feed:${escapeXml(encodeURI(page))}</id>
  <title>${escapeXml(title)}</title>
  <link rel="self" href="${escapeXml(origin + self)}"/>
  <link href="${escapeXml(origin + page)}"/>
  <updated>${records[0] === undefined ? now : updatedOf(records[0], now)}</updated>
  <author><name>Demarche</name></author>
${entries.join("\n")}
</feed>
`;
}

/** JSON Feed. */
function jsonFeedOf({ title, origin, page, self, now, records }: Feed): Readonly<Record<string, unknown>> {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: origin + page,
    feed_url: origin + self,
    items: records.map((record) => ({
      id: `urn:demarche:${record.id}`,
      url: `${origin}/records/${record.id}`,
      title: titleOf(record),
      content_text: record.words,
      date_published: updatedOf(record, now),
    })),
  };
}

/** Text as XML: characters that XML has no place for become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);
}
