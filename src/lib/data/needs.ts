/** What a resource needs, read off sample bodies: with nothing optional usable, what remains is required. */
import { type Items, NOTHING } from "./dataset.ts";

/** A body asks for all that it may use, also where this item has none of it: a few bodies are enough. */
const SAMPLES = 6;

/** `courseOfferings` -> `courseOffering`. */
export function singular(endpoint: string): string {
  return endpoint.endsWith("ies") ? `${endpoint.slice(0, -3)}y` : endpoint.slice(0, -1);
}

export function findNeeds(items: Items, resource: string) {
  const { endpoints } = items;
  const count = items.count(resource);
  const { schoolId: firstSchool = 0 } = items.key("schools", 0);
  const required = new Set<string>();
  const asked = new Set<string>();

  /** Endpoint of a reference by its name, which may begin with a role: `responsibilitySchool`. */
  const target = (name: string): string =>
    (endpoints.find((e) => singular(e) === name) ??
      endpoints.find((e) => name.endsWith((e[0] as string).toUpperCase() + singular(e).slice(1)))) as string;
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (typeof part === "string" && part.includes("Descriptor#")) {
        const type = /\w+(?=#)/.exec(part)?.[0].toLowerCase();
        required.add(endpoints.find((e) => singular(e).toLowerCase() === type) as string);
      } else if (name === "educationOrganizationReference") {
        const isSchool = (Object.values(part)[0] as number) >= (firstSchool as number);
        required.add(isSchool ? "schools" : "localEducationAgencies");
      } else if (name.endsWith("Reference")) required.add(target(name.slice(0, -9)));
      collect(part);
    }
  };
  const anything = { canUse: (endpoint: string) => asked.add(endpoint).size > 0 };
  for (let n = 0; n < Math.min(SAMPLES, count); n++) {
    const index = count < SAMPLES ? n : Math.floor((n * (count - 1)) / (SAMPLES - 1));
    collect(items.body(resource, index, NOTHING));
    items.body(resource, index, anything);
  }
  return { required: [...required], optional: [...asked].filter((endpoint) => !required.has(endpoint)) };
}
