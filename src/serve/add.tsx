/** Adding articles: text, an address, files; what became of each, and what failed with its reason. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { minuteOf } from "./dates.ts";
import { type Source, sourceOf } from "../model/article.ts";
import { DemarcheError } from "../model/error.ts";
import { daysOf } from "../merge/days.ts";
import { Frame } from "./frame.tsx";
import { type Coming, type Intake, type Item, openIntake, type Run } from "./intake.ts";
import { bodyOf, formOf } from "./form.ts";
import type { Site } from "./site.ts";

const mostFiles = 500;

/** Adds the routes to the app. */
export function addIntakeRoutes(app: Hono, site: Site): Intake {
  const intake = openIntake(site);
  app.get("/add", async (context) =>
    context.html(<AddPage site={site} runs={intake.runs()} failures={await site.ledger.failures()} />),
  );
  app.get("/add.json", (context) => context.json({ ok: true, runs: intake.runs() }));
  app.post("/add/text", async (context) => {
    const { text = "", date = "", url = "", outlet = "" } = await formOf(context);
    if (text.trim() === "")
      throw new DemarcheError("serve/bad-request", "expected the text of an article, found none");
    const facts = factsOf(date, url, outlet);
    const name = `pasted: ${text.trim().slice(0, 60).replace(/\s+/g, " ")}`;
    intake.add([{ name, input: null, open: async () => sourceOf(text, { form: "text", ...facts }) }]);
    return context.redirect("/add#runs", 303);
  });
  app.post("/add/url", async (context) => {
    const { urls = "", date = "" } = await formOf(context);
    const addresses = urls.split(/\s+/).filter((it) => it !== "");
    if (addresses.length === 0)
      throw new DemarcheError("serve/bad-request", "expected an address, found none");
    checkNumber("addresses", addresses.length);
    for (const address of addresses) checkAddress(address);
    intake.add(addresses.map((url) => fromAddress(site, url, date)));
    return context.redirect("/add#runs", 303);
  });
  app.post("/add/files", async (context) => {
    const body = await bodyOf(context);
    const date = typeof body["date"] === "string" ? body["date"] : "";
    const files = [body["files"]].flat().filter((it): it is File => it instanceof File && 0 < it.size);
    if (files.length === 0) throw new DemarcheError("serve/bad-request", "expected a file, found none");
    checkNumber("files", files.length);
    const facts = factsOf(date, "", "");
    intake.add(
      files.map((file): Coming => {
        const name = nameOfFile(file.name);
        const isText = /\.(txt|text|md)$/i.test(name);
        const open = async (): Promise<Source> =>
          sourceOf(new Uint8Array(await file.arrayBuffer()), {
            ...(isText ? { form: "text" as const } : {}),
            ...facts,
          });
        return { name, input: null, open };
      }),
    );
    return context.redirect("/add#runs", 303);
  });
  app.post("/add/retry", async (context) => {
    const failures = (await site.ledger.failures()).filter(({ input }) => /^https?:\/\//i.test(input ?? ""));
    if (0 < failures.length) intake.add(failures.map(({ input }) => fromAddress(site, input as string, "")));
    return context.redirect("/add#runs", 303);
  });
  return intake;
}

/** Of more than are taken at once none is: it could not be told which. @throws DemarcheError `serve/bad-request` */
function checkNumber(what: string, n: number): void {
  if (n <= mostFiles) return;
  const message = `expected at most ${mostFiles} ${what} at once, found ${n}: use demarche add on the command line`;
  throw new DemarcheError("serve/bad-request", message);
}

/** @throws DemarcheError `serve/bad-request` */
function factsOf(date: string, url: string, outlet: string): Partial<Source> {
  if (date !== "" && (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) || daysOf(date) === null)) {
    throw new DemarcheError(
      "serve/bad-request",
      `expected a date such as 2015-07-20, found "${date.slice(0, 40)}"`,
    );
  }
  if (url !== "") checkAddress(url);
  return {
    ...(date === "" ? {} : { published: date }),
    ...(url === "" ? {} : { url }),
    ...(outlet.trim() === "" ? {} : { outlet: outlet.trim().slice(0, 200) }),
  };
}

/** @throws DemarcheError `fetch/scheme` */
function checkAddress(url: string): void {
  if (/^https?:\/\/[^\s/]/i.test(url)) return;
  throw new DemarcheError("fetch/scheme", `expected an http or https address, found "${url.slice(0, 120)}"`);
}

function fromAddress(site: Site, url: string, date: string): Coming {
  const facts = factsOf(date, "", "");
  return {
    name: url,
    input: url,
    async open() {
      if (site.fetchPage === null) {
        throw new DemarcheError(
          "fetch/address",
          "expected a text or a file: this server fetches no addresses",
        );
      }
      const page = await site.fetchPage(url);
      return sourceOf(page.body, { url: page.url, contentType: page.contentType, ...facts });
    },
  };
}

