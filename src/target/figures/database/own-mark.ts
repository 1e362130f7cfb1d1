/** Marks the statements of this program, so that they are not listed with those of the target. */

export const OWN_MARK = "/* figures of a load test */";

/** After the first word: PostgreSQL 18 and later forget comments before a statement. */
export function marked(sql: string): string {
  return sql.replace(/^\s*\w+/, (word) => `${word} ${OWN_MARK}`);
}
