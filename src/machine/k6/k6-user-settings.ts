/** The settings file of k6 itself, `config.json`, which a user may have. Runs do without it. */

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";

/** Where k6 looks for it. */
function k6SettingsFile(environment: NodeJS.ProcessEnv, home: string): string {
  if (process.platform === "darwin") return join(home, "Library/Application Support/k6/config.json");
  if (process.platform === "win32") return join(environment.APPDATA ?? home, "k6/config.json");
  return join(environment.XDG_CONFIG_HOME || join(home, ".config"), "k6/config.json");
}

/** The file and the names of what it sets, except the login to Grafana Cloud; undefined if there is none. */
export function k6UserSettings(
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): { readonly file: string; readonly names: readonly string[] } | undefined {
  const file = k6SettingsFile(environment, home);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const isSet = (value: unknown): boolean => value !== null && value !== false && value !== "";
  const names = Object.entries(asRecord(parseJson(text)) ?? {})
    .filter(([name, value]) => name !== "collectors" && isSet(value))
    .map(([name]) => name);
  return names.length === 0 ? undefined : { file, names };
}
