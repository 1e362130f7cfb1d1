/** The file of TARGET_METRICS_FILE: which queries a Prometheus server is asked, under which names. Pure. */

export interface MetricQuery {
  /** Of the figure: `metrics.NAME`. */
  readonly name: string;
  /** In PromQL. */
  readonly query: string;
}

export interface QueryFile {
  readonly queries: readonly MetricQuery[];
  /** One line each. */
  readonly problems: readonly string[];
}

const LINE = /^([A-Za-z][\w.-]*)\s*=\s*(\S.*)$/;
/** Each of them is asked every few seconds. */
const MOST_QUERIES = 100;

/** Lines `name = query`; empty ones and those that begin with `#` are comments. */
export function parseQueryFile(text: string): QueryFile {
  const queries = new Map<string, MetricQuery>();
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const [, name, query] = LINE.exec(trimmed) ?? [];
    if (name === undefined || query === undefined) {
      problems.push(`line ${index + 1} is not of the form: name = query`);
    } else if (queries.has(name)) problems.push(`line ${index + 1} has the name ${name} again`);
    else if (queries.size === MOST_QUERIES)
      problems.push(`line ${index + 1} is beyond the ${MOST_QUERIES} queries allowed`);
    else queries.set(name, { name, query });
  }
  return { queries: [...queries.values()], problems };
}
