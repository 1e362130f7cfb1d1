/**
 * Items that a VU has created and not deleted yet, bounded. An item is not deleted before those that refer to it. Pure:
 * state, but no clock and no randomness.
 */

export interface OwnItem {
  readonly endpoint: string;
  readonly id: string;
  /** JSON: an object takes four times the memory. */
  readonly key: string;
  /** Number of the loaded item that was its template. */
  readonly template: number;
  readonly parent: OwnItem | undefined;
  /** Own items that refer to it. */
  children: number;
  /** Keys of all items of its person so far: none is created twice. */
  readonly used: string[];
}

/** Of one endpoint. */
const MOST = 4;

export class OwnItems {
  /** By endpoint, the oldest first. */
  readonly #items: Record<string, OwnItem[]> = {};

  add(endpoint: string, id: string, key: string, template: number, parent: OwnItem | undefined): void {
    if (parent !== undefined) parent.children++;
    this.#items[endpoint] ??= [];
    const items = this.#items[endpoint];
    items.push({ endpoint, id, key, template, parent, children: 0, used: parent?.used ?? [] });
    if (items.length > MOST) items.shift();
  }

  /** The newest item of an endpoint that suits as a parent. */
  parent(endpoint: string, suits: (item: OwnItem) => boolean): OwnItem | undefined {
    const items = this.#items[endpoint] ?? [];
    for (let at = items.length - 1; at >= 0; at--) if (suits(items[at] as OwnItem)) return items[at];
    return undefined;
  }

  /** Takes out the oldest item that can be deleted, of `endpoint` where there is one. */
  takeDeletable(endpoint: string): OwnItem | undefined {
    const own = takeOldest(this.#items[endpoint] ?? []);
    if (own !== undefined) return own;
    const others = Object.keys(this.#items);
    for (let at = 0; at < others.length; at++) {
      const item = takeOldest(this.#items[others[at] as string] as OwnItem[]);
      if (item !== undefined) return item;
    }
    return undefined;
  }

  deleted(item: OwnItem): void {
    if (item.parent !== undefined) item.parent.children--;
  }
}

function takeOldest(items: OwnItem[]): OwnItem | undefined {
  let place = 0;
  while ((items[place]?.children ?? 0) > 0) place++;
  const oldest = items[place];
  if (oldest === undefined) return undefined;
  // No `splice`, which makes an array each time.
  for (let at = place + 1; at < items.length; at++) items[at - 1] = items[at] as OwnItem;
  items.pop();
  return oldest;
}
