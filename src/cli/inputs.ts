/**
 * What the command line names, opened: files, folders, addresses and standard input become sources, one by one.
 * Containers (feeds, JSONL, WARC, gzip) are opened here too. A bad input is an item with its refusal.
 */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { Readable } from "node:stream";
import { type Source, sourceOf } from "../model/article.ts";
import { DemarcheError, faultOf } from "../model/error.ts";
import { type Container, sniffContainer } from "../read/container.ts";
import { parseRequest, type SplitLine, splitLines } from "../read/jsonl.ts";
import type { FeedRemark } from "../read/feed.ts";
import type { Fetcher, Page } from "../fetch/fetch.ts";
import type { Effects } from "./effects.ts";

/** Bytes of one document, after decompression; a news page is 0.1 to 3 MB. */
export const maxInputBytes = 64 * 1024 * 1024;

/**
 * One document of an input, the lines of a CoNLL-U file, why it can't be had, or a remark about the input as a whole. `isContained` if the
 * input can hold several.
 */
export type InputItem = { readonly name: string; readonly isContained: boolean } & (
  | { readonly source: Source }
  | { readonly conllu: AsyncIterable<SplitLine> }
  | { readonly refusal: DemarcheError }
  | { readonly remark: FeedRemark }
);

/** An item, and what the command line named that it came from. */
export type NamedItem = InputItem & { readonly input: string };

/**
 * The documents of the inputs, in order; the files of a folder by name.
 *
 * @param allowHosts hosts that may be fetched though their addresses are private
 */
export async function* openInputs(
  inputs: readonly string[],
  allowHosts: readonly string[],
  effects: Effects,
): AsyncGenerator<NamedItem> {
  // One fetcher per run, so that robots.txt and pauses are kept between the addresses of a list.
  let fetcher = effects.fetcher;
  const fetchPage = async (url: string): Promise<Page> => {
    fetcher ??= (await import("../fetch/fetch.ts")).createFetcher({ allowHosts });
    return fetcher.fetchPage(url);
  };
  for (const input of inputs) {
    try {
      for await (const item of openInput(input, fetchPage, effects)) yield { ...item, input };
    } catch (error) {
      yield { name: input, isContained: false, refusal: faultOf(error), input };
    }
  }
}

async function* openInput(
  input: string,
  fetchPage: Fetcher["fetchPage"],
  effects: Effects,
): AsyncGenerator<InputItem> {
  if (input === "-") {
    yield* openStream("standard input", effects.stdin, {}, { fetchPage });
  } else if (/^https?:\/\//i.test(input)) {
    const page = await fetchPage(input);
    const facts = { url: page.url, contentType: page.contentType };
    yield* openStream(input, [page.body], facts, { fetchPage });
  } else {
    const kind = await statOf(input);
    if (kind === "folder") {
      for (const file of await listFiles(input)) yield* openFile(file, true, { fetchPage });
    } else {
      yield* openFile(input, false, { fetchPage });
    }
  }
}

async function* openFile(file: string, isContained: boolean, way: Way): AsyncGenerator<InputItem> {
  try {
    for await (const item of openStream(file, createReadStream(file), {}, way)) {
      yield isContained ? { ...item, isContained } : item;
    }
  } catch (error) {
    yield { name: file, isContained, refusal: refusalOfFile(file, error) };
  }
}

/** How a stream is opened. */
interface Way {
  readonly fetchPage: Fetcher["fetchPage"];
  /** Whether it came out of a gzip, which is opened once. */
  readonly isUnpacked?: boolean;
  /** Whether it came out of a list of feeds, which is opened once. */
  readonly isListed?: boolean;
}

/** What the way it came says of a document. */
type Facts = Partial<Pick<Source, "url" | "contentType">>;

/** Tells from the first bytes what a stream is, and opens it as that. */
async function* openStream(
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  facts: Facts,
  way: Way,
): AsyncGenerator<InputItem> {
  const { head, all } = await peek(chunks);
  const container: Container = sniffContainer(head, name);
  switch (container) {
    case "warc":
      yield* openWarc(name, all);
      return;
    case "jsonl":
      yield* openLines(name, all);
      return;
    case "conllu":
      yield { name, isContained: false, conllu: splitLines(all) };
      return;
    case "gzip":
      if (way.isUnpacked === true) {
        const message = `expected one layer of gzip, found gzip within gzip: unpack it first`;
        throw new DemarcheError("read/binary", message);
      }
      yield* openStream(name.replace(/\.gz$/i, ""), gunzip(all), facts, { ...way, isUnpacked: true });
      return;
    case "feed":
      yield* openFeed(name, await readAll(all), facts);
      return;
    case "opml":
      if (way.isListed === true) {
        throw new DemarcheError("feed/unreadable", "expected a feed, found a list of feeds within one");
      }
      yield* openList(await readAll(all), way);
      return;
    case "article":
      yield {
        name,
        isContained: false,
        source: sourceOf(await readAll(all), { form: formOf(name), ...facts }),
      };
      return;
  }
}

