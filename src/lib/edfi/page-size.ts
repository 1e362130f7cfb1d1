/** The largest page that a server allows. Pure. */

/** The limit of DMS and ODS/API, unless their operator set a lower one. */
export const USUAL_PAGE = 500;

/** The allowed size in a 400 response to a larger `limit`; undefined for any other 400 response. */
export function greatestPage(errorBody: string): number | undefined {
  const text = /\blimit\b[^{}"]{0,80}\bbetween 0 and (\d{1,6})\b/i.exec(errorBody.slice(0, 4096))?.[1];
  return text === undefined || Number(text) === 0 ? undefined : Number(text);
}
