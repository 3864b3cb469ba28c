/**
 * Passwords and the random ids that let people and programs in. Passwords are digested with scrypt, a salt each, and
 * kept with the parameters; ids have 256 random bits, so that their plain SHA-256 is enough (OWASP ASVS 5.0, 11.4).
 */
import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { DemarcheError } from "../model/error.ts";

/** One of OWASP's settings for scrypt: 32 MiB and about a quarter of a second. */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const keyBytes = 32;
const saltBytes = 16;

const leastLength = 12;
/** Of the text, so that nobody sends a book to be digested. */
const mostLength = 256;
const leastDifferent = 5;

/** The digest of a password, with its parameters: `scrypt:32768:8:3:SALT:KEY`. */
export async function digestPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), key.toString("base64")].join(":");
}

/** A digest that no password has, in whose place that of an unknown account is checked. */
const noDigest = ["scrypt", cost.N, cost.r, cost.p, "AAAAAAAAAAAAAAAAAAAAAA==", ""].join(":");

/** Whether a password is that of a digest. Null, for an account that is not there, takes as long and is never right. */
export async function isPassword(password: string, digest: string | null): Promise<boolean> {
  const [, N, r, p, salt = "", key = ""] = (digest ?? noDigest).split(":");
  const given = await derive(password.slice(0, mostLength), Buffer.from(salt, "base64"), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  const kept = Buffer.alloc(keyBytes);
  Buffer.from(key, "base64").copy(kept);
  return timingSafeEqual(given, kept) && digest !== null;
}

function derive(password: string, salt: Uint8Array, { N, r, p }: typeof cost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** @throws DemarcheError `team/password` for one that is too short, too long, or too plain */
export function checkPassword(password: string, name: string): void {
  const refuse = (found: string): never => {
    throw new DemarcheError(
      "team/password",
      `expected a password of at least ${leastLength} characters that is not easily guessed, found ${found}: take some words that have nothing to do with each other`,
    );
  };
  if (password.length < leastLength) refuse("a shorter one");
  if (mostLength < password.length) refuse(`one of more than ${mostLength}`);
  if (new Set(password).size < leastDifferent) refuse(`one of fewer than ${leastDifferent} different ones`);
  if (password.toLowerCase().replaceAll(name, "").length < leastLength / 2) refuse("little but the name");
}

/** 256 random bits as text. */
export function newId(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of an id. */
export function digestId(id: string): string {
  return createHash("sha256").update(id).digest("base64url");
}

/** Eight random letters and digits, by which a token is recognised. */
export function newHandle(): string {
  return randomBytes(5).toString("hex").slice(0, 8);
}
