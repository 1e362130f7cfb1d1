/**
 * What a virtual user has created and not deleted yet, bounded. Items that others of them refer to are not deleted before those.
 * Pure: state, but no clock and no chance.
 */

import type { Key } from "./new-entity.ts";

export interface OwnItem {
  readonly endpoint: string;
  readonly id: string;
  readonly key: Key;
  /** Index of the loaded item that it was made after. */
  readonly template: number;
  readonly parent: OwnItem | undefined;
  /** Own items that refer to it. */
  children: number;
  /** Keys of what there was of its person: nothing is made twice. */
  readonly used: Set<string>;
}

const MOST = 200;

export class OwnItems {
  #items: OwnItem[] = [];

  add(endpoint: string, id: string, key: Key, template: number, parent: OwnItem | undefined): void {
    if (parent !== undefined) parent.children++;
    this.#items.push({ endpoint, id, key, template, parent, children: 0, used: parent?.used ?? new Set() });
    if (this.#items.length > MOST) this.#items.shift();
  }

  /** The newest of an endpoint that suits, to make a child of. */
  parent(endpoint: string, suits: (item: OwnItem) => boolean): OwnItem | undefined {
    for (let at = this.#items.length - 1; at >= 0; at--) {
      const item = this.#items[at] as OwnItem;
      if (item.endpoint === endpoint && suits(item)) return item;
    }
    return undefined;
  }

  /** Takes out the oldest item that can be deleted, of `endpoint` where there is one. */
  takeDeletable(endpoint: string): OwnItem | undefined {
    let at = this.#items.findIndex((item) => item.children === 0 && item.endpoint === endpoint);
    if (at < 0) at = this.#items.findIndex((item) => item.children === 0);
    return at < 0 ? undefined : this.#items.splice(at, 1)[0];
  }

  deleted(item: OwnItem): void {
    if (item.parent !== undefined) item.parent.children--;
  }
}
