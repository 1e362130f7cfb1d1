/** One point of a Prometheus series, and the labels that every series of a run carries. Pure. */

export type Labels = Readonly<Record<string, string>>;

export interface Point {
  /** Name of the metric; seconds and bytes as base units, as Prometheus requires. */
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

/** A figure of the run itself, without the labels of the run, which the writer adds. */
export function runPoint(name: string, value: number, labels: Labels = {}): Point {
  return { name: `dms_run_${name}`, labels, value };
}

/**
 * Labels of a run: which run, profile and phase, and the user's own labels as `label_NAME`, so that none of them can
 * replace a label of k6 or the runner (`op`, `status`, `job`).
 */
export function runLabels(run: string, profile: string, phase: string, own: Labels): Record<string, string> {
  const labels: Record<string, string> = { run, profile, phase };
  for (const [name, value] of Object.entries(own)) {
    if (name !== "" && value !== "") labels[`label_${name.replace(/[^A-Za-z0-9_]/g, "_")}`] = value;
  }
  return labels;
}
