/** A team's server for tests: a real socket on this machine, three accounts, and requests with nothing added to them. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after } from "node:test";
import { loadRelationRules } from "../../src/relation/load.ts";
import { createApp, listenForTeam, loadAssets, type Site, type TeamAccess } from "../../src/serve/serve.ts";
import { type Ledger, openLedger } from "../../src/store/store.ts";
import { addTexts, newFile, testTime } from "./ledger.ts";

export const passwords = {
  ada: "cranes over seven harbours",
  rita: "a lantern for the ferry",
  rob: "window seats and barley",
} as const;
export type Name = keyof typeof passwords;
const roleOf = { ada: "admin", rita: "reviewer", rob: "reader" } as const;

export const publicHost = "desk.example";
const keeper = { who: "keeper", place: "command line" };

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whose session is used, if anybody's. */
  readonly as?: Name;
}

/** A team's server. */
export interface TestTeam {
  readonly ledger: Ledger;
  readonly port: number;
  /** Of the cookie. */
  readonly cookieName: string;
  /** A request under the public name, with no header but what is given and the cookie. */
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** A form as a page of ours sends it. */
  send(path: string, fields: Readonly<Record<string, string>>, as?: Name): Promise<Answer>;
  /** Signs in with a form; gives the cookie, `name=value`. */
  signIn(name: string, password: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The cookie of somebody who was signed in. */
  cookieOf(name: Name): Promise<string>;
  tokenOf(name: Name, scope: "reader" | "reviewer" | "admin", ends?: string): Promise<string>;
  /** Moves the clock. */
  move(seconds: number): void;
}

export interface TeamOptions {
  readonly isPlain?: boolean;
  readonly trustsProxy?: boolean;
  readonly requests?: NonNullable<TeamAccess["requests"]>;
}

/** Opens one, which is closed when the file's tests are over. */
export async function openTeamSite(options: TeamOptions = {}): Promise<TestTeam> {
  const { isPlain = false, trustsProxy = false, requests } = options;
  let at = Date.parse(testTime);
  const now = (): string => new Date(at).toISOString();
  const ledger = await openLedger(newFile(), now);
  for (const [name, password] of Object.entries(passwords)) {
    await ledger.team.addAccount({ name, role: roleOf[name as Name], password }, keeper);
  }
  const unread: Site["analyze"] = () => Promise.reject(new Error("this test reads nothing"));
  let port = 0;
  const faults: string[] = [];
  const origin = `${isPlain ? "http" : "https"}://${publicHost}`;
  const server = await listenForTeam({ host: "127.0.0.1", port: 0, origin, trustsProxy }, (access) => {
    port = Number(access.hosts[1]?.split(":")[1]);
    return createApp({
      ledger,
      analyze: unread,
      fetchPage: null,
      access: requests === undefined ? access : { ...access, requests },
      ...loadAssets(),
      relationRules: loadRelationRules(),
      who: "nobody",
      now,
      report: (error) => faults.push(String(error)),
    });
  });
  after(async () => {
    await server.close();
    await ledger.close();
    assert.deepEqual(faults, []);
  });
  const cookieName = isPlain ? "demarche-team" : "__Host-demarche-team";
  const cookies = new Map<Name, string>();
  const ask = async (
    path: string,
    { method = "GET", headers = {}, body, as }: Asked = {},
  ): Promise<Answer> => {
    const cookie = as === undefined ? {} : { Cookie: await cookieOf(as) };
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port, path, method, headers: { Host: publicHost, ...cookie, ...headers } },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (text += chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        },
      );
      sent.setTimeout(20_000, () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
      sent.on("error", reject);
      sent.end(body);
    });
  };
  const post = (path: string, fields: Readonly<Record<string, string>>, more: Asked): Promise<Answer> =>
    ask(path, {
      ...more,
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        ...more.headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  const signIn: TestTeam["signIn"] = (name, password, headers = {}) =>
    post("/sign-in", { name, password }, { headers });
  const cookieOf = async (name: Name): Promise<string> => {
    const known = cookies.get(name);
    if (known !== undefined) return known;
    const cookie = cookieIn(await signIn(name, passwords[name])) ?? "";
    cookies.set(name, cookie);
    return cookie;
  };
  return {
    ledger,
    port,
    cookieName,
    ask,
    send: (path, fields, as) => post(path, fields, as === undefined ? {} : { as }),
    signIn,
    cookieOf,
    tokenOf: (name, scope, ends) =>
      ledger.team.addToken({ account: name, scope, note: null, ends: ends ?? null }, keeper),
    move: (seconds) => (at += seconds * 1000),
  };
}

/** The cookie that an answer sets, `name=value`; null where it sets none. */
export function cookieIn({ headers }: Answer): string | null {
  const [first] = [headers["set-cookie"] ?? []].flat();
  return first?.split(";")[0] ?? null;
}

/** An article with records, and the id of one of them. */
export async function addArticle({
  ledger,
}: Pick<TestTeam, "ledger">): Promise<{ record: string; article: string }> {
  await addTexts(ledger, [
    [
      "Port closes\n\n“It stays closed until the fleet leaves,” the foreign ministry of Cuba said on Monday. The United States will lift the embargo only if Cuba frees the prisoners.",
      { published: "2015-01-05", outlet: "Straits Courier" },
    ],
  ]);
  const { items } = await ledger.records({ kind: "statement" }, 1);
  const [article] = (await ledger.articles({}, 1)).items;
  return { record: items[0]?.id ?? "", article: article?.hash ?? "" };
}
