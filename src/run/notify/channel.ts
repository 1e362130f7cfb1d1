/** A channel for notices, and the possible results of a delivery attempt. */

import type { Notice } from "../../results/notify/notice.ts";

export interface Attachment {
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
}

export interface Delivery {
  readonly notice: Notice;
  /** For channels that can carry files. */
  readonly attachments: readonly Attachment[];
}

export type TryResult =
  | { readonly kind: "sent"; readonly note?: string }
  /** Another try may succeed; `retryAfterMs` is what the server asked for. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: "failed"; readonly reason: string };

export interface Channel {
  /** As messages name it, without anything secret: `slack webhook at hooks.example`. */
  readonly name: string;
  /** One try. Never throws; ends soon after the signal. */
  send(delivery: Delivery, signal: AbortSignal): Promise<TryResult>;
}
