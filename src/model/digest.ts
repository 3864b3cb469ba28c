/** Hashes of text: SHA-256 in plain JavaScript, so that it is the same in Node, a browser worker and anywhere else. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 of the text in UTF-8 (a lone surrogate counts as U+FFFD): 64 hexadecimal digits. */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

const digits = "0123456789abcdefghijklmnopqrstuv";

/** The first 80 bits of the SHA-256 of the text as 16 characters of base 32 (RFC 4648's extended hex, lower case). */
export function shortDigestOf(text: string): string {
  const bytes = sha256(utf8ToBytes(text));
  let out = "";
  for (let i = 0; i < 10; i += 5) {
    // Five bytes are eight digits; the first and the last digit of a group are taken apart without bit 32.
    const high =
      ((bytes[i] as number) << 12) | ((bytes[i + 1] as number) << 4) | ((bytes[i + 2] as number) >> 4);
    const low =
      (((bytes[i + 2] as number) & 15) << 16) | ((bytes[i + 3] as number) << 8) | (bytes[i + 4] as number);
    for (const half of [high, low]) {
      out += digits.charAt(half >> 15) + digits.charAt((half >> 10) & 31);
      out += digits.charAt((half >> 5) & 31) + digits.charAt(half & 31);
    }
  }
  return out;
}
