/** A part of a run, or a moment, that its charts mark. Pure. */

export interface Band {
  /** Seconds on the time axis of the charts. */
  readonly from: number;
  /** Equal to `from` where a moment is marked. */
  readonly to: number;
  /** Short: it stands in the chart where it fits. */
  readonly label: string;
  /** In place of the label where the bands are explained. */
  readonly meaning?: string;
  /** The target did not do what was asked. */
  readonly isBad: boolean;
}
