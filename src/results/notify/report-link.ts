/** Address of the report of a run. Pure. */

/**
 * @param prefix address of the results directory, or one that holds `{run}`; empty for none
 * @param run folder of the run below the results directory, with `/` between its parts
 * @returns undefined when the prefix is not an http address
 */
export function reportUrl(prefix: string, run: string): string | undefined {
  if (!/^https?:\/\/[^\s"'<>|]+$/i.test(prefix)) return undefined;
  const name = run.split("/").map(encodeURIComponent).join("/");
  if (prefix.includes("{run}")) return prefix.replaceAll("{run}", name);
  return `${prefix.replace(/\/+$/, "")}/${name}/report.html`;
}
