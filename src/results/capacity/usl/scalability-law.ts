/**
 * The Universal Scalability Law: throughput X(N) = λN / (1 + σ(N-1) + κN(N-1)) of N users. N. J. Gunther, Guerrilla
 * Capacity Planning, Springer 2007. Pure.
 */

export interface Coefficients {
  /** λ: operations per second of one user alone. */
  readonly perUser: number;
  /** σ: share of the work that is done one at a time. */
  readonly contention: number;
  /** κ: work that each pair of users causes, as a share of that of one user. */
  readonly coherency: number;
}

/** A measured point: users at the same time, and operations per second. */
export interface UserPoint {
  readonly users: number;
  readonly perSecond: number;
}

/** Operations per second. */
export function throughputOf({ perUser, contention, coherency }: Coefficients, users: number): number {
  return (perUser * users) / (1 + contention * (users - 1) + coherency * users * (users - 1));
}

/** Users with the highest throughput; Infinity where more users never lower it. */
export function peakUsers({ contention, coherency }: Coefficients): number {
  if (coherency === 0) return contention < 1 ? Number.POSITIVE_INFINITY : 1;
  return Math.max(1, Math.sqrt(Math.max(0, 1 - contention) / coherency));
}
