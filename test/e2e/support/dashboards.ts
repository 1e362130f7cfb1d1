/** Every query of the dashboards in docs/grafana, as Grafana would send it. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface PanelQuery {
  /** File name without its ending. */
  readonly dashboard: string;
  readonly panel: string;
  readonly expr: string;
  readonly instant: boolean;
}

export interface DashboardVariable {
  readonly dashboard: string;
  readonly label: string;
  readonly match: string;
}

interface DashboardFile {
  readonly panels: readonly {
    readonly title?: string;
    readonly targets?: readonly { readonly expr: string; readonly instant?: boolean }[];
  }[];
  readonly annotations?: { readonly list: readonly { readonly name: string; readonly expr?: string }[] };
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

const FOLDER = fileURLToPath(new URL("../../../docs/grafana/", import.meta.url));

function dashboards(): [string, DashboardFile][] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file.replace(/\.json$/, ""), JSON.parse(readFileSync(FOLDER + file, "utf8")) as DashboardFile]);
}

export function panelQueries(): PanelQuery[] {
  return dashboards().flatMap(([dashboard, { panels }]) =>
    panels.flatMap(({ title = "", targets = [] }) =>
      targets.map(({ expr, instant }) => ({ dashboard, panel: title, expr, instant: instant === true })),
    ),
  );
}

export function annotationQueries(): PanelQuery[] {
  return dashboards().flatMap(([dashboard, { annotations }]) =>
    (annotations?.list ?? []).flatMap(({ name, expr }) =>
      expr === undefined ? [] : [{ dashboard, panel: name, expr, instant: false }],
    ),
  );
}

export function variables(): DashboardVariable[] {
  return dashboards().flatMap(([dashboard, { templating }]) =>
    templating.list.flatMap(({ definition }) => {
      const [, match, label] = /^label_values\((.+), (\w+)\)$/.exec(definition ?? "") ?? [];
      return match === undefined || label === undefined ? [] : [{ dashboard, label, match }];
    }),
  );
}

/** What Grafana puts in for its variables; "All" is the value that the dashboard names for it. */
export function filled(expr: string, values: Readonly<Record<string, string>>): string {
  const all: Readonly<Record<string, string>> = {
    profile: ".*",
    phase: ".*",
    resource: ".*",
    operation: ".*",
    ...values,
  };
  const text = expr.replace(/\$(\w+)/g, (name, key: string) => all[key] ?? name);
  if (text.includes("$")) throw new Error(`a variable that nobody knows: ${text}`);
  return text;
}
