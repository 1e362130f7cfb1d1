/** Without a target the embedded sandbox is tested, so no setting of a target must be overlooked. */

import type { Layer } from "../lib/config/resolve.ts";

const TARGET = "API_BASE_URL";
const TARGET_SETTING =
  /^(API_BASE_URL|OAUTH_TOKEN_URL|CLIENT_ID|CLIENT_SECRET|CONFIG_SERVICE_\w+|TARGET_DATABASE_URL|TARGET_METRICS_URL)$/;

/**
 * Why the sandbox must not be chosen: one line, none if there is no setting of a target. A name that is set to nothing
 * counts as one, too: this is how a missing variable arrives in continuous integration.
 * @param layers none of which has a value for API_BASE_URL
 */
export function targetTraces(layers: readonly Layer[]): string[] {
  const places = layers.flatMap(({ origin, values, writtenAs }) =>
    Object.keys(values)
      .filter((name) => values[name] !== undefined && TARGET_SETTING.test(name))
      .map((name) => ({ name, shown: `${writtenAs?.[name] ?? name} in ${origin}` })),
  );
  if (places.length === 0) return [];
  const shown = places.map((place) => place.shown.replace(/ in command line$/, "")).join(", ");
  const isEmpty = places.some(({ name }) => name === TARGET);
  const what = isEmpty ? "set, but empty" : "not set, although there are settings for a target";
  return [`${TARGET}: ${what} (${shown}). Set it to the target, or unset all of these to use the embedded sandbox`];
}
