/**
 * The only place that alters text. Canonical text is NFC, with single spaces, no control or zero-width
 * characters, `\n` line ends and one blank line between blocks. Hashes and offsets of all articles depend on it: a
 * change here raises the program's version, which every reading carries.
 */

/** What stands between two blocks of canonical text. */
export const blockSeparator = "\n\n";

/** Text that every rule below leaves as it is; most blocks of English news are. */
const isPlain = /^[!-~]+(?: [!-~]+)*$/;

/** C0 and C1 controls that are no white space, soft hyphen, zero-width and bidirectional controls, BOM, non-characters. */
const invisible =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;

/** Zero-width joiners bind emoji and some scripts' letters; between anything else they are noise. */
const strayJoiners =
  /(?<![\p{Extended_Pictographic}\p{M}\p{L}])[\u200c\u200d]|[\u200c\u200d](?![\p{Extended_Pictographic}\p{L}])/gu;

/**
 * The words of one block in canonical form, on one line.
 *
 *     from:  "Talks\u00a0 re\u00adsumed\r\nin Vienna\u200b"
 *     to:    "Talks resumed in Vienna"
 */
export function normalizeBlock(text: string): string {
  if (isPlain.test(text)) return text;
  return text
    .toWellFormed()
    .replace(invisible, "")
    .replace(strayJoiners, "")
    .normalize("NFC")
    .replace(/[\s\u0085]+/g, " ")
    .trim();
}
