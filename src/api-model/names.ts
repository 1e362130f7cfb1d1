/** How Ed-Fi names follow from each other: endpoints from resources, item types from collections. */

/** `GradeLevelDescriptor` -> `gradeLevelDescriptors`, `CTEProgramServiceDescriptor` -> `cteProgramServiceDescriptors`. */
export function endpointName(resource: string): string {
  return `${lowerFirst(resource)}s`;
}

/** Lowers a leading acronym as a whole: `IDEAPart` -> `ideaPart`. */
function lowerFirst(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `StudentCTEProgramAssociation` -> `StudentCteProgramAssociation`, `TPDM_Candidate` -> `Tpdm_Candidate`. */
export function acronymsAsWords(name: string): string {
  return name.replace(/[A-Z]{2,}(?=[A-Z][a-z]|_|$)/g, ([first = "", ...rest]) => first + rest.join("").toLowerCase());
}

/** `TPDM` for the URL segment `tpdm`; otherwise `Sample` for `sample`. */
export function projectName(project: string): string {
  return project === "tpdm" ? "TPDM" : project.split("-").map(upperFirst).join("-");
}

/** `Category` -> `Categories`, `Status` -> `Statuses`, `Basis` -> `Bases`, `Grade` -> `Grades`. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/sis$/.test(noun)) return `${noun.slice(0, -2)}es`;
  return /(s|sh|ch|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `gradeLevels` -> `GradeLevel`, `addresses` -> `Address`, `agencies` -> `Agency`. */
function itemName(collection: string): string {
  const name = upperFirst(collection);
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(ss|sh|ch|x)es$/.test(name)) return name.slice(0, -2);
  return name.endsWith("s") ? name.slice(0, -1) : name;
}

/** `School_GradeLevel`: the usual type name of a collection's items or of an inline object. */
export function memberSchema(resource: string, property: string, kind: "object" | "collection"): string {
  return `${resource}_${kind === "collection" ? itemName(property) : upperFirst(property)}`;
}

/** Words that the prefix ends with and the field begins with stand once: `programName`, `chartOfAccountIdentifier`. */
export function prefixed(prefix: string, field: string): string {
  const words = prefix.split(/(?=[A-Z])/);
  for (let skipped = 0; skipped < words.length; skipped++) {
    const end = words.slice(skipped).join("");
    if (field.toLowerCase().startsWith(end.toLowerCase())) return prefix + field.slice(end.length);
  }
  return prefix + upperFirst(field);
}
