/** OPML: the addresses of the feeds that somebody follows. Nothing else of it is read, and no XML is parsed. */

const outline = /<outline\b[^<>]*>/gi;
const address = /\bxmlUrl\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

/** The addresses of its feeds, in order, each once; only http(s) ones. */
export function listFeeds(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [element] of text.matchAll(outline)) {
    const match = address.exec(element);
    const url = (match?.[1] ?? match?.[2] ?? "").trim().replaceAll("&amp;", "&");
    if (/^https?:\/\//i.test(url)) found.add(url);
  }
  return [...found];
}
