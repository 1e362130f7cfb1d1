/** A proof: the whole matrix of what an issue asks for, where `npm test` has one case of each kind. */

export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface ProofCase {
  readonly name: string;
  /** @throws Error when the case fails; its message says what does not hold */
  run(): Promise<Facts>;
}

export interface Proof {
  readonly name: string;
  /** What is proved, in one sentence. */
  readonly text: string;
  /** @param use called with each case; it runs them, at the same time where it is called again before it has ended */
  run(use: (one: ProofCase) => Promise<void>): Promise<void>;
}
