/** Where to go after signing in: a page of ours and nothing else, whatever the address says. */

const here = "http://here.invalid";

/**
 * A path of ours.
 *
 *     /events?by=RUS      /events?by=RUS
 *     //evil.example      /
 *     /\evil.example      /
 *     https://evil.example/   /
 */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || 2000 < asked.length) return "/";
  let url: URL;
  try {
    url = new URL(asked, here);
  } catch {
    return "/";
  }
  // "/./\evil.example" and its like come out of parsing as "//evil.example", which is another site's.
  if (url.origin !== here || url.pathname.startsWith("//") || url.pathname.includes("\\")) return "/";
  return /^\/sign-(?:in|out)\b/.test(url.pathname) ? "/" : url.pathname + url.search;
}
