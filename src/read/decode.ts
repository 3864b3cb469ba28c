/** Bytes to text: the encoding from the byte-order mark, the carrier, the document itself, or by trial. */
import { DemarcheError } from "../model/error.ts";

/** Decoded text, and how it was decoded. */
export interface Decoded {
  readonly text: string;
  /** WHATWG name of the encoding (`utf-8`, `windows-1252`). */
  readonly encoding: string;
  /** True when the bytes did not say and UTF-8 did not fit, so that single letters may be wrong. */
  readonly isGuessed: boolean;
}

/**
 * The text of a document. In order of trust: byte-order mark, charset of the `Content-Type`, charset declared
 * within the first 2 kB (`<meta charset>`, XML declaration), UTF-16 by its zero bytes, UTF-8 if it fits
 * throughout, windows-1252.
 *
 * @throws DemarcheError `read/binary`: these bytes are no text
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): Decoded {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return decodeAs(bytes, marked, false);
  refuseBinary(bytes);
  const wide = encodingOfZeros(bytes);
  if (wide !== null) return decodeAs(bytes, wide, false);
  const declared = charsetIn(contentType ?? "") ?? charsetDeclared(bytes);
  const fits = fitsUtf8(bytes);
  // A declaration of a Latin encoding over bytes that are flawless UTF-8 beyond ASCII is a common server fault.
  if (
    fits !== null &&
    (declared === null || /^(?:utf-?8|iso-8859-1|latin1|windows-1252|us-ascii)$/i.test(declared))
  ) {
    return { text: fits, encoding: "utf-8", isGuessed: false };
  }
  if (declared !== null && !/^utf-?(?:8|16)/i.test(declared) && isKnown(declared)) {
    return decodeAs(bytes, declared, false);
  }
  return fits === null
    ? decodeAs(bytes, "windows-1252", true)
    : { text: fits, encoding: "utf-8", isGuessed: false };
}

function encodingOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark: of Latin text every other byte is zero. */
function encodingOfZeros(bytes: Uint8Array): string | null {
  const size = Math.min(bytes.length, 512) & ~1;
  if (size < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < size; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const most = size * 0.35;
  if (odd > most && even === 0) return "utf-16le";
  return even > most && odd === 0 ? "utf-16be" : null;
}

const binaryMarks: readonly (readonly [string, readonly number[]])[] = [
  ["a PDF file", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["a zip archive or an office document", [0x50, 0x4b, 0x03, 0x04]],
  ["an old office document", [0xd0, 0xcf, 0x11, 0xe0]],
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG picture", [0xff, 0xd8, 0xff]],
  ["a GIF picture", [0x47, 0x49, 0x46, 0x38]],
  ["gzipped data", [0x1f, 0x8b]],
  ["an RTF document", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["a program", [0x7f, 0x45, 0x4c, 0x46]],
];

/** @throws DemarcheError `read/binary` */
function refuseBinary(bytes: Uint8Array): void {
  const known = binaryMarks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  let controls = 0;
  const size = Math.min(bytes.length, 1024);
  for (let i = 0; i < size; i++) {
    const byte = bytes[i] as number;
    if (byte < 9 || (13 < byte && byte < 32 && byte !== 27)) controls++;
  }
  const isUnreadable = 0.1 * size < controls && encodingOfZeros(bytes) === null;
  if (known === undefined && !isUnreadable) return;
  const found = known === undefined ? "binary data" : known[0];
  throw new DemarcheError(
    "read/binary",
    `expected plain text or HTML, found ${found}: turn it into text first and read that`,
  );
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(text)?.[1] ?? null;
}

function charsetDeclared(bytes: Uint8Array): string | null {
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, 2048));
  const meta = /<meta\s[^>]{0,300}>/gi;
  for (const [tag] of head.matchAll(meta)) {
    const charset = charsetIn(tag);
    if (charset !== null) return charset;
  }
  return /^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,40})/i.exec(head)?.[1] ?? null;
}

function fitsUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null; // The bytes are not UTF-8; the caller tries what else they may be.
  }
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== "";
  } catch {
    return false; // A name nobody knows: as good as none.
  }
}

/** 0x80 to 0x9f of windows-1252 (WHATWG Encoding, index windows-1252); five bytes are controls there too. */
const highControls = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeAs(bytes: Uint8Array, encoding: string, isGuessed: boolean): Decoded {
  const decoder = new TextDecoder(encoding);
  const text = decoder.decode(bytes);
  if (decoder.encoding !== "windows-1252") return { text, encoding: decoder.encoding, isGuessed };
  // Some releases of Node decode windows-1252 as Latin-1 and leave curly quotes as controls.
  const mended = text.replace(/[\u0080-\u009f]/g, (unit) => highControls.charAt(unit.charCodeAt(0) - 0x80));
  return { text: mended, encoding: "windows-1252", isGuessed };
}