/** The last part of a name that a browser gives; the server stores nothing under it. */
function nameOfFile(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? "";
  const plain = [...last].filter((it) => 0x20 <= (it.codePointAt(0) ?? 0)).join("");
  return plain.slice(0, 200) || "a file";
}

const isUnderWay = ({ state }: Item): boolean => state === "waiting" || state === "reading";

function AddPage({
  site,
  runs,
  failures,
}: {
  readonly site: Site;
  readonly runs: readonly Run[];
  readonly failures: Awaited<ReturnType<Site["ledger"]["failures"]>>;
}): JSX.Element {
  const isBusy = runs.some(({ items }) => items.some(isUnderWay));
  return (
    <Frame site={site} title="Add articles" here="" {...(isBusy ? { refresh: 2 } : {})}>
      <div class="heading">
        <h1>Add articles</h1>
        <p class="lead">Each is read, kept as it came, and counted once however often it is added.</p>
      </div>
      {isBusy ? null : <AddForms canFetch={site.fetchPage !== null} />}
      <Runs runs={runs} />
      <Failures failures={failures} />
    </Frame>
  );
}

function AddForms({ canFetch }: { readonly canFetch: boolean }): JSX.Element {
  return (
    <div class="add-forms">
      <form method="post" action="/add/text">
        <label>
          Text of an article
          <textarea name="text" required></textarea>
        </label>
        <div class="pair">
          <label>
            Published
            <input name="date" placeholder="2015-07-20" pattern="\d{4}(-\d{2}(-\d{2})?)?" />
          </label>
          <label>
            Outlet
            <input name="outlet" maxlength={200} />
          </label>
        </div>
        <label>
          Address it was taken from
          <input name="url" type="url" />
        </label>
        <button class="main">Add the text</button>
      </form>
      <div>
        {canFetch ? (
          <form method="post" action="/add/url">
            <label>
              Addresses, one a line
              <textarea name="urls" class="short" required></textarea>
            </label>
            <button>Fetch and add</button>
          </form>
        ) : (
          <p class="dim">This server fetches no addresses.</p>
        )}
        <form method="post" action="/add/files" enctype="multipart/form-data" class="files">
          <label>
            Files: text or HTML, up to 20 MB together
            <input type="file" name="files" multiple required accept=".txt,.html,.htm,.xhtml,text/*" />
          </label>
          <label>
            Published, where a file does not say
            <input name="date" placeholder="2015-07-20" pattern="\d{4}(-\d{2}(-\d{2})?)?" />
          </label>
          <button>Add the files</button>
        </form>
        <p class="dim">
          Feeds, JSONL and WARC archives: <code>demarche add</code> on the command line.
        </p>
      </div>
    </div>
  );
}

const stateWords: Readonly<Record<Item["state"], string>> = {
  waiting: "waiting",
  reading: "being read",
  new: "added",
  again: "another copy of one that was there",
  known: "there already",
  failed: "failed",
};

function Runs({ runs }: { readonly runs: readonly Run[] }): JSX.Element | null {
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">What was added</h2>
      {runs.map(({ items, at }) => {
        const nDone = items.filter((it) => !isUnderWay(it)).length;
        const nFailed = items.filter(({ state }) => state === "failed").length;
        return (
          <div class="run">
            <p>
              {minuteOf(at)}: {nDone} of {items.length} done
              {nFailed === 0 ? "" : `, ${nFailed} failed`}
            </p>
            {nDone < items.length ? (
              <progress max={items.length} value={nDone} aria-label="Documents read"></progress>
            ) : null}
            <ul class="plain">
              {items.map(({ name, state, reason, article }) => (
                <li>
                  {article === null ? name : <a href={`/articles/${article}`}>{name}</a>}{" "}
                  <span class={`state-${state}`}>{stateWords[state]}</span>
                  {reason === null ? null : <p class="dim">{reason}</p>}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function Failures({
  failures,
}: {
  readonly failures: Awaited<ReturnType<Site["ledger"]["failures"]>>;
}): JSX.Element | null {
  if (failures.length === 0) return null;
  const canRetry = failures.some(({ input }) => /^https?:\/\//i.test(input ?? ""));
  return (
    <section aria-labelledby="failures">
      <h2 id="failures">What could not be read</h2>
      <ul class="plain">
        {failures.map(({ name, code, message, n_attempts: nAttempts, at }) => (
          <li>
            {name}
            <p class="dim">
              {message} <code>{code}</code>, {nAttempts} {nAttempts === 1 ? "attempt" : "attempts"}, last{" "}
              {at.slice(0, 10)}
            </p>
          </li>
        ))}
      </ul>
      {canRetry ? (
        <form method="post" action="/add/retry">
          <button>Ask again for the addresses</button>
        </form>
      ) : null}
    </section>
  );
}
