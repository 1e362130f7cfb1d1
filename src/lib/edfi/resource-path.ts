/** The two names of a resource: its path at the target, and the shorter one that this program uses. Pure. */

const CORE = "/ed-fi/";

/** Below the data address: `/ed-fi/students` for `students`, `/tpdm/candidates` for `tpdm/candidates`. */
export function resourcePath(endpoint: string): string {
  return endpoint.includes("/") ? `/${endpoint}` : CORE + endpoint;
}

/** The reverse. */
export function endpointOfPath(path: string): string {
  return path.slice(path.startsWith(CORE) ? CORE.length : 1);
}
