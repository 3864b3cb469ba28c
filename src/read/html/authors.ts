/** Bylines to names: without "By", jobs, addresses, outlets and dates. */
import { normalizeBlock } from "../normalize.ts";

const job =
  /\b(?:correspondent|reporters?|editors?|writers?|staff|bureau|chief|columnist|producer|analyst|contributors?|journalist|author|photographer|fellow|professor|director|associated press|reuters|news|agency|agencies|press|newsroom|desk|team|admin(?:istrator)?|guest|special|updated|published|posted|follow|view all|more from|read more|share|email|twitter|facebook|min(?:utes?)? read|comments?|am|pm|est|edt|gmt|utc|post|times|herald|gazette|tribune|wire|daily|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i;
const month = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i;
const address = /\S+@\S+|https?:\/\/\S+|www\.\S+/g;
const lead =
  /^(?:(?:written|story|report|text|words|posted|published|reported|article|submitted|created|edited|reviewed)\s+)?(?:by|from|von|par|por|de|di|av)\b[:\s]+|^(?:author|writer|reporter|byline)s?\s*[:|]\s*/i;

/**
 * The names in the texts, in order, each once; at most eight. An outlet's own name is used only if
 * nothing else is there.
 *
 * @param isDeclared whether the texts come from metadata meant for it, where a single word may be a name
 */
export function cleanAuthors(texts: readonly string[], outlet: string | null, isDeclared = false): string[] {
  const names: string[] = [];
  const bodies: string[] = [];
  for (const text of texts.slice(0, 20)) {
    const whole = normalizeBlock(text.slice(0, 400).replace(address, " ")).replace(lead, "");
    for (const part of whole.split(
      /\s*[,;|/•·]\s*|\s+(?:and|und|et|y|&)\s+|\s+[-–—]\s+|\s+(?=by\s)|\s*\(|\)\s*|\s+(?:for|in|at|is)\s+/i,
    )) {
      const name = part
        .replace(lead, "")
        .replace(/^[^\p{L}]+|[^\p{L}.]+$/gu, "")
        .replace(/['’]s?$/, "");
      if (!isNameLike(name) && !(isDeclared && part === whole && isPenName(name))) continue;
      const isBody = job.test(name) || (outlet !== null && name.toLowerCase() === outlet.toLowerCase());
      const list = isBody ? bodies : names;
      if (!list.some((other) => other.toLowerCase() === name.toLowerCase())) list.push(capitalized(name));
    }
  }
  return (0 < names.length ? names : bodies.filter((it) => it.split(" ").length <= 5)).slice(0, 8);
}

/** One word that a page's metadata declare as its author: a pen name or initials. */
function isPenName(name: string): boolean {
  return /^[\p{L}][\p{L}\d._-]{1,30}$/u.test(name);
}

/** Two to five words that begin with capitals (one word is a login or a label, unless it is all there is). */
function isNameLike(name: string): boolean {
  if (month.test(name) || name.length < 4 || 60 < name.length || /\d{2,}|[<>{}[\]=_@#]/.test(name))
    return false;
  const words = name.split(" ");
  if (5 < words.length) return false;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word) || !/\p{Ll}/u.test(word)).length;
  return words.length === 1 ? /^\p{Lu}\p{L}{3,}$/u.test(name) : 2 <= capitals && words.length - capitals <= 2;
}

/** "JANE ROE" as "Jane Roe"; anything in mixed case stays. */
function capitalized(name: string): string {
  if (/\p{Ll}/u.test(name) || !name.includes(" ")) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s'’.-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
