/** The templates of a plan: see `recipe.ts`. Pure. */

import type { KnownItem, ReadwritePlan } from "../contracts/readwrite-plan.ts";
import type { Body, Items, Scalar, Vocabulary } from "../data/dataset.ts";
import { GRADES_PER_SEAT, isPerson, isTie, NAMED, parentOf, referenceIn, withParents } from "./new-entity.ts";
import { MARK, type Recipe, type Recipes, SEPARATOR } from "./recipe.ts";

/** Texts of items that are not known to the dataset are empty. */
export function makeRecipes(
  dataset: Items,
  { mix, items, usable }: Pick<ReadwritePlan, "mix" | "items" | "usable">,
): Recipes {
  const vocabulary: Vocabulary = { canUse: (endpoint) => usable.includes(endpoint) };
  const recipes: Record<string, Recipe> = {};
  const templates: string[] = [];
  for (const { kind, resource } of mix.cells) {
    if (kind !== "create" && kind !== "delete") continue;
    for (const endpoint of withParents(resource)) {
      if (recipes[endpoint] !== undefined) continue;
      const recipe = recipeOf(dataset, endpoint);
      recipes[endpoint] = { ...recipe, first: templates.length };
      for (const index of indexesOf(endpoint, items))
        templates.push(index < 0 ? "" : templateOf(dataset, vocabulary, endpoint, index, recipe.members));
    }
  }
  return { recipes, templates };
}

/** Indexes in the dataset of the items that serve as templates. */
function indexesOf(endpoint: string, items: ReadwritePlan["items"]): readonly number[] {
  const known = items[endpoint] ?? [];
  if (endpoint === "grades") return gradesOf(items[parentOf(endpoint) as string] ?? []);
  if (!isPerson(endpoint)) return known.map(([index]) => index);
  // Any person can be the template.
  return known.length === 0 ? [0] : known.map(([index], at) => (index < 0 ? at : index));
}

/** The dataset numbers the grades of a seat 2n and 2n + 1. */
function gradesOf(seats: readonly KnownItem[]): number[] {
  return seats.flatMap(([seat]) =>
    Array.from({ length: GRADES_PER_SEAT }, (_, nth) => (seat < 0 ? -1 : GRADES_PER_SEAT * seat + nth)),
  );
}

function recipeOf(dataset: Items, endpoint: string): Omit<Recipe, "first"> {
  const parent = parentOf(endpoint) ?? "";
  const common = { parent, isTie: isTie(endpoint), perParent: endpoint === "grades" ? GRADES_PER_SEAT : 0 };
  if (parent !== "") {
    const members = Object.keys(referenceOf(dataset.body(endpoint, 0, { canUse: () => false }), endpoint));
    return { ...common, members: members.join(), value: "serial" };
  }
  if (endpoint === "schools") return { ...common, members: "schoolId", value: "serial" };
  if (!isPerson(endpoint)) {
    const members = NAMED[endpoint] as string;
    const isLimited = dataset.part?.(endpoint).adaptation?.keyLimits?.[members] !== undefined;
    return { ...common, members, value: isLimited ? "short-name" : "name" };
  }
  const [[member, id]] = Object.entries(dataset.key(endpoint, 0)) as [[string, Scalar]];
  return { ...common, members: member, value: Number(id) };
}

function referenceOf(body: Body, endpoint: string): Readonly<Record<string, Scalar>> {
  return body[referenceIn(endpoint)] as Readonly<Record<string, Scalar>>;
}

function templateOf(dataset: Items, vocabulary: Vocabulary, endpoint: string, index: number, members: string): string {
  const body = dataset.body(endpoint, index, vocabulary);
  const key: Record<string, Scalar> = { ...dataset.keyOf(endpoint, body) };
  for (const name of members.split(",")) delete key[name];
  const rest = JSON.stringify(key).slice(1);
  return markedBody(dataset, endpoint, body) + SEPARATOR + (rest === "}" ? rest : `,${rest}`);
}

function markedBody(dataset: Items, endpoint: string, body: Body): string {
  if (isPerson(endpoint)) {
    const [id] = Object.values(dataset.keyOf(endpoint, body));
    return JSON.stringify(body).replaceAll(String(id), MARK);
  }
  if (parentOf(endpoint) === "") {
    const member = endpoint === "schools" ? "schoolId" : (NAMED[endpoint] as string);
    const text = JSON.stringify({ ...body, [member]: MARK });
    return endpoint === "schools" ? text.replace(`"${MARK}"`, MARK) : text;
  }
  const child: Record<string, unknown> = { ...body, [referenceIn(endpoint)]: MARK };
  // The employment is that of the template's person.
  delete child.employmentStaffEducationOrganizationEmploymentAssociationReference;
  return JSON.stringify(child).replace(`"${MARK}"`, MARK);
}
