/**
 * The two bodies of `GET /metadata/dependencies`, JSON and GraphML: in which order a client can write resources so that
 * everything a resource refers to exists. People come twice, because updating them needs an
 * association that itself needs them.
 */
import type { Model } from "../../api-model/types.ts";
import { type Dependencies, dependencyGraph, type OnRequiredCycle } from "./dependency-graph.ts";

export interface DependencyRow {
  /** `/ed-fi/students`. */
  readonly resource: string;
  /** From 1; resources of one order do not need each other. */
  readonly order: number;
  readonly operations: readonly ("Create" | "Update")[];
}

/** What must have been written before a person can be updated. */
const UPDATE_NEEDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Student", ["StudentSchoolAssociation"]],
  ["Staff", ["StaffEducationOrganizationAssignmentAssociation", "StaffEducationOrganizationEmploymentAssociation"]],
  ["Contact", ["StudentContactAssociation", "StudentSchoolAssociation"]],
]);

/**
 * Sorted by order, then by endpoint without regard to case; late rows of people lead their order.
 * `schoolYearTypes` is not in it, as in DMS.
 * @param onRequiredCycle as in `dependencyGraph`
 */
export function dependencyOrder(model: Model, onRequiredCycle?: OnRequiredCycle): DependencyRow[] {
  const orders = orderByName(dependencyGraph(model, onRequiredCycle));
  const rows: (DependencyRow & { readonly late: boolean; readonly endpoint: string })[] = [];
  for (const [name, order] of orders) {
    const resource = model.byName.get(name);
    if (resource === undefined) continue;
    const common = { resource: `/${resource.project}/${resource.endpoint}`, endpoint: resource.endpoint.toLowerCase() };
    const needs = (UPDATE_NEEDS.get(name) ?? []).flatMap((need) => orders.get(need) ?? []);
    if (needs.length === 0) rows.push({ ...common, order, operations: ["Create", "Update"], late: false });
    else {
      rows.push({ ...common, order, operations: ["Create"], late: false });
      rows.push({ ...common, order: Math.max(...needs) + 1, operations: ["Update"], late: true });
    }
  }
  return rows
    .toSorted(
      (a, b) =>
        a.order - b.order ||
        Number(b.late) - Number(a.late) ||
        compare(a.endpoint, b.endpoint) ||
        compare(a.resource, b.resource),
    )
    .map(({ resource, order, operations }) => ({ resource, order, operations }));
}

/** Order by name: 1 for what needs nothing, else one more than the latest it needs. */
function orderByName(graph: Dependencies): ReadonlyMap<string, number> {
  const orders = new Map<string, number>();
  const orderOf = (name: string): number => {
    const known = orders.get(name);
    if (known !== undefined) return known;
    const needs = [...(graph.get(name)?.keys() ?? [])];
    const order = 1 + Math.max(0, ...needs.map(orderOf));
    orders.set(name, order);
    return order;
  };
  for (const name of graph.keys()) orderOf(name);
  return orders;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const GRAPHML = "http://graphml.graphdrawing.org/xmlns";

/**
 * One node per endpoint, people twice (the second, with `#Retry`, stands for their update); an edge
 * leads from what is needed to what needs it.
 */
export function dependencyGraphML(model: Model, onRequiredCycle?: OnRequiredCycle): string {
  const graph = dependencyGraph(model, onRequiredCycle);
  const id = (name: string): string => {
    const resource = model.byName.get(name);
    return resource === undefined ? "" : `/${resource.project}/${resource.endpoint}`;
  };
  const nodes = [...graph.keys()].map(id);
  const edges = [...graph].flatMap(([name, needs]) => [...needs.keys()].map((need) => [id(need), id(name)] as const));
  for (const [person, needs] of UPDATE_NEEDS) {
    const present = needs.filter((need) => graph.has(need));
    if (!graph.has(person) || present.length === 0) continue;
    const retry = `${id(person)}#Retry`;
    nodes.push(retry);
    edges.push(...present.map((need) => [id(need), retry] as const));
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<graphml xmlns="${GRAPHML}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${GRAPHML} ${GRAPHML}/1.0/graphml.xsd">`,
    '<graph id="EdFi Dependencies" edgedefault="directed">',
    ...nodes.toSorted().map((node) => `<node id="${escapeXml(node)}"/>`),
    ...edges
      .map(([source, target]) => `<edge source="${escapeXml(source)}" target="${escapeXml(target)}"/>`)
      .toSorted(),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
