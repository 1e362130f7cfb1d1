/** What create-dataset.ts needs to know of one resource. */
import type { Vocabulary } from "./dataset.ts";
import type { Draft } from "./descriptors.ts";

/** Body of item `index`; its identity members come first. Asks the vocabulary before it uses anything optional. */
export type Generate = (index: number, v: Vocabulary) => Draft;

/** Adds a resource; `identity` is the number of members of a body that are its natural key. */
export type Add = (endpoint: string, identity: number, count: number, body: Generate) => void;
