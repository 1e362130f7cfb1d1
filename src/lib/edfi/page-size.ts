/** The greatest page that a server allows. Pure. */

/** What DMS and an ODS/API allow unless their operator set less. */
export const USUAL_PAGE = 500;

/** What a 400 for too great a `limit` says is allowed; undefined when it is about something else. */
export function greatestPage(errorBody: string): number | undefined {
  const text = /\blimit\b[^{}"]{0,80}\bbetween 0 and (\d{1,6})\b/i.exec(errorBody.slice(0, 4096))?.[1];
  return text === undefined || Number(text) === 0 ? undefined : Number(text);
}
