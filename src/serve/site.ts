/** What the pages are given: the ledger, a reader, the files that browsers load. Data and functions; no state of its own. */
import type { Source } from "../model/article.ts";
import type { Reading } from "../model/reading.ts";
import type { RelationRule } from "../relation/rules.ts";
import type { Ledger, Prints } from "../store/store.ts";
import type { CodeNames } from "./code-names.ts";
import type { Shortcut } from "./shortcuts.ts";

/** A file that browsers load. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A page fetched from an address. */
export interface FetchedPage {
  readonly url: string;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** Who may come in: local mode, one person, one machine. */
export interface Access {
  /** Opens the door once, as `/login?token=…`. */
  readonly token: string;
  /** What the cookie holds afterwards. */
  readonly session: string;
  /** `Host` headers that are ours, `127.0.0.1:4040`; any other is somebody else's name for this machine. */
  readonly hosts: readonly string[];
}

/** Adds alerts and tries them; what may be reached is checked there. */
export interface Alerting {
  /** The key is told only here. @throws DemarcheError `serve/bad-request`, `store/unknown-id`, `fetch/…` */
  add(list: string, target: string): Promise<{ readonly id: string; readonly secret: string }>;
  /** Sends a message without records. @throws DemarcheError `store/unknown-id`, `fetch/…` */
  test(id: string): Promise<void>;
}

/** Who may come in: a team with accounts, from where the network lets them. */
export interface TeamAccess {
  /** How browsers name the server: scheme, host and port, `https://desk.example`. */
  readonly origin: string;
  readonly hosts: readonly string[];
  /** Whether a proxy of ours stands before it, whose word on where requests come from is taken. */
  readonly trustsProxy: boolean;
  /** How many requests one visitor may make, where it is not what is usual. */
  readonly requests?: { readonly burst: number; readonly perSecond: number; readonly mostKeys: number };
}

/** What `createApp` needs. */
export interface Site {
  readonly ledger: Ledger;
  /** Reads one document. @throws DemarcheError `read/…` */
  readonly analyze: (source: Source) => Promise<{ readonly reading: Reading; readonly prints: Prints }>;
  /** Null where addresses may not be fetched. @throws DemarcheError `fetch/…` */
  readonly fetchPage: ((url: string) => Promise<FetchedPage>) | null;
  /** Absent where nothing may be sent. */
  readonly alerting?: Alerting;
  readonly access: Access | TeamAccess;
  /** By name under `/assets/`; a name says nothing of its version, the address does. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** Changes with the assets; part of their addresses, so that they may be kept for ever. */
  readonly assetVersion: string;
  readonly shortcuts: readonly Shortcut[];
  readonly codeNames: CodeNames;
  readonly relationRules: readonly RelationRule[];
  /** The person at this machine, who decides where there are no accounts: ask `whoOf` of a request, not this. */
  readonly who: string;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** Told of faults of ours, with their stack. */
  readonly report: (error: unknown) => void;
}

/** A team's, or null for the one person at this machine. */
export function teamAccess({ access }: Pick<Site, "access">): TeamAccess | null {
  return "origin" in access ? access : null;
}

/** The address of an asset. */
export function assetUrl(site: Pick<Site, "assetVersion">, name: string): string {
  return `/assets/${site.assetVersion}/${name}`;
}
