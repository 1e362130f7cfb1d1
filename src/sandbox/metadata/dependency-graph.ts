/**
 * What must exist before what: the graph behind `/metadata/dependencies`. An edge means that the
 * first resource must be written before the second, because the second refers to it.
 */
import type { Model, Property, ResourceModel } from "../../api-model/types.ts";

/** From a resource to those that must come before it. True: at least one reference is required. */
export type Dependencies = Map<string, Map<string, boolean>>;

/**
 * After a person is written, writing about the person still needs an association that makes the
 * person visible to the client. So what depends on a person depends on these instead.
 */
const PERSON_ASSOCIATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Student", ["StudentSchoolAssociation"]],
  ["Staff", ["StaffEducationOrganizationAssignmentAssociation", "StaffEducationOrganizationEmploymentAssociation"]],
  ["Contact", ["StudentContactAssociation"]],
]);

/** Written by its own loader before everything else; the server leaves it out of the list. */
const SCHOOL_YEAR = "SchoolYearType";

/** Told of resources that need each other, each of which is required: no client can create any of them. */
export type OnRequiredCycle = (path: string) => void;

/**
 * Keys are resource names. Cycles are already broken.
 * @param onRequiredCycle by default it throws: no server of the Ed-Fi Alliance has such a model
 */
export function dependencyGraph(model: Model, onRequiredCycle: OnRequiredCycle = refuse): Dependencies {
  const graph: Dependencies = new Map();
  for (const resource of model.resources) {
    if (resource.name !== SCHOOL_YEAR) graph.set(resource.name, directNeeds(resource, model));
  }
  for (const [person, associations] of PERSON_ASSOCIATIONS) moveToAssociations(graph, person, associations);
  breakCycles(graph, onRequiredCycle);
  return graph;
}

function directNeeds(resource: ResourceModel, model: Model): Map<string, boolean> {
  const needs = new Map<string, boolean>();
  const add = (name: string, required: boolean): void => {
    if (name !== SCHOOL_YEAR && model.byName.has(name)) needs.set(name, required || needs.get(name) === true);
  };
  const walk = (properties: readonly Property[], within: boolean): void => {
    for (const property of properties) {
      const required = within && property.required;
      if (property.kind === "descriptor") add(property.descriptor, required);
      else if (property.kind === "reference") for (const name of targets(property.target, model)) add(name, required);
      else if (property.kind !== "scalar") walk(property.properties, required);
    }
  };
  walk(resource.properties, true);
  return needs;
}

/** A reference to an abstract resource may name any of its kinds. */
function targets(target: string, model: Model): readonly string[] {
  return model.subclasses.get(target)?.map((resource) => resource.name) ?? [target];
}

function moveToAssociations(graph: Dependencies, person: string, associations: readonly string[]): void {
  const present = associations.filter((name) => graph.has(name));
  if (present.length === 0) return;
  for (const [name, needs] of graph) {
    const required = needs.get(person);
    if (required === undefined || name === person || associations.includes(name)) continue;
    needs.delete(person);
    for (const association of present) needs.set(association, required || needs.get(association) === true);
  }
}

function breakCycles(graph: Dependencies, onRequiredCycle: OnRequiredCycle): void {
  for (let cycle = findCycle(graph); cycle !== undefined; cycle = findCycle(graph)) {
    const optional = cycle.find(([from, to]) => graph.get(from)?.get(to) === false);
    if (optional === undefined) onRequiredCycle(cycle.map(([from]) => from).join(" -> "));
    const [from, to] = optional ?? (cycle[0] as [string, string]);
    graph.get(from)?.delete(to);
  }
}

function refuse(path: string): never {
  throw new Error(`Ordering resources: ${path} need each other and every reference is required.`);
}

/** The edges of one cycle, each from the dependent to what it needs; depth first in graph order. */
function findCycle(graph: Dependencies): [string, string][] | undefined {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = searchFrom(start, graph, [], done);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function searchFrom(
  name: string,
  graph: Dependencies,
  path: string[],
  done: Set<string>,
): [string, string][] | undefined {
  if (done.has(name)) return undefined;
  const seen = path.indexOf(name);
  if (seen >= 0) {
    const loop = path.slice(seen);
    return loop.map((from, index) => [from, loop[index + 1] ?? name]);
  }
  path.push(name);
  for (const need of graph.get(name)?.keys() ?? []) {
    const cycle = searchFrom(need, graph, path, done);
    if (cycle !== undefined) return cycle;
  }
  path.pop();
  done.add(name);
  return undefined;
}
