// One way to get k6. The provider tries them in order and uses the first binary that it gets.

export interface K6SourceContext {
  readonly env: NodeJS.ProcessEnv;
  /** The project's folder. */
  readonly root: string;
  /** File name of the binary on this system: `k6` or `k6.exe`. */
  readonly binaryName: string;
  /** Where a built or downloaded binary is kept for this user; one folder per version and platform. */
  readonly cacheFolder: string;
  /** One line of progress for the user. */
  log(line: string): void;
}

export type K6SourceResult =
  | { readonly kind: "found"; readonly path: string }
  /** `reason` completes the sentence "SOURCE: …" in the error that lists every way. */
  | { readonly kind: "none"; readonly reason: string };

export interface K6Source {
  /** As users read it, e.g. `K6_BIN` or `built with Go`. */
  readonly name: string;
  /** Throws LoadTestError when the user named this source and it does not work. */
  find(context: K6SourceContext): Promise<K6SourceResult>;
}
