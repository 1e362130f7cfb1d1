/** The file of `--clients`: API clients that work in one data store at once. Also docs/clients.schema.json. Pure. */

import * as v from "valibot";
import {
  described,
  expected,
  type Immutable,
  list,
  number,
  optional,
  type Reading,
  readJson,
  strictObject,
  text,
} from "../base/schema.ts";

const NAME = "a name of letters, digits, hyphens and underscores";

const CLIENT = strictObject({
  name: described(
    v.pipe(text(NAME), v.regex(/^[A-Za-z0-9_-]+$/, expected(NAME))),
    "Name in output and results. Key and secret are in CLIENT_ID_<NAME> and CLIENT_SECRET_<NAME>.",
  ),
  share: optional(
    number("a number above 0", { least: Number.MIN_VALUE }),
    "Share of the users and of the rate; only the ratios of the shares matter. Not set: 1.",
  ),
  mix: optional(text(), "Its mix: a name in profiles/mixes/, or a path relative to this file. Not set: that of --mix."),
});

export const CLIENTS_FILE = strictObject({
  $schema: v.exactOptional(text()),
  clients: v.pipe(
    list(CLIENT, "a list of at least two clients"),
    v.minLength(2, expected("a list of at least two clients")),
  ),
});

export type Client = Immutable<v.InferOutput<typeof CLIENT>>;

export function readClients(content: string): Reading<v.InferOutput<typeof CLIENTS_FILE>> {
  return readJson(CLIENTS_FILE, content);
}
