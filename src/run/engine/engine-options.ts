/** What k6 is started with, beside its script: parts from several places, put together. Pure. */

export interface EngineOptions {
  /** For the command line; no secret, since the process list shows it. */
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Names as `--out` takes them. */
  readonly outputs?: readonly string[];
}

export function joinEngineOptions(parts: readonly EngineOptions[]): Required<Omit<EngineOptions, "outputs">> {
  const outputs = [...new Set(parts.flatMap((part) => part.outputs ?? []))];
  const environment: Record<string, string> = {};
  for (const part of parts) Object.assign(environment, part.environment);
  // Not by --out: an output's address may hold a password.
  if (outputs.length > 0) environment.K6_OUT = outputs.join(",");
  return { arguments: parts.flatMap((part) => part.arguments ?? []), environment };
}
