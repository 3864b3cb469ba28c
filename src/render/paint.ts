/** Colour on a terminal. */

export type Style = "bold" | "dim" | "blue" | "green" | "yellow" | "red" | "magenta";

/** Text in a style. */
export type Paint = (style: Style, text: string) => string;

/** ANSI's codes (ECMA-48, select graphic rendition). */
const codes: Readonly<Record<Style, string>> = {
  bold: "1",
  dim: "2",
  red: "31",
  green: "32",
  yellow: "33",
  blue: "34",
  magenta: "35",
};

/** A painter with ANSI escapes, or one that leaves text as it is. */
export function painterOf(isColored: boolean): Paint {
  return (style, text) => (isColored ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}
