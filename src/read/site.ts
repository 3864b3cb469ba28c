/**
 * What the pages of a site have in common. A block that stood on an earlier, different page of the same site may
 * be a promo, a tail or a legal line; `settle.ts` decides, with other evidence. This file only counts.
 */

/** What is known of a block from earlier, different articles of its site. */
export interface BlockHistory {
  /** On how many it stood. */
  readonly nArticles: number;
  /** On how many of these it was set aside by what it said or where it stood. */
  readonly nAside: number;
}

/** A block as the memory sees it. */
export interface BlockPrint {
  /** From `fingerprintOf`; 0 for a block too short to tell. */
  readonly print: number;
  /** Whether its draft sets it aside already. */
  readonly isAside: boolean;
}

/** Counts blocks per site, as articles pass by in order. */
export interface SiteMemory {
  /**
   * The history of each block; then remembers this article. A repost (most of whose own blocks stood in one
   * earlier article) is that article again: its blocks have no history but what was set aside.
   *
   * @param site null: nothing is known and nothing remembered
   */
  witness(site: string | null, prints: readonly BlockPrint[]): readonly BlockHistory[];
}

/** Limits that keep the memory of an endless stream at some tens of megabytes. The oldest goes first. */
export interface SiteLimits {
  readonly sites: number;
  readonly blocksPerSite: number;
  /** Of all sites: where many have many, those go first that were not met for longest. */
  readonly blocks: number;
}

const usualLimits: SiteLimits = { sites: 5_000, blocksPerSite: 4_000, blocks: 500_000 };

/** An article of which this share of blocks stood in one earlier article is that article again. */
const repostShare = 0.6;

interface Seen {
  nArticles: number;
  nAside: number;
  /** The last article the block stood in, by number within the site. */
  lastArticle: number;
}

interface Site {
  nArticles: number;
  readonly blocks: Map<number, Seen>;
}

const noHistory: BlockHistory = { nArticles: 0, nAside: 0 };

/** An empty memory. */
export function newSiteMemory(limits: SiteLimits = usualLimits): SiteMemory {
  const sites = new Map<string, Site>();
  let nBlocks = 0;
  return {
    witness(name, prints) {
      if (name === null) return prints.map(() => noHistory);
      const site = sites.get(name) ?? { nArticles: 0, blocks: new Map<number, Seen>() };
      sites.delete(name); // Set again at the end of the map: the first is the one unseen for longest.
      sites.set(name, site);
      const isAgain = isRepost(site, prints);
      const histories = prints.map(({ print }) => {
        const seen = print === 0 ? undefined : site.blocks.get(print);
        if (seen === undefined || (isAgain && seen.nAside === 0)) return noHistory;
        return { nArticles: seen.nArticles, nAside: seen.nAside };
      });
      if (isAgain) return histories;
      nBlocks -= site.blocks.size;
      remember(site, prints, limits.blocksPerSite);
      nBlocks += site.blocks.size;
      for (const [oldest, { blocks }] of sites) {
        if (oldest === name || (sites.size <= limits.sites && nBlocks <= limits.blocks)) break;
        sites.delete(oldest);
        nBlocks -= blocks.size;
      }
      return histories;
    },
  };
}

function isRepost(site: Site, prints: readonly BlockPrint[]): boolean {
  const shared = new Map<number, number>();
  let nBlocks = 0;
  for (const { print, isAside } of prints) {
    if (print === 0 || isAside) continue;
    nBlocks++;
    const last = site.blocks.get(print)?.lastArticle;
    if (last !== undefined) shared.set(last, (shared.get(last) ?? 0) + 1);
  }
  return 4 <= nBlocks && [...shared.values()].some((n) => repostShare * nBlocks <= n);
}

function remember(site: Site, prints: readonly BlockPrint[], mostBlocks: number): void {
  const article = site.nArticles++;
  for (const { print, isAside } of prints) {
    if (print === 0) continue;
    const before = site.blocks.get(print);
    if (before?.lastArticle === article) continue;
    site.blocks.delete(print);
    site.blocks.set(print, {
      nArticles: (before?.nArticles ?? 0) + 1,
      nAside: (before?.nAside ?? 0) + (isAside ? 1 : 0),
      lastArticle: article,
    });
  }
  for (const print of site.blocks.keys()) {
    if (site.blocks.size <= mostBlocks) return;
    site.blocks.delete(print);
  }
}
