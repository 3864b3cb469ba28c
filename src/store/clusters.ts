/** Near-duplicate articles: which cluster a new text belongs to, found through the bands of its signature. */
import { bandKeysOf, likenessOf, sameTextShare } from "../merge/likeness.ts";
import { bytesOf } from "./columns.ts";
import type { Writing } from "./writing.ts";
import { insertAll } from "./inserting.ts";

/**
 * The cluster of a text: that of the earliest article like it, else its own. Articles of one band are looked at up to
 * this many, so that boilerplate shared by thousands costs no more than by dozens.
 */
const mostCandidates = 64;

/** @returns hash of the first article of the cluster */
export async function findCluster(
  { tx }: Writing,
  hash: string,
  signature: Uint32Array | null,
): Promise<string> {
  if (signature === null) return hash;
  const near = await tx
    .selectFrom("bands")
    .innerJoin("articles", "articles.hash", "bands.article")
    .select(["articles.cluster", "articles.signature", "articles.number"])
    .distinct()
    .where("bands.key", "in", [...bandKeysOf(signature)])
    .orderBy("articles.number")
    .limit(mostCandidates)
    .execute();
  for (const { cluster, signature: other } of near) {
    if (other !== null && sameTextShare <= likenessOf(signature, unpackSignature(other))) return cluster;
  }
  return hash;
}

/** Files a text under its bands. */
export async function fileSignature(
  { tx }: Writing,
  article: string,
  signature: Uint32Array | null,
): Promise<void> {
  if (signature === null) return;
  await insertAll(
    tx,
    "bands",
    bandKeysOf(signature).map((key) => ({ key, article })),
  );
}

/** A signature as bytes, little-endian. */
export function packSignature(signature: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(signature.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of signature.entries()) view.setUint32(i * 4, value, true);
  return bytes;
}

function unpackSignature(stored: Uint8Array): Uint32Array {
  const bytes = bytesOf(stored);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getUint32(i * 4, true));
}
