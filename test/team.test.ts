/** A team's server on a real socket: the lines of users.md 4.2 that bear on it, one test each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addArticle, type Answer, cookieIn, openTeamSite, passwords, publicHost } from "./kit/team.ts";

const form = { "Content-Type": "application/x-www-form-urlencoded" };

const errorOf = ({ text }: Answer): { code: string; message: string; details: Record<string, unknown> } =>
  (JSON.parse(text) as { ok: false; error: ReturnType<typeof errorOf> }).error;

test("strangers are shown where to sign in, programs are told, and neither learns what is there", async () => {
  const site = await openTeamSite();
  const { record } = await addArticle(site);
  for (const path of ["/", "/events", `/records/${record}`, "/records/E0123456789abcdef", "/nowhere"]) {
    const { status, headers, text } = await site.ask(path);
    assert.equal(status, 303, path);
    assert.equal(
      headers["location"],
      path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`,
    );
    assert.equal(text, "");
  }
  for (const path of ["/api/v1/events", "/events.csv", "/events.atom", "/api/v1/nowhere", "/add.json"]) {
    const answer = await site.ask(path);
    assert.equal(answer.status, 401, path);
    assert.equal(answer.headers["www-authenticate"], 'Bearer realm="demarche"');
    assert.equal(errorOf(answer).code, "serve/sign-in");
  }
  const write = await site.send(`/records/${record}/review`, { action: "accept" });
  assert.equal(write.status, 401);
  assert.deepEqual(await site.ledger.reviews(record), []);
});

test("session fixation: a session that was planted is not taken up, and signing in gives another", async () => {
  const site = await openTeamSite();
  const planted = `${site.cookieName}=${"A".repeat(43)}`;
  const first = cookieIn(await site.signIn("rob", passwords.rob, { Cookie: planted })) ?? "";
  assert.notEqual(first, planted);
  assert.equal((await site.ask("/", { headers: { Cookie: planted } })).status, 303);
  const second = cookieIn(await site.signIn("rob", passwords.rob, { Cookie: first })) ?? "";
  assert.notEqual(second, first);
  assert.equal((await site.ask("/", { headers: { Cookie: first } })).status, 303, "the old one has ended");
  assert.equal((await site.ask("/", { headers: { Cookie: second } })).status, 200);
});

test("the cookie is for this host alone, over TLS, and out of the reach of scripts and other sites' forms", async () => {
  const site = await openTeamSite();
  const answer = await site.signIn("rob", passwords.rob);
  const [cookie] = answer.headers["set-cookie"] as readonly string[];
  assert.match(cookie ?? "", /^__Host-demarche-team=[\w-]{43}; /);
  for (const part of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/])
    assert.match(cookie ?? "", part);
  assert.doesNotMatch(cookie ?? "", /Domain|Max-Age|Expires/);
  const plain = await openTeamSite({ isPlain: true });
  const [open] = (await plain.signIn("rob", passwords.rob)).headers["set-cookie"] as readonly string[];
  assert.match(open ?? "", /^demarche-team=/);
  assert.doesNotMatch(open ?? "", /Secure/);
});

test("signing out ends the session, not only the cookie", async () => {
  const site = await openTeamSite();
  const Cookie = await site.cookieOf("rob");
  const out = await site.send("/sign-out", {}, "rob");
  assert.equal(out.status, 303);
  assert.match(String(out.headers["set-cookie"]), new RegExp(`^${site.cookieName}=;.*Max-Age=0`));
  assert.equal((await site.ask("/", { headers: { Cookie } })).status, 303);
});

test("sessions end unused after eight hours, by a new password, and when the account is shut", async () => {
  const site = await openTeamSite();
  const enter = async (): Promise<string> => cookieIn(await site.signIn("rob", passwords.rob)) ?? "";
  const isIn = async (Cookie: string): Promise<boolean> =>
    (await site.ask("/", { headers: { Cookie } })).status === 200;
  const idle = await enter();
  assert.equal(await isIn(idle), true);
  site.move(8 * 3600 + 1);
  assert.equal(await isIn(idle), false);
  const [here, there] = [await enter(), await enter()];
  const changed = await site.ask("/account/password", {
    method: "POST",
    headers: { ...form, "Sec-Fetch-Site": "same-origin", Cookie: here },
    body: new URLSearchParams({
      old: passwords.rob,
      password: "barley and more barley",
      again: "barley and more barley",
    }).toString(),
  });
  assert.equal(changed.status, 303);
  assert.deepEqual([await isIn(here), await isIn(there)], [false, false]);
  assert.equal((await site.signIn("rob", passwords.rob)).status, 401);
  const anew = cookieIn(await site.signIn("rob", "barley and more barley")) ?? "";
  assert.equal(await isIn(anew), true);
  assert.equal((await site.send("/team/users/rob/disable", {}, "ada")).status, 303);
  assert.equal(await isIn(anew), false);
});

test("the password is asked for before it is changed, and guessing it there is counted too", async () => {
  const site = await openTeamSite();
  const change = (old: string): Promise<Answer> =>
    site.send("/account/password", { old, password: "another long one", again: "another long one" }, "rob");
  for (let i = 0; i < 4; i++) assert.equal((await change("wrong")).status, 403);
  const differ = { old: passwords.rob, password: "another long one", again: "yet another one" };
  assert.equal((await site.send("/account/password", differ, "rob")).status, 400);
  assert.equal((await change("wrong")).status, 403);
  assert.equal((await change(passwords.rob)).status, 429);
});

test("writes of other sites' pages are refused, whatever they leave out", async () => {
  const site = await openTeamSite();
  const { record } = await addArticle(site);
  const Cookie = await site.cookieOf("rita");
  const post = (headers: Record<string, string>): Promise<Answer> =>
    site.ask(`/records/${record}/review`, {
      method: "POST",
      headers: { ...form, Cookie, ...headers },
      body: "action=accept",
    });
  for (const headers of [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: `https://${publicHost}.evil.example` },
    { Origin: `https://evil.example`, "Sec-Fetch-Site": "cross-site", Referer: `https://${publicHost}/` },
    {},
  ])
    assert.equal((await post(headers)).status, 403, JSON.stringify(headers));
  assert.deepEqual(await site.ledger.reviews(record), []);
  assert.equal((await post({ Origin: `https://${publicHost}` })).status, 303);
  assert.equal((await post({ "Sec-Fetch-Site": "same-origin" })).status, 303);
});

test("nobody is signed in or out by another site's page", async () => {
  const site = await openTeamSite();
  const foreign = { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" };
  const forced = await site.signIn("rob", passwords.rob, foreign);
  assert.equal(forced.status, 403);
  assert.equal(cookieIn(forced), null);
  const Cookie = await site.cookieOf("rob");
  const out = await site.ask("/sign-out", { method: "POST", headers: { ...form, ...foreign, Cookie } });
  assert.equal(out.status, 403);
  assert.equal((await site.ask("/", { headers: { Cookie } })).status, 200);
  assert.equal(
    (await site.ask("/sign-out", { headers: { Cookie } })).status,
    404,
    "not by an address either",
  );
});

test("a forged Host is refused, and no address on a page or in a feed is made from one", async () => {
  const site = await openTeamSite();
  for (const Host of ["evil.example", `${publicHost}.evil.example`, `${publicHost}:81`, "127.0.0.1:1"])
    assert.equal((await site.ask("/sign-in", { headers: { Host } })).status, 421, Host);
  assert.equal((await site.ask("/sign-in", { headers: { Host: publicHost.toUpperCase() } })).status, 200);
  const sly = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    Forwarded: "host=evil.example",
  };
  const { text, status } = await site.ask("/events.atom", { as: "rob", headers: sly });
  assert.equal(status, 200);
  assert.ok(!text.includes("evil.example"));
  assert.ok(text.includes(`https://${publicHost}/events`), "the public name, for readers of feeds");
});

test("open redirect: after signing in one comes to a page of ours, whatever the address said", async () => {
  const site = await openTeamSite();
  for (const [next, to] of [
    ["/events?by=RUS", "/events?by=RUS"],
    ["/records/E0123456789abcdef", "/records/E0123456789abcdef"],
    ["https://evil.example/", "/"],
    ["//evil.example", "/"],
    ["///evil.example", "/"],
    ["/\\evil.example", "/"],
    ["\\\\evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/x/..//evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/sign-out", "/"],
    ["/events\r\nSet-Cookie: a=b", "/"],
    ["", "/"],
  ] as const) {
    const page = await site.ask(`/sign-in?next=${encodeURIComponent(next)}`);
    assert.match(page.text, new RegExp(`name="next" value="${to.replace(/[?]/g, "\\?")}"`), next);
    const answer = await site.send("/sign-in", { name: "rob", password: passwords.rob, next });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers["location"], to, next);
    assert.deepEqual((answer.headers["set-cookie"] as readonly string[]).length, 1);
  }
});

test("headers can't be split by a name, an address or a token's note", async () => {
  const site = await openTeamSite();
  const evil = "a\r\nSet-Cookie: evil=1\r\n\r\n<script>";
  const answers = [
    await site.ask(`/sign-in?next=${encodeURIComponent(evil)}`),
    await site.ask(`/events?q=${encodeURIComponent(evil)}`),
    await site.send("/sign-in", { name: evil, password: "x", next: evil }),
    await site.send("/account/tokens", { note: evil, scope: "reader" }, "rob"),
    await site.ask("/api/v1/events", { headers: { Authorization: "Bearer a%0d%0aSet-Cookie: evil=1" } }),
  ];
  for (const { headers, text } of answers) {
    assert.ok(!String(headers["set-cookie"] ?? "").includes("evil"));
    assert.doesNotMatch(text, /<script>/);
  }
  const { text } = await site.ask("/account", { as: "rob" });
  assert.doesNotMatch(text, /<script>/);
});

test("paths lead to nothing but what is listed, signed in or not", async () => {
  const site = await openTeamSite();
  const Cookie = await site.cookieOf("rob");
  for (const path of [
    "/assets/../package.json",
    "/assets/x/..%2f..%2fpackage.json",
    "/assets/x/%2e%2e/%2e%2e/package.json",
    "/assets/x/....//package.json",
    "/assets/x/%00style.css",
    "/assets/x/..%5c..%5cpackage.json",
    "/..%2f..%2fetc/passwd",
    "//etc/passwd",
    "/articles/..%2f..%2fteam",
    "/api/v1/../../team",
    "/API/v1/events",
    "/team%2f",
    "/Team",
  ]) {
    for (const headers of [{}, { Cookie }]) {
      const { status, text, headers: given } = await site.ask(path, { headers });
      assert.ok(
        status === 404 || status === 401 || status === 403 || given["location"] !== undefined,
        `${path}: ${status}`,
      );
      assert.doesNotMatch(text, /"dependencies"|root:/, path);
    }
  }
});

test("a reader decides nothing, a reviewer keeps no team, and each is told which role it takes", async () => {
  const site = await openTeamSite();
  const { record, article } = await addArticle(site);
  const refused = await site.send(`/records/${record}/review`, { action: "accept" }, "rob");
  assert.equal(refused.status, 403);
  assert.match(refused.text, /Expected the role reviewer, found rob, who is reader: ask an admin/);
  const byProgram = await site.ask(`/api/v1/records/${record}/reviews`, {
    method: "POST",
    as: "rob",
    headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
    body: '{"action":"accept"}',
  });
  assert.equal(byProgram.status, 403);
  assert.equal(errorOf(byProgram).code, "serve/role");
  assert.deepEqual(errorOf(byProgram).details, { needed: "reviewer", role: "reader" });
  for (const path of ["/team", "/team/audit", "/team/feeds", `/articles/${article}/delete`])
    assert.equal((await site.ask(path, { as: "rita" })).status, 403, path);
  assert.equal((await site.send(`/articles/${article}/delete`, {}, "rita")).status, 403);
  assert.equal((await site.send("/team/users/rita/role", { role: "admin" }, "rita")).status, 403);
  assert.notEqual(await site.ledger.wholeArticle(article), null);
  assert.deepEqual(await site.ledger.reviews(record), []);
});

test("pages offer nobody what would be refused", async () => {
  const site = await openTeamSite();
  const { record, article } = await addArticle(site);
  const seen = async (as: "rob" | "rita" | "ada"): Promise<string> =>
    (await Promise.all([`/records/${record}`, `/articles/${article}`].map((path) => site.ask(path, { as }))))
      .map(({ text }) => text)
      .join("");
  const [reader, reviewer, admin] = [await seen("rob"), await seen("rita"), await seen("ada")];
  assert.doesNotMatch(
    reader,
    /data-action="accept">Accept|\/review"|\/merge"|href="\/add"|\/delete"|href="\/team"/,
  );
  assert.match(reviewer, /\/review"[^]*\/merge"[^]*href="\/add"/);
  assert.doesNotMatch(reviewer, /\/delete"|href="\/team"/);
  assert.match(admin, /href="\/team"[^]*\/delete"|\/delete"[^]*href="\/team"/);
  for (const [html, name] of [
    [reader, "rob"],
    [reviewer, "rita"],
  ] as const)
    assert.match(html, new RegExp(`Signed in as </span>${name}</a><button[^>]*>Sign out`));
});

test("decisions are kept under the account that asked, and no request says otherwise", async () => {
  const site = await openTeamSite();
  const { record } = await addArticle(site);
  await site.send(`/records/${record}/review`, { action: "accept", who: "ada" }, "rita");
  const token = await site.tokenOf("ada", "reviewer");
  const byToken = (who: Record<string, string>): Promise<Answer> =>
    site.ask(`/api/v1/records/${record}/reviews?who=rita`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${token}`,
        Cookie: `${site.cookieName}=x; who=rita`,
        "X-Forwarded-User": "rita",
        "Remote-User": "rita",
      },
      body: JSON.stringify({ action: "reject", ...who }),
    });
  assert.equal((await byToken({ who: "rita" })).status, 400, "the body has no such field");
  assert.equal((await byToken({})).status, 200);
  assert.deepEqual(
    (await site.ledger.reviews(record)).map(({ who, action }) => `${who} ${action}`),
    ["rita accept", "ada reject"],
  );
  const { text } = await site.ask(`/records/${record}`, { as: "rob" });
  assert.match(text, /rejected<\/b> by ada/);
});

test("a token does what its scope says, and what its account may, and not more", async () => {
  const site = await openTeamSite();
  const { record } = await addArticle(site);
  const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });
  const decide = (token: string): Promise<Answer> =>
    site.ask(`/api/v1/records/${record}/reviews`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...bearer(token) },
      body: '{"action":"accept"}',
    });
  const narrow = await site.tokenOf("ada", "reader");
  assert.equal((await site.ask("/api/v1/events", { headers: bearer(narrow) })).status, 200);
  assert.equal((await site.ask("/events.csv", { headers: bearer(narrow) })).status, 200);
  const refused = await decide(narrow);
  assert.equal(refused.status, 403);
  assert.match(errorOf(refused).message, /a token of ada that may act as reader/);
  const wide = await site.tokenOf("rita", "reviewer");
  assert.equal((await decide(wide)).status, 200);
  await site.send("/team/users/rita/role", { role: "reader" }, "ada");
  assert.equal((await decide(wide)).status, 403, "when its account may no longer");
  const all = await site.tokenOf("ada", "admin");
  assert.equal((await site.ask("/team/audit", { headers: bearer(all) })).status, 200);
  for (const path of ["/account/tokens", "/team/users", "/account/password", "/team/users/rob/role"]) {
    const answer = await site.ask(path, {
      method: "POST",
      headers: { ...form, ...bearer(all) },
      body: "scope=admin&role=admin&name=eve&password=long+enough+words",
    });
    assert.equal(answer.status, 403, `${path}: a token makes no tokens and no accounts`);
  }
});

test("a token ends on its day, by revoking, and with its account; a wrong one never falls back on the cookie", async () => {
  const site = await openTeamSite();
  const get = async (token: string, scheme = "Bearer", more: Record<string, string> = {}): Promise<number> =>
    (await site.ask("/api/v1/summary", { headers: { Authorization: `${scheme} ${token}`, ...more } })).status;
  const short = await site.tokenOf("rob", "reader", "2026-01-01");
  assert.equal(await get(short), 200);
  assert.equal(await get(short, "bearer"), 200);
  for (const scheme of ["Basic", "", "Token"]) assert.equal(await get(short, scheme), 401, scheme);
  assert.equal(await get(`${short}x`), 401);
  assert.equal(await get("dmr_wrong", "Bearer", { Cookie: await site.cookieOf("rob") }), 401);
  site.move(24 * 3600);
  assert.equal(await get(short), 401, "a day later");
  const token = await site.tokenOf("rob", "reader");
  const [row] = await site.ledger.team.tokens("rob");
  assert.equal(row?.used_at, null);
  assert.equal(await get(token), 200);
  const id = token.slice(0, 12);
  assert.notEqual((await site.ledger.team.tokens("rob")).find((it) => it.id === id)?.used_at, null);
  assert.equal((await site.send(`/account/tokens/${id}/revoke`, {}, "rita")).status, 404, "another's");
  assert.equal(await get(token), 200);
  const again = cookieIn(await site.signIn("rob", passwords.rob)) ?? "";
  const revoked = await site.ask(`/account/tokens/${id}/revoke`, {
    method: "POST",
    headers: { ...form, "Sec-Fetch-Site": "same-origin", Cookie: again },
  });
  assert.equal(revoked.status, 303);
  assert.equal(await get(token), 401);
});

test("a token is made on the page, shown once, and not kept by the browser", async () => {
  const site = await openTeamSite();
  const made = await site.send(
    "/account/tokens",
    { note: "nightly", scope: "reader", ends: "2026-06-30" },
    "rob",
  );
  assert.equal(made.status, 200);
  assert.equal(made.headers["cache-control"], "no-store");
  const [token = ""] = /dmr_[0-9a-f]{8}_[\w-]{43}/.exec(made.text) ?? [];
  const used = await site.ask("/api/v1/summary", { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(used.status, 200);
  const { text } = await site.ask("/account", { as: "rob" });
  assert.ok(text.includes(token.slice(0, 12)) && !text.includes(token));
  assert.equal((await site.send("/account/tokens", { scope: "admin" }, "rob")).status, 403);
  assert.equal((await site.send("/account/tokens", { scope: "chief" }, "rob")).status, 400);
});

test("brute force: the wait doubles, and is the same whether the name is known or not", async () => {
  const site = await openTeamSite();
  const tell = async (name: string): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (let i = 0; i < 7; i++) {
      const { status, headers, text } = await site.signIn(name, "not the password");
      answers.push(`${status} ${headers["retry-after"] ?? ""} ${text.replaceAll(name, "NAME")}`);
    }
    return answers;
  };
  const known = await tell("rob");
  assert.deepEqual(
    known.map((it) => it.slice(0, 5).trim()),
    ["401", "401", "401", "401", "401", "429 1", "429 1"],
  );
  assert.deepEqual(await tell("zoe"), known);
  assert.equal((await site.signIn("rob", passwords.rob)).status, 429, "the right one waits too");
  site.move(1.1);
  assert.equal((await site.signIn("rob", "wrong again")).status, 401);
  const { headers } = await site.signIn("rob", "wrong again");
  assert.equal(headers["retry-after"], "2");
  site.move(2.1);
  assert.equal((await site.signIn("rob", passwords.rob)).status, 303);
  assert.equal((await site.signIn("rob", "wrong")).status, 401, "forgotten after a success");
});

test("brute force over many names: one network's failures are counted together", async () => {
  const site = await openTeamSite();
  const statuses: number[] = [];
  for (let i = 0; i < 21; i++) statuses.push((await site.signIn(`name${i}`, "guess")).status);
  assert.deepEqual(statuses, [...Array.from({ length: 20 }, () => 401), 429]);
  const { headers } = await site.signIn("rob", passwords.rob);
  assert.equal(headers["retry-after"], "60");
});

test("guesses from one place do not keep the owner of a name out at another", async () => {
  const site = await openTeamSite({ trustsProxy: true });
  const enter = (from: string, password: string): Promise<Answer> =>
    site.signIn("rob", password, { "X-Forwarded-For": from });
  for (let i = 0; i < 60; i++) {
    await enter("198.51.100.1", "guess");
    site.move(20);
  }
  site.move(-1);
  assert.equal((await enter("198.51.100.1", "guess")).status, 429);
  assert.equal((await enter("203.0.113.9", passwords.rob)).status, 303);
});

test("many guesses at once are not let through together", async () => {
  const site = await openTeamSite();
  const answers = await Promise.all(Array.from({ length: 30 }, () => site.signIn("rob", "guess")));
  const looked = answers.filter(({ status }) => status === 401).length;
  assert.equal(looked, 5);
  assert.ok(answers.every(({ status }) => status === 401 || status === 429));
});

test("X-Forwarded-For counts only behind a proxy of ours, and only what the proxy added", async () => {
  const placeOf = async (trustsProxy: boolean, said: string): Promise<string> => {
    const site = await openTeamSite({ trustsProxy });
    await site.signIn("rob", passwords.rob, { "X-Forwarded-For": said });
    return (await site.ledger.team.audit({ action: "sign-in" }, 1))[0]?.place ?? "";
  };
  assert.equal(await placeOf(false, "198.51.100.9"), "127.0.0.1");
  assert.equal(await placeOf(true, "203.0.113.5, 198.51.100.9"), "198.51.100.9");
  assert.equal(await placeOf(true, "<script>"), "127.0.0.1");
  const site = await openTeamSite();
  for (let i = 0; i < 21; i++) {
    const answer = await site.signIn(`name${i}`, "guess", { "X-Forwarded-For": `198.51.100.${i}` });
    assert.equal(answer.status, i < 20 ? 401 : 429, "no way around the limit");
  }
});

test("a token that asks too often waits, others do not", async () => {
  const site = await openTeamSite({ requests: { burst: 3, perSecond: 0.5, mostKeys: 10 } });
  const [hasty, calm] = [await site.tokenOf("rob", "reader"), await site.tokenOf("rita", "reader")];
  const get = (token: string): Promise<Answer> =>
    site.ask("/api/v1/summary", { headers: { Authorization: `Bearer ${token}` } });
  for (let i = 0; i < 3; i++) assert.equal((await get(hasty)).status, 200);
  const refused = await get(hasty);
  assert.equal(refused.status, 429);
  assert.equal(refused.headers["retry-after"], "2");
  assert.equal(errorOf(refused).code, "serve/rate");
  assert.equal((await get(calm)).status, 200);
  site.move(2.1);
  assert.equal((await get(hasty)).status, 200);
  const guess = (): Promise<Answer> => get(`dmr_00000000_${"A".repeat(43)}`);
  const statuses: number[] = [];
  for (let i = 0; i < 31; i++) statuses.push((await guess()).status);
  assert.equal(statuses[29], 401);
  assert.equal(statuses[30], 429, "tokens that are not known");
});

test("the log has who, what, to what, and from where, of all that was done and of what failed", async () => {
  const site = await openTeamSite();
  const { record, article } = await addArticle(site);
  await site.signIn("rob", "wrong");
  await site.send(`/records/${record}/review`, { action: "accept" }, "rita");
  await site.send(`/records/${record}/review`, { action: "accept" }, "rob");
  await site.ask("/statements.csv?by=CUB", { as: "rob" });
  const token = await site.tokenOf("ada", "admin");
  await site.ask(`/api/v1/records/${record}/undo`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
  });
  await site.send("/team/users", { name: "eve", role: "reader", password: "oats under the bridge" }, "ada");
  await site.send("/team/feeds", { url: "https://gazette.example/rss" }, "ada");
  await site.send(`/articles/${article}/delete`, {}, "ada");
  const rows = await site.ledger.team.audit({ since: "2026-01-01" }, 100);
  const told = rows
    .filter(({ place }) => place === "127.0.0.1")
    .map(({ who, action, subject, detail }) => `${who}|${action}|${subject}|${detail}`)
    .toReversed();
  assert.deepEqual(told, [
    "|sign-in-failed|rob|",
    "rita|sign-in|rita|",
    `rita|review|${record}|accept`,
    "rob|sign-in|rob|",
    "rob|export|/statements.csv|?by=CUB",
    `ada|review-undo|${record}|by ${token.slice(0, 12)}`,
    "ada|sign-in|ada|",
    "ada|user-add|eve|reader",
    "ada|follow|/team/feeds|https://gazette.example/rss",
    `ada|delete|${article}|`,
  ]);
  const { text } = await site.ask("/team/audit?who=rob", { as: "ada" });
  const [row = ""] = /<tr>(?:(?!<tr>)[^])*\/statements\.csv[^]*?<\/tr>/.exec(text) ?? [];
  assert.match(
    row.replace(/<[^>]*>/g, "|"),
    /\|rob\|+export\|+\/statements\.csv\|+\?by=CUB\|+127\.0\.0\.1\|/,
  );
  assert.doesNotMatch(text, />rita<\/td>/);
  for (const wrong of ["since=yesterday", "before=x"])
    assert.equal((await site.ask(`/team/audit?${wrong}`, { as: "ada" })).status, 400, wrong);
});

test("every answer has the policy, the page to sign in and refusals too, and that page needs no script", async () => {
  const site = await openTeamSite();
  for (const [path, headers] of [
    ["/sign-in", {}],
    ["/", {}],
    ["/api/v1/events", {}],
    ["/sign-in", { Host: "evil.example" }],
  ] as const) {
    const { headers: given, text } = await site.ask(path, { headers });
    const policy = String(given["content-security-policy"]);
    assert.match(policy, /default-src 'none'.*form-action 'self'; frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
    assert.equal(given["x-content-type-options"], "nosniff");
    assert.equal(given["access-control-allow-origin"], undefined);
    assert.doesNotMatch(text, /<script|<style| style="| on[a-z]+="/);
  }
  const { text } = await site.ask("/sign-in");
  assert.doesNotMatch(text, /<nav|href="\/add"/, "it leads nowhere");
});

test("a form to sign in that is too large is refused before anything is digested", async () => {
  const site = await openTeamSite();
  const { status } = await site.send("/sign-in", { name: "rob", password: "x".repeat(20_000) });
  assert.equal(status, 413);
});

test("the one-time address of a single person opens nothing here", async () => {
  const site = await openTeamSite();
  const { status, headers } = await site.ask("/login?token=anything");
  assert.equal(status, 303);
  assert.match(String(headers["location"]), /^\/sign-in/);
  assert.equal((await site.ask("/", { headers: { Cookie: "demarche=anything" } })).status, 303);
});
