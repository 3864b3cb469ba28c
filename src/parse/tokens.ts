/**
 * Text to tokens, as English UD treebanks cut it: punctuation apart, clitics apart ("do|n't", "Peskov|'s"),
 * hyphenated compounds in their parts, numbers, addresses and abbreviations whole. One pass, no token dropped:
 * every character that is no white space belongs to exactly one token.
 */

/** Growing columns of token offsets, in UTF-16 units of the article. */
export interface TokenSink {
  push(start: number, end: number): void;
}

const address = /(?:https?:\/\/|www\.)[^\s<>"“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[@#][\w_]+/y;
const number = /\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![\p{L}\d])/uy;
const initials = /(?:\p{L}\.){2,}(?:\p{Lu}(?![\p{L}\d]))?/uy;
const ellipsis = /\.{2,}|…+/y;
const dashes = /-{2,}/y;
const word = /[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}]+)*/uy;
const clitic = /(?:n['’]t|['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M))$/;
const fused = /^(can)(not)$|^(gon|wan|got)(na|ta)$/i;

/** Words that keep their point. */
const pointed = new Set(
  "mr mrs ms dr prof st sr jr gen sen rep gov lt col sgt capt maj adm cmdr hon rev amb pres sec messrs mt ft no nos vs etc inc ltd co corp dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun fig vol ed eds al e.g i.e a.m p.m u.s u.k u.n u.s.a".split(
    " ",
  ),
);

/** Whether a word followed by a point is an abbreviation that keeps it. */
export function keepsPoint(text: string): boolean {
  return pointed.has(text.toLowerCase());
}

/** Cuts `text` from `from` to `to` into tokens. */
export function tokenize(text: string, from: number, to: number, sink: TokenSink): void {
  let at = from;
  while (at < to) {
    const unit = text.charCodeAt(at);
    if (unit === 32 || unit === 10 || unit === 9 || unit === 160) {
      at++;
      continue;
    }
    at = Math.min(takeToken(text, at, to, sink), to);
  }
}

/** Emits the token or tokens that begin at `at`; gives the offset after them. */
function takeToken(text: string, at: number, to: number, sink: TokenSink): number {
  const first = text.charCodeAt(at);
  const isLetter = isWordUnit(first);
  if (isLetter || first === 64 || first === 35) {
    const end = matchEnd(address, text, at, to);
    if (end > at + 1) {
      const bare = withoutStop(text, at, end);
      sink.push(at, bare);
      return bare;
    }
  }
  if (48 <= first && first <= 57) {
    const end = matchEnd(number, text, at, to);
    if (end > at) {
      sink.push(at, end);
      return end;
    }
  }
  if (isLetter) {
    const end = matchEnd(initials, text, at, to);
    if (end > at + 2) {
      sink.push(at, end);
      return end;
    }
    return takeWord(text, at, to, sink);
  }
  const run = Math.max(matchEnd(ellipsis, text, at, to), matchEnd(dashes, text, at, to));
  if (run > at) {
    sink.push(at, run);
    return run;
  }
  if ((first === 39 || first === 8217) && isClitic(text, at, to)) {
    const end = matchEnd(word, text, at + 1, to);
    sink.push(at, end);
    return end;
  }
  // One character: a surrogate pair or a letter with its marks stays whole.
  let end = at + (0xd800 <= first && first <= 0xdbff && at + 1 < to ? 2 : 1);
  while (end < to && isJoiner(text.charCodeAt(end))) end++;
  sink.push(at, end);
  return end;
}

/** A word with its clitic and its abbreviation point. */
function takeWord(text: string, at: number, to: number, sink: TokenSink): number {
  let end = matchEnd(word, text, at, to);
  if (end <= at) end = at + 1;
  const form = text.slice(at, end);
  const cut = clitic.exec(form)?.index ?? 0;
  if (0 < cut) {
    sink.push(at, at + cut);
    sink.push(at + cut, end);
    return end;
  }
  // "O'Brien", "Sana'a": the apostrophe is the word's own. "word'other": anything else ends at the apostrophe.
  const parts = fused.exec(form);
  if (parts !== null) {
    const middle = at + (parts[1] ?? parts[3] ?? "").length;
    sink.push(at, middle);
    sink.push(middle, end);
    return end;
  }
  const isInitial = end - at === 1 && /\p{Lu}/u.test(form);
  const hasPoint = end < to && text.charCodeAt(end) === 46 && text.charCodeAt(end + 1) !== 46;
  if (hasPoint && (isInitial || keepsPoint(form))) end++;
  sink.push(at, end);
  return end;
}

function matchEnd(pattern: RegExp, text: string, at: number, to: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? Math.min(pattern.lastIndex, to) : at;
}

/** An address without the punctuation that ends its sentence. */
function withoutStop(text: string, at: number, end: number): number {
  let bare = end;
  while (at + 1 < bare && /[.,;:!?)\]'’"]/.test(text.charAt(bare - 1))) bare--;
  return bare;
}

function isClitic(text: string, at: number, to: number): boolean {
  const end = matchEnd(word, text, at + 1, to);
  return (
    at < end &&
    /^(?:s|re|ve|ll|d|m)$/i.test(text.slice(at + 1, end)) &&
    0 < at &&
    isWordUnit(text.charCodeAt(at - 1))
  );
}

function isWordUnit(unit: number): boolean {
  if (unit < 128)
    return (
      (65 <= unit && unit <= 90) || (97 <= unit && unit <= 122) || (48 <= unit && unit <= 57) || unit === 95
    );
  return unit < 0xd800 ? /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)) : false;
}

function isJoiner(unit: number): boolean {
  return unit === 0x200d || (0xfe00 <= unit && unit <= 0xfe0f) || (0x300 <= unit && unit <= 0x36f);
}