async function* openWarc(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<InputItem> {
  const { listWarc } = await import("../read/warc.ts");
  let n = 0;
  for await (const item of listWarc(chunks)) {
    const at = `${name}, record ${++n}`;
    if ("source" in item) yield { name: item.source.url ?? at, isContained: true, source: item.source };
    else yield { name, isContained: true, refusal: item.refusal };
  }
}

async function* openLines(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<InputItem> {
  let n = 0;
  for await (const split of splitLines(chunks)) {
    const at = `${name}:${++n}`;
    const request = "line" in split ? parseRequest(split.line) : split;
    if ("error" in request) {
      const { code, message } = request.error;
      yield { name: at, isContained: true, refusal: new DemarcheError(code, message) };
    } else {
      yield { name: at, isContained: true, source: request.source };
    }
  }
}

async function* openFeed(name: string, bytes: Uint8Array, facts: Facts): AsyncGenerator<InputItem> {
  const { readFeed } = await import("../read/feed.ts");
  const { decodeBytes } = await import("../read/decode.ts");
  const feed = readFeed(decodeBytes(bytes, facts.contentType ?? null).text, facts.url ?? null);
  for (const source of feed.sources) {
    yield { name: source.url ?? source.title ?? name, isContained: true, source };
  }
  for (const it of feed.remarks) yield { name, isContained: true, remark: it };
}

/** The items of all feeds that a list names; one that can't be had is an item with its refusal. */
async function* openList(bytes: Uint8Array, way: Way): AsyncGenerator<InputItem> {
  const { listFeeds } = await import("../read/opml.ts");
  for (const url of listFeeds(new TextDecoder().decode(bytes))) {
    try {
      const page = await way.fetchPage(url);
      const facts = { url: page.url, contentType: page.contentType };
      yield* openStream(url, [page.body], facts, { ...way, isListed: true });
    } catch (error) {
      yield { name: url, isContained: true, refusal: faultOf(error) };
    }
  }
}

/** The bytes of all files that the inputs name; null when one of them has no size beforehand. */
export async function measureInputs(inputs: readonly string[]): Promise<number | null> {
  let size = 0;
  for (const input of inputs) {
    if (input === "-" || /^https?:\/\//i.test(input)) return null;
    try {
      const files = (await statOf(input)) === "folder" ? await listFiles(input) : [input];
      for (const file of files) size += (await stat(file)).size;
    } catch {
      return null; // It will be refused by name when it is opened.
    }
  }
  return size;
}

/** The bytes of the inputs, one after the other, for the line filter; gzipped ones unpacked. */
export async function* openBytes(inputs: readonly string[], effects: Effects): AsyncGenerator<Uint8Array> {
  for (const input of inputs) {
    if (input !== "-") await statOf(input);
    const { head, all } = await peek(input === "-" ? effects.stdin : createReadStream(input));
    yield* sniffContainer(head, input) === "gzip" ? gunzip(all) : all;
  }
}

/** The first chunk or more of a stream (4 kB where there are as many), and the whole stream with it put back. */
async function peek(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const taken: Uint8Array[] = [];
  let size = 0;
  while (size < 4096) {
    const next = await iterator.next();
    if (next.done === true) break;
    taken.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* taken;
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(taken), all: all() };
}

/** @throws DemarcheError `read/too-large` */
async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (maxInputBytes < size) {
      throw new DemarcheError(
        "read/too-large",
        `expected a document of at most ${maxInputBytes / 1024 / 1024} MB, found more: split it, or give it as JSONL or WARC`,
      );
    }
    parts.push(chunk);
  }
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = Readable.from(chunks).pipe(createGunzip());
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    const message = `expected whole gzip data, found it cut or damaged (${(error as Error).message}): get the file again`;
    throw new DemarcheError("read/binary", message, {}, { cause: error });
  }
}

/** The form that a file's name tells; null when it tells nothing. */
function formOf(name: string): Source["form"] {
  if (/\.x?html?$/i.test(name)) return "html";
  return /\.(txt|text)$/i.test(name) ? "text" : null;
}

/** @throws DemarcheError `cli/no-input` */
async function statOf(input: string): Promise<"file" | "folder"> {
  try {
    return (await stat(input)).isDirectory() ? "folder" : "file";
  } catch (error) {
    throw refusalOfFile(input, error);
  }
}

function refusalOfFile(file: string, error: unknown): DemarcheError {
  if (error instanceof DemarcheError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return faultOf(error);
  const found = code === "ENOENT" ? "no such file" : code === "EACCES" ? "no permission to read it" : code;
  return new DemarcheError(
    "cli/no-input",
    `expected a file, a folder, an http(s) address or -, found ${found}: "${file}"`,
    { file },
    { cause: error },
  );
}

/** The readable files below a folder, by path; hidden ones and those with unknown endings are left out. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && readableName.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

const readableName = /\.(txt|text|x?html?|xml|rss|atom|rdf|opml|json|jsonl|ndjson|warc|conllu)(\.gz)?$/i;
