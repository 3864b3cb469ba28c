/**
 * UTF-16 offsets to code-point offsets: the one conversion, made once per article at the way out.
 *
 * The W3C Web Annotation model counts code points, and so do Python and R; JavaScript strings count UTF-16
 * code units, in which an emoji is two.
 */

/**
 * A function from a UTF-16 offset of `text` to the number of code points before it. An offset between the
 * halves of a surrogate pair counts the pair as not yet passed; one beyond the end counts the whole text.
 *
 *     text:    A 😀 b
 *     UTF-16:  0 1  3 4
 *     result:  0 1  2 3
 */
export function codePointIndex(text: string): (offset: number) => number {
  const pairs: number[] = []; // Offsets just after each surrogate pair, ascending.
  for (let i = 0; i + 1 < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || 0xdbff < unit) continue;
    const next = text.charCodeAt(i + 1);
    if (0xdc00 <= next && next <= 0xdfff) {
      pairs.push(i + 2);
      i++;
    }
  }
  return (offset) => {
    const bounded = Math.min(Math.max(offset, 0), text.length);
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] as number) <= bounded) low = middle + 1;
      else high = middle;
    }
    const splits = low < pairs.length && pairs[low] === bounded + 1;
    return bounded - low - (splits ? 1 : 0);
  };
}
