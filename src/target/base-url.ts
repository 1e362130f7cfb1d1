/** The address of a target as a user writes it, checked and in one form. */
import { LoadTestError } from "../base/errors.ts";

/**
 * `http(s)://host[:port][/path]` without a slash at the end.
 * @param name setting to name in the message, for example API_BASE_URL.
 * @throws LoadTestError "config"; the message never repeats user information.
 */
export function normalizeBaseUrl(text: string, name = "API_BASE_URL"): string {
  const hint = `Set ${name} to an address such as http://localhost:8080.`;
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new LoadTestError("config", `${name} is not an http or https URL`, { hint });
  }
  if (url.username !== "" || url.password !== "") {
    throw new LoadTestError("config", `${name} must not contain a user name or password`, { hint });
  }
  if (url.search !== "" || url.hash !== "") {
    throw new LoadTestError("config", `${name} must not contain a query or fragment`, { hint });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
