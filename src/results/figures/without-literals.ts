/** Takes literal values and comments out of SQL, so that no data of the target is in a result file. Pure. */

/** In this order: what begins earlier in the text wins, then what stands first here. */
const TOKEN = new RegExp(
  [
    // Comments can be nested: nothing after such a one is read.
    String.raw`(?<comment>--[^\n]*|\/\*(?:(?!\/\*|\*\/)[\s\S])*(?:\*\/|\/\*[\s\S]*|$))`,
    String.raw`(?<kept>"(?:[^"]|"")*"|\$\d+|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*(?!['\w$]))`,
    // Whether a backslash ends a text before a quote depends on a setting: nothing after it is trusted.
    String.raw`[bnx]?'(?:[^'\\]|''|\\(?!'))*(?:'|$|\\'[\s\S]*)`,
    String.raw`e'(?:[^'\\]|''|\\[\s\S])*(?:'|$)`,
    String.raw`\$(?<tag>\w*)\$[\s\S]*?(?:\$\k<tag>\$|$)`,
    String.raw`(?:\d[\d_]*\.?[\w]*|\.\d\w*)(?:(?<=e)[+-]\d+)?`,
  ].join("|"),
  "gi",
);

/** With `?` in the place of each literal, on one line; what is quoted as a name stays. Parameters (`$1`) stay too. */
export function withoutLiterals(sql: string): string {
  const replaced = sql.replace(TOKEN, (...args) => {
    const { comment, kept } = args.at(-1) as { comment?: string; kept?: string };
    return kept ?? (comment === undefined ? "?" : " ");
  });
  return replaced.replace(/\s+/g, " ").trim();
}
