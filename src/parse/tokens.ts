/**
 * Text to tokens, as English UD treebanks cut it: punctuation apart, clitics apart ("do|n't", "Peskov|'s"),
 * hyphenated compounds in their parts unless the first is a mere prefix ("anti-war"), numbers, addresses and
 * abbreviations whole. One pass, no token dropped: every character that is no white space belongs to one token.
 */

/** Growing columns of token offsets, in UTF-16 units of the article. */
export interface TokenSink {
  push(start: number, end: number): void;
}

const address =
  /(?:https?:\/\/|www\.)[^\s<>"“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[@#][\w_]+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|mil|info|ru|ua|eu|ir|cn|co\.uk)(?![\w-])/y;
/** Dates and telephone numbers, decimals without a zero, numbers with what is written to them ("1,000", "20th", "30s"). */
const number =
  /\d{1,4}(?:\/\d{1,4}){1,2}(?![\p{L}\d])|(?:\d{3}-)?\d{3}-\d{4}(?![\p{L}\d-])|\.?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|(?<=0)['’]s)?(?![\p{L}\d])/uy;
const initials = /(?:\p{L}\.){2,}(?:\p{Lu}(?![\p{L}\d]))?|\p{Lu}\.\p{Lu}(?![\p{L}\d])|Ph\.D\.?/uy;
/** Marks that come in runs and are one token then: "!!", "...", "----". */
const run = /[!?]{2,}|\.{2,}|…+|-{2,}|={2,}|\*{2,}|_{2,}|~{2,}|#{2,}/y;
const smiley = /[:;][-']?[()DP](?![\p{L}\d])/uy;
const word = /[\p{L}\p{M}\p{N}_]+(?:['’]\p{L}+|&\p{Lu}+(?!\p{Ll}))*/uy;
const clitic = /(?:n['’]t|['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M))$/;
const fused = /^(can)(not)$|^(gon|wan|got)(na|ta)$/i;
const shortened = /(?:w\/o(?:ut)?|s\/he|c\/o|n\/a)(?![\p{L}\d/])/iuy;
const dollars = /(?:US|AU?|CA?|NZ|HK|NT|S)\$(?=\d)/y;
/** What makes one word with what follows its hyphen; so EWT has it, but for a few that it writes both ways. */
const prefixed =
  /(?:anti|co|counter|de|e|ex|intra|inter|micro|mid|mini|multi|neo|non|pan|post|pre|pro|psycho|re|semi|socio|sub|un)-[\p{L}\p{N}]+(?:['’]\p{L}+)*/iuy;

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words that keep their point. */
const pointed = listOf(
  "mr mrs ms mx dr prof st sr jr gen gens sen sens rep reps gov govs lt col sgt capt cpl pvt maj brig adm cmdr comdr supt hon rev fr amb pres sec messrs mlle mme mt ft vs etc inc ltd co corp bros dept est approx ave blvd rd assn feb aug sept oct nov tues thu thur thurs ed eds al cf e.g i.e a.m p.m u.s u.k u.n u.s.a",
);
/** Words that do with a capital: in small letters they are words of their own. */
const pointedNames = listOf(
  "Jan Mar Apr Jun Jul Sep Dec Mon Tue Wed Fri Sat Sun Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que",
);
/** Words that do before a number. */
const pointedBeforeNumbers = listOf("no nos vol vols fig figs art arts ch p pp para par c ca b d r");

/** Whether a word keeps the point that stands at `at`. */
function keepsPoint(form: string, text: string, at: number): boolean {
  const lower = form.toLowerCase();
  if (pointed.has(lower) || pointedNames.has(form)) return true;
  return pointedBeforeNumbers.has(lower) && /^\.\s?\d/.test(text.slice(at, at + 3));
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
    const end = endOfPlainWord(text, at, to);
    if (at < end) {
      sink.push(at, end);
      at = end;
    } else at = Math.min(takeToken(text, at, to, sink), to);
  }
}

/** The end of a word of plain letters with a space, a comma or a closing mark after it, as most are; else `at`. */
function endOfPlainWord(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isPlainLetter(text.charCodeAt(end))) end++;
  if (end === at) return at;
  const next = end < to ? text.charCodeAt(end) : 32;
  const isEnd =
    next === 32 || next === 44 || next === 41 || next === 34 || next === 0x201d || next === 10 || next === 59;
  return isEnd && !isFused(text, at, end) ? end : at;
}

function isPlainLetter(unit: number): boolean {
  return (97 <= unit && unit <= 122) || (65 <= unit && unit <= 90);
}

/** Whether a word is two without an apostrophe ("cannot"). */
function isFused(text: string, at: number, end: number): boolean {
  const n = end - at;
  return 5 <= n && n <= 6 && fused.test(text.slice(at, end));
}

/** Emits the token or tokens that begin at `at`; gives the offset after them. */
function takeToken(text: string, at: number, to: number, sink: TokenSink): number {
  const first = text.charCodeAt(at);
  const isLetter = isWordUnit(first);
  const take = (end: number): number => {
    sink.push(at, end);
    return end;
  };
  if (isLetter || first === 64 || first === 35) {
    const end = matchEnd(address, text, at, to);
    if (end > at + 1) return take(withoutStop(text, at, end));
  }
  if ((48 <= first && first <= 57) || (first === 46 && !isWordUnit(text.charCodeAt(at - 1)))) {
    const end = matchEnd(number, text, at, to);
    if (end > at) return take(end);
  }
  if (isLetter) {
    for (const pattern of [initials, shortened, dollars, prefixed]) {
      const end = matchEnd(pattern, text, at, to);
      if (pattern === prefixed && text.startsWith("UN-", at)) continue; // "UN-backed" and "un-American"
      if (at + 1 < end) return pattern === prefixed ? takeWord(text, at, end, to, sink) : take(end);
    }
    return takeWord(text, at, Math.max(matchEnd(word, text, at, to), at + 1), to, sink);
  }
  const end = Math.max(matchEnd(run, text, at, to), matchEnd(smiley, text, at, to));
  if (end > at) return take(end);
  if ((first === 39 || first === 8217) && isClitic(text, at, to))
    return take(matchEnd(word, text, at + 1, to));
  return take(endOfCharacter(text, at, to));
}

/** The end of one character: a surrogate pair or a letter with its marks stays whole. */
function endOfCharacter(text: string, at: number, to: number): number {
  const first = text.charCodeAt(at);
  let end = at + (0xd800 <= first && first <= 0xdbff && at + 1 < to ? 2 : 1);
  while (end < to && isJoiner(text.charCodeAt(end))) end++;
  return end;
}

/** Emits the word from `at` to `end`, with its clitic and its abbreviation point. */
function takeWord(text: string, at: number, end: number, to: number, sink: TokenSink): number {
  const form = text.slice(at, end);
  const cut = clitic.exec(form)?.index ?? 0;
  if (0 < cut) {
    sink.push(at, at + cut);
    sink.push(at + cut, end);
    return end;
  }
  const parts = fused.exec(form);
  if (parts !== null) {
    const middle = at + (parts[1] ?? parts[3] ?? "").length;
    sink.push(at, middle);
    sink.push(middle, end);
    return end;
  }
  const isInitial = form.length === 1 && /\p{Lu}/u.test(form);
  const hasPoint = end < to && text.charCodeAt(end) === 46 && text.charCodeAt(end + 1) !== 46;
  const whole = hasPoint && (isInitial || keepsPoint(form, text, end)) ? end + 1 : end;
  sink.push(at, whole);
  return whole;
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
  if (unit < 128) return isPlainLetter(unit) || (48 <= unit && unit <= 57) || unit === 95;
  return unit < 0xd800 ? /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)) : false;
}

function isJoiner(unit: number): boolean {
  return unit === 0x200d || (0xfe00 <= unit && unit <= 0xfe0f) || (0x300 <= unit && unit <= 0x36f);
}
