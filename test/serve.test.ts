/** The command from end to end: a socket, the token, an article read in a thread and kept, and the end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runServe } from "../src/cli/serve-command.ts";
import { openLedger } from "../src/store/store.ts";
import type { Effects } from "../src/cli/effects.ts";
import { newFile } from "./kit/ledger.ts";

test(
  "serve prints an address that opens once, reads what is added in a thread, and ends when told",
  { timeout: 60_000 },
  async () => {
    const file = newFile();
    const written: string[] = [];
    const output = (into: string[]): Effects["stdout"] => ({
      write: async (text) => void into.push(text),
      isTerminal: false,
      width: 100,
    });
    async function* nothing(): AsyncGenerator<Uint8Array> {}
    const effects: Effects = {
      stdin: nothing(),
      isTyped: false,
      stdout: output(written),
      stderr: output([]),
      environment: { DEMARCHE_USER: "tester" },
      fetcher: null,
    };
    let stop = (): void => {};
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const flags = { ledger: file, port: 0, allowHost: [], fetch: false };
    const status = runServe(flags, effects, stopped);
    status.catch(() => {});
    try {
      for (let i = 0; i < 1000 && written.length === 0; i++)
        await new Promise((resolve) => setTimeout(resolve, 10));
      const address = written.join("").trim();
      const { origin } = new URL(address);
      assert.equal((await fetch(`${origin}/`)).status, 401);
      const login = await fetch(address, { redirect: "manual" });
      const cookie = (login.headers.get("Set-Cookie") ?? "").split(";")[0] as string;
      assert.equal((await fetch(address, { redirect: "manual" })).status, 401, "a second time");
      const send = (path: string, fields: Record<string, string>): Promise<Response> =>
        fetch(origin + path, {
          method: "POST",
          redirect: "manual",
          headers: { Cookie: cookie, Origin: origin },
          body: new URLSearchParams(fields),
        });
      await send("/add/text", {
        text: "Port closes\n\n“It stays closed,” the foreign ministry of Cuba said on Monday.",
      });
      const form = new FormData();
      form.append("files", new File(['{"id": 1, "text": "A line of a filter."}\n'], "lines.jsonl"));
      await fetch(`${origin}/add/files`, {
        method: "POST",
        headers: { Cookie: cookie },
        body: form,
        redirect: "manual",
      });
      type Runs = { runs: { items: { state: string; reason: string | null }[] }[] };
      let items: Runs["runs"][number]["items"] = [];
      for (
        let i = 0;
        i < 1200 && !(items.length === 2 && items.every(({ state }) => /^(new|failed)$/.test(state)));
        i++
      ) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        const answer = await fetch(`${origin}/add.json`, { headers: { Cookie: cookie } });
        items = ((await answer.json()) as Runs).runs.flatMap((run) => run.items);
      }
      assert.deepEqual(items.map(({ state }) => state).sort(), ["failed", "new"]);
      assert.match(
        items.find(({ state }) => state === "failed")?.reason ?? "",
        /found jsonl: use demarche add/,
      );
      const list = (await (
        await fetch(`${origin}/api/v1/statements`, { headers: { Cookie: cookie } })
      ).json()) as {
        items: { id: string }[];
      };
      assert.equal(list.items.length, 1);
      await send(`/records/${list.items[0]?.id}/review`, { action: "accept" });
    } finally {
      stop();
    }
    assert.equal(await status, 0);
    const ledger = await openLedger(file);
    try {
      const { items } = await ledger.records({ kind: "statement" }, 5);
      const [review] = await ledger.reviews(items[0]?.id as string);
      assert.equal(review?.who, "tester");
    } finally {
      await ledger.close();
    }
  },
);
