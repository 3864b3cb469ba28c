/** What a stream of bytes holds, by its first bytes and then its name. */

/**
 * `article`: one document. The others hold several, `gzip` any of them; `conllu` holds sentences cut into words, `opml`
 * the addresses of feeds.
 */
export type Container = "article" | "feed" | "opml" | "jsonl" | "warc" | "conllu" | "gzip";

/**
 * Tells a container by its first bytes (some hundred are enough) and the name it came under.
 *
 *     {"id": 1, "text": …}          jsonl
 *     {"version": "https://jsonfeed.org/…"   feed
 *     <?xml …?><rss version="2.0">  feed
 *     <opml version="2.0">          opml
 *     WARC/1.1                      warc
 *     # sent_id = 1                 conllu
 *     1f 8b …                       gzip; warc when its name ends in .warc.gz
 */
export function sniffContainer(head: Uint8Array, name: string): Container {
  const bare = name.toLowerCase().replace(/[?#].*$/, "");
  if (head[0] === 0x1f && head[1] === 0x8b) return bare.endsWith(".warc.gz") ? "warc" : "gzip";
  const text = new TextDecoder().decode(head.subarray(0, 4096)).replace(/^\ufeff/, "");
  if (/^WARC\/\d\.\d\r?\n/.test(text)) return "warc";
  if (/^\s*(?:#.*\r?\n)*(?:\d+(?:[-.]\d+)?\t|# ?(?:sent_id|newdoc|newpar|text)\b[^\n]* = )/.test(text))
    return "conllu";
  if (/^\s*\{/.test(text)) {
    if (/^\s*\{[^]{0,1500}?"version"\s*:\s*"https?:\/\/(?:www\.)?jsonfeed\.org/.test(text)) return "feed";
    if (/\.(?:jsonl|ndjson|json)$/.test(bare) || /^\s*\{\s*"[\w-]{1,40}"\s*:/.test(text)) return "jsonl";
  }
  const start = text.replace(
    /^\s*(?:(?:<\?[^>]{0,500}>|<!--[^>]{0,500}-->|<!doctype (?!html)[^>[]{0,300}[>[])\s*)*/i,
    "",
  );
  if (/^<(?:rss|feed|rdf:rdf)[\s>]/i.test(start)) return "feed";
  if (/^<opml[\s>]/i.test(start) || bare.endsWith(".opml")) return "opml";
  if (/\.(?:jsonl|ndjson)$/.test(bare)) return "jsonl";
  if (bare.endsWith(".conllu")) return "conllu";
  if (/\.(?:rss|atom|rdf)$/.test(bare)) return "feed";
  return "article";
}
