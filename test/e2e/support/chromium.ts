/** One Chromium for many pages: a start of it takes ten times the CPU of a page. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";

/** Undefined: there is none on this machine. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

export interface OpenedPage {
  /** The document after its scripts ran. */
  readonly dom: string;
  /** What was written to the console, errors and refusals of the browser among it. */
  readonly console: readonly string[];
}

export interface Browser {
  /**
   * Each page begins without anything that another one has stored.
   *
   * @param selector of what the scripts of the page add last, where they take longer than to its load event
   */
  open(url: string, selector?: string): Promise<OpenedPage>;
  close(): Promise<void>;
}

const FLAGS = [
  "--headless",
  "--remote-debugging-pipe",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const WRITES = ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"];

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** @param profile an empty folder of its own */
export async function startBrowser(profile: string): Promise<Browser> {
  const child = spawn(CHROMIUM as string, [...FLAGS, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const pipe = new DebuggingPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const ended = once(child, "exit").then(() => pipe.end());
  return {
    open: async (url, selector) => {
      const { browserContextId } = await pipe.send("Target.createBrowserContext");
      const { targetId } = await pipe.send("Target.createTarget", { url: "about:blank", browserContextId });
      const attached = await pipe.send("Target.attachToTarget", { targetId, flatten: true });
      const opened = await openIn(pipe, attached.sessionId as string, url, selector);
      await pipe.send("Target.disposeBrowserContext", { browserContextId });
      return opened;
    },
    close: async () => {
      await pipe.send("Browser.close");
      await ended;
    },
  };
}

/** Two frames after all scripts of the page ran, or when there is what `selector` finds. */
const isDone = (selector: string | undefined): string =>
  selector === undefined
    ? "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    : `new Promise((done) => {
        const look = () => (document.querySelector(${JSON.stringify(selector)}) === null ? setTimeout(look, 20) : done());
        look();
      })`;

async function openIn(pipe: DebuggingPipe, sessionId: string, url: string, selector?: string): Promise<OpenedPage> {
  const send = (method: string, params?: object): Promise<Record<string, unknown>> =>
    pipe.send(method, params, sessionId);
  const console: string[] = [];
  let isLoaded: () => void = () => {};
  const loaded = new Promise<void>((resolve) => {
    isLoaded = resolve;
  });
  pipe.listen(sessionId, ({ method = "", params }) => {
    if (WRITES.includes(method)) console.push(JSON.stringify(params));
    if (method === "Page.loadEventFired") isLoaded();
  });
  for (const domain of ["Page", "Runtime", "Log"]) await send(`${domain}.enable`);
  await send("Page.navigate", { url });
  await loaded;
  await send("Runtime.evaluate", { expression: isDone(selector), awaitPromise: true });
  const { result } = await send("Runtime.evaluate", { expression: "document.documentElement.outerHTML" });
  return { dom: (result as { readonly value: string }).value, console };
}

/** Messages of the DevTools protocol, each ended by a zero byte. */
class DebuggingPipe {
  readonly #to: Writable;
  readonly #waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  readonly #listeners = new Map<string, (message: Message) => void>();
  #last = 0;
  #text = "";

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    to.on("error", () => this.end());
    from.setEncoding("utf8").on("data", (chunk: string) => this.#take(chunk));
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#to.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
  }

  listen(sessionId: string, listener: (message: Message) => void): void {
    this.#listeners.set(sessionId, listener);
  }

  /** Nothing more comes. */
  end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error("Chromium has ended"));
    this.#waiting.clear();
  }

  #take(chunk: string): void {
    const messages = (this.#text + chunk).split("\0");
    this.#text = messages.pop() ?? "";
    for (const text of messages) this.#receive(JSON.parse(text) as Message);
  }

  #receive(message: Message): void {
    const { id, sessionId = "", result = {}, error } = message;
    if (id === undefined) {
      this.#listeners.get(sessionId)?.(message);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }
}
