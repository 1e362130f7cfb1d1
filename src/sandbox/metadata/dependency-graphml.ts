/** The dependency graph as GraphML, which the server gives for `Accept: application/graphml`. */
import type { Model } from "../model/types.ts";
import { UPDATE_NEEDS } from "./dependencies.ts";
import { dependencyGraph } from "./dependency-graph.ts";

/**
 * One node per endpoint, people twice (the second, with `#Retry`, stands for their update); an edge
 * leads from what is needed to what needs it.
 */
export function dependencyGraphML(model: Model): string {
  const graph = dependencyGraph(model);
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
    '<?xml version="1.0" encoding="utf-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '  <graph id="EdFi Dependencies" edgedefault="directed">',
    ...nodes.toSorted().map((node) => `    <node id="${escapeXml(node)}" />`),
    ...edges
      .map(([source, target]) => `    <edge source="${escapeXml(source)}" target="${escapeXml(target)}" />`)
      .toSorted(),
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
