/** Actors merged and split by hand, on both engines: what is filed, counted and shown, and that everything can be taken back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { likelySame, soundOf } from "../src/merge/namesakes.ts";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { addTexts, depositOf, newFile, testOnBoth, testTime } from "./kit/ledger.ts";
import { newDatabase } from "./kit/postgres.ts";

const hand = { who: "lidia", note: "one spelling" };

const talks =
  "Talks on the canal\n\nForeign Minister Marek Dvolensky of Poland said on Monday that the canal will stay open. " +
  "“We will not close the canal before the harvest is in,” Dvolensky said.";
const spelled =
  "Canal to stay open\n\nForeign Minister Marek Dwolenski of Poland said that the ferries would sail again. " +
  "“The ferries belong to nobody,” Dwolenski said. Dwolenski criticized Germany.";
const later =
  "Ferries sail\n\nMarek Dwolenski said on Friday that the second ferry had sailed. " +
  "“Nobody was hurt on the second ferry,” Dwolenski said.";

async function only(ledger: Ledger, name: string) {
  const [actor, ...more] = await ledger.actors(name);
  assert.ok(actor !== undefined && more.length === 0, `${name}: ${1 + more.length}`);
  return actor;
}

/** What a person sees of an actor, in one line for each thing. */
async function seen(ledger: Ledger, id: string) {
  const sides = { codes: [], actors: [id] };
  const said = await ledger.records({ kind: "statement", by: sides }, 100);
  const did = await ledger.records({ kind: "event", by: sides }, 100);
  return {
    articles: (await ledger.actors(id))[0]?.articles,
    statements: said.items.map((it) => it.id),
    events: did.items.map((it) => it.id),
    offices: (await ledger.offices([id])).map((it) => it.exact),
  };
}

async function twoSpellings(ledger: Ledger) {
  await addTexts(ledger, [
    [talks, { published: "2019-03-04", url: "https://a.example/" }],
    [spelled, { published: "2019-03-06", url: "https://b.example/" }],
  ]);
  return [await only(ledger, "Marek Dwolenski"), await only(ledger, "Marek Dvolensky")] as const;
}

testOnBoth(
  "a merged actor counts for the other in lists, counts and findings, and a split gives it back",
  async (ledger) => {
    const [from, into] = await twoSpellings(ledger);
    const [one, other] = [await seen(ledger, from.id), await seen(ledger, into.id)];
    assert.ok(0 < one.statements.length && 0 < other.statements.length);
    await ledger.mergeActors(from.id, into.id, hand);
    assert.equal((await only(ledger, from.id)).id, into.id, "its id leads on");
    assert.equal((await only(ledger, "Marek Dwolenski")).id, into.id, "and so does its name");
    const both = await seen(ledger, into.id);
    assert.equal(both.articles, 2);
    assert.deepEqual(new Set(both.statements), new Set([...one.statements, ...other.statements]));
    assert.deepEqual(new Set(both.events), new Set([...one.events, ...other.events]));
    assert.equal(both.offices.length, one.offices.length + other.offices.length);
    const [record] = (await ledger.records({ kind: "statement", by: { codes: [], actors: [into.id] } }, 1))
      .items;
    assert.ok(record !== undefined && "speaker" in record.finding);
    assert.deepEqual(
      [record.finding.speaker?.actor, record.finding.speaker?.name],
      [into.id, "Marek Dvolensky"],
    );
    assert.equal((await ledger.actorList("person", 10, null)).items.length, 1);
    assert.deepEqual((await ledger.verify()).faults, []);

    await ledger.splitActor(from.id, hand);
    assert.deepEqual([await seen(ledger, from.id), await seen(ledger, into.id)], [one, other]);
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth(
  "later articles go to the one that it counts for, and back to the right one after a split",
  async (ledger) => {
    const [from, into] = await twoSpellings(ledger);
    await ledger.mergeActors(from.id, into.id, hand);
    await addTexts(ledger, [[later, { published: "2019-03-08", url: "https://c.example/" }]]);
    const both = await seen(ledger, into.id);
    assert.equal(both.articles, 3);
    const again = await depositOf(spelled, { published: "2019-03-06", url: "https://b.example/" });
    await ledger.takeAnew([{ ...again, reading: { ...again.reading, engine: "later" } }]);
    assert.deepEqual(await seen(ledger, into.id), both, "reading again changes nothing");
    await ledger.splitActor(from.id, hand);
    assert.equal((await seen(ledger, from.id)).articles, 2);
    assert.equal((await seen(ledger, into.id)).articles, 1);
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth(
  "merges and splits of actors are noted, logged and undone in any order that makes sense",
  async (ledger) => {
    const [from, into] = await twoSpellings(ledger);
    await addTexts(ledger, [
      ["Rain is near\n\nMark Dvolenski said that rain was near.", { published: "2019-04-01" }],
    ]);
    const third = await only(ledger, "Mark Dvolenski");
    const apart = [await seen(ledger, from.id), await seen(ledger, into.id), await seen(ledger, third.id)];
    const first = await ledger.mergeActors(third.id, from.id, hand);
    const second = await ledger.mergeActors(from.id, into.id, hand);
    assert.equal((await seen(ledger, third.id)).articles, 3, "through two merges");
    const split = await ledger.splitActor(from.id, hand);
    assert.equal((await only(ledger, third.id)).id, from.id, "what was merged into it stays with it");
    await ledger.undoOverride(split);
    assert.equal((await only(ledger, third.id)).id, into.id);
    await ledger.undoOverride(second);
    await ledger.undoOverride(first);
    assert.deepEqual(
      [await seen(ledger, from.id), await seen(ledger, into.id), await seen(ledger, third.id)],
      apart,
    );
    await assert.rejects(ledger.undoOverride(first), { code: "store/nothing-to-undo" });
    assert.deepEqual(
      (await ledger.overrides()).map((it) => [it.kind, it.action, it.undone_at !== null]),
      [
        ["actor", "merge", true],
        ["actor", "merge", true],
        ["actor", "split", true],
      ],
    );
    const { items } = await ledger.changes(0, 1000);
    assert.ok(items.some((it) => it.kind === "actor" && it.id === from.id && it.action === "merged"));
    assert.ok(items.some((it) => it.kind === "actor" && it.id === from.id && it.action === "split"));
    const statement = apart[0]?.statements[0];
    assert.ok(items.some((it) => it.id === statement && it.action === "changed"));
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth(
  "what can't be merged or split is refused, and what was changed meanwhile is left",
  async (ledger) => {
    const [from, into] = await twoSpellings(ledger);
    const seenNow = { ...hand, revision: from.revision };
    await assert.rejects(ledger.mergeActors(from.id, from.id, hand), { code: "store/unlike" });
    await assert.rejects(ledger.mergeActors("A0000000000000000", into.id, hand), {
      code: "store/unknown-id",
    });
    await assert.rejects(ledger.splitActor(from.id, hand), { code: "store/unlike" });
    const merge = await ledger.mergeActors(from.id, into.id, seenNow);
    await assert.rejects(ledger.mergeActors(from.id, into.id, hand), { code: "store/unlike" });
    await assert.rejects(ledger.splitActor(from.id, seenNow), { code: "store/changed" });
    await ledger.undoOverride(merge);
    await assert.rejects(ledger.mergeActors(from.id, into.id, seenNow), { code: "store/changed" });
    // A split taken back after the two were merged the other way round would make a ring.
    await ledger.mergeActors(from.id, into.id, hand);
    const split = await ledger.splitActor(from.id, hand);
    await ledger.mergeActors(into.id, from.id, hand);
    await assert.rejects(ledger.undoOverride(split), { code: "store/unlike" });
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth("a merge or split of records is held to the revision that was seen", async (ledger) => {
  await twoSpellings(ledger);
  const [a, b] = (await ledger.records({ kind: "statement" }, 10)).items;
  assert.ok(a !== undefined && b !== undefined);
  await ledger.review({ record: a.id, action: "accept", who: "tomas", note: null });
  await assert.rejects(ledger.merge(a.id, b.id, { ...hand, revision: a.revision }), {
    code: "store/changed",
  });
  const number = await ledger.merge(a.id, b.id, { ...hand, revision: a.revision + 1 });
  const [, mention] = await ledger.reports(b.id);
  await assert.rejects(ledger.split(mention?.mention ?? "", { ...hand, revision: b.revision }), {
    code: "store/changed",
  });
  await ledger.undoOverride(number);
  assert.deepEqual((await ledger.verify()).faults, []);
});

testOnBoth("merged actors come through backup and restore to the other engine", async (ledger) => {
  const [from, into] = await twoSpellings(ledger);
  const apart = await seen(ledger, from.id);
  await ledger.mergeActors(from.id, into.id, hand);
  const lines: string[] = [];
  await ledger.backUp(async (line) => void lines.push(line));
  const url = ledger.engine === "sqlite" ? await newDatabase() : newFile();
  const other = await openLedger(url, () => testTime);
  try {
    async function* each(some: readonly string[]): AsyncGenerator<string> {
      yield* some;
    }
    await other.restore(each(lines));
    assert.deepEqual(await seen(other, into.id), await seen(ledger, into.id));
    await other.splitActor(from.id, hand);
    assert.deepEqual(await seen(other, from.id), apart);
    assert.deepEqual((await other.verify()).faults, []);
  } finally {
    await other.close();
  }
});

testOnBoth("a backup of a ledger that knew no namings is brought up when it is restored", async (ledger) => {
  const [from] = await twoSpellings(ledger);
  const before = await seen(ledger, from.id);
  const lines: string[] = [];
  await ledger.backUp(async (line) => void lines.push(line));
  const other = await openLedger(
    ledger.engine === "sqlite" ? await newDatabase() : newFile(),
    () => testTime,
  );
  try {
    async function* older(): AsyncGenerator<string> {
      let n = 0;
      for (const line of lines) {
        if (line.startsWith('["namings"')) continue;
        const value = JSON.parse(line) as
          [string, Record<string, unknown>] | { steps?: string[]; rows?: number };
        if (Array.isArray(value)) {
          n++;
          if (value[0] === "actors")
            for (const name of ["sound", "merged_into", "revision"]) delete value[1][name];
        } else if (value.steps !== undefined)
          value.steps = value.steps.filter((it) => !it.startsWith("ledger-000"));
        else value.rows = n;
        yield JSON.stringify(value);
      }
    }
    await other.restore(older());
    assert.deepEqual(await seen(other, from.id), before);
    assert.deepEqual(
      (await other.kinship(from.id)).likely.map((it) => it.name),
      ["Marek Dvolensky"],
    );
    assert.deepEqual((await other.verify()).faults, []);
  } finally {
    await other.close();
  }
});

testOnBoth("verify sees an actor that was merged behind the program's back", async (ledger) => {
  const [from, into] = await twoSpellings(ledger);
  await ledger.mergeActors(from.id, into.id, hand);
  const lines: string[] = [];
  await ledger.backUp(
    async (line) => void lines.push(line.replaceAll(`"merged_into":"${into.id}"`, '"merged_into":null')),
  );
  const other = await openLedger(
    ledger.engine === "sqlite" ? newFile() : await newDatabase(),
    () => testTime,
  );
  try {
    async function* each(): AsyncGenerator<string> {
      yield* lines;
    }
    await other.restore(each());
    const { faults } = await other.verify();
    assert.ok(
      faults.some((it) => it.includes(`actor ${from.id}`)),
      faults.join("\n"),
    );
  } finally {
    await other.close();
  }
});

testOnBoth(
  "words of one who was merged are compared with those of the other from then on",
  async (ledger) => {
    const said = (name: string): string =>
      `Rain over the valley\n\n“The old bridge will be rebuilt before the winter floods,” ${name} said.`;
    await addTexts(ledger, [[said("Jarek Podolny"), { published: "2020-05-04", outlet: "Courier" }]]);
    await addTexts(ledger, [
      ["Hills dry out\n\nYarek Podolny said that the hills were dry.", { published: "2020-01-04" }],
    ]);
    const [from, into] = [await only(ledger, "Yarek Podolny"), await only(ledger, "Jarek Podolny")];
    const [statement] = (await seen(ledger, into.id)).statements;
    await ledger.mergeActors(from.id, into.id, hand);
    const again = `Floods come early\n\nIn the evening papers: “The old bridge will be rebuilt before the winter floods,” Yarek Podolny said.`;
    await addTexts(ledger, [[again, { published: "2020-05-04", outlet: "Herald" }]]);
    assert.equal((await ledger.record(statement ?? ""))?.mentions, 2);
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth("deleting an article counts its actors anew", async (ledger) => {
  const [from, into] = await twoSpellings(ledger);
  await ledger.mergeActors(from.id, into.id, hand);
  const [article] = (await ledger.articles({ title: "stay open" }, 1)).items;
  await ledger.deleteArticle(article?.hash ?? "");
  assert.equal((await seen(ledger, into.id)).articles, 1);
  assert.deepEqual((await ledger.verify()).faults, []);
});

test("names that may be one person's, and those that are not", () => {
  const person = (name: string, code: string | null = null) => ({
    name,
    folded: name.toLowerCase(),
    kind: "person",
    code,
  });
  const group = (name: string, code: string | null = null) => ({ ...person(name, code), kind: "group" });
  assert.match(
    likelySame(person("Marek Dvolensky"), person("Marek Dwolenski"))?.reason ?? "",
    /another spelling/,
  );
  assert.match(
    likelySame(person("Anatoli Tsarkhov"), person("Anatoly Tzarhoff"))?.reason ?? "",
    /another spelling/,
  );
  assert.match(
    likelySame(person("Dvolensky"), person("Marek Dvolensky", "POL"))?.reason ?? "",
    /without a given name/,
  );
  assert.match(
    likelySame(person("M. Dvolensky", "POL"), person("Marek Dvolensky", "POL"))?.reason ?? "",
    /initial/,
  );
  assert.match(
    likelySame(person("Ana Dvolensky", "POL"), person("Marek Dvolensky", "POL"))?.reason ?? "",
    /code POL/,
  );
  assert.match(likelySame(group("Hezbara"), group("Hizbara", "HZB"))?.reason ?? "", /another spelling/);
  assert.equal(
    likelySame(person("Ana Dvolensky"), person("Marek Dvolensky")),
    null,
    "two given names, no code",
  );
  assert.equal(
    likelySame(person("Marek Dvolensky", "POL"), person("Marek Dwolenski", "CZE")),
    null,
    "two codes",
  );
  assert.equal(likelySame(person("Marek Dvolensky"), person("Marek Dvolenska")), null, "his wife");
  assert.equal(
    soundOf({ folded: "the hizbollah", kind: "group" }),
    soundOf({ folded: "hezbollah", kind: "group" }),
  );
});
