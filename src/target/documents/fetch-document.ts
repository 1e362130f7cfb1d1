/** Reads one metadata document, at the address where it is advertised or where else it may be. */

import { LoadTestError } from "../../base/errors.ts";
import { metadataUrlCandidates, originOf } from "../../lib/edfi/api-urls.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { BrokenCall, describeAnswer, type HttpAnswer, nameOf, send } from "../http.ts";
import type { KeptDocuments } from "./kept-documents.ts";

export interface FetchedDocument {
  readonly value: unknown;
  /** Where it was found. */
  readonly url: string;
  readonly text: string;
  readonly etag: string | undefined;
}

export interface FetchOptions {
  /** Where the list of documents was found: its server may know its own address wrongly. */
  readonly near: string;
  readonly kept: KeptDocuments;
  /** By `performance.now()`: nothing is asked for after it. */
  readonly endsAtMs: number;
}

/** The documents of a data standard have some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** @throws LoadTestError "preflight" with what the first address answered */
export async function fetchDocument(advertised: string, options: FetchOptions): Promise<FetchedDocument> {
  let failure: LoadTestError | undefined;
  const broken = new Set<string>();
  for (const url of addressesOf(advertised, options.near)) {
    if (broken.has(originOf(url))) continue;
    try {
      return await fetchAt(url, options);
    } catch (error) {
      if (!(error instanceof LoadTestError)) throw error;
      if (error instanceof BrokenCall) broken.add(originOf(url));
      failure ??= error;
    }
  }
  throw failure;
}

/** With and without route qualifiers, then the same at the origin of the list. */
function addressesOf(advertised: string, near: string): readonly string[] {
  const { pathname, search } = new URL(advertised);
  const own = metadataUrlCandidates(advertised);
  if (originOf(advertised) === originOf(near)) return own;
  return [...own, ...metadataUrlCandidates(originOf(near) + pathname + search)];
}

async function fetchAt(url: string, { kept, endsAtMs }: FetchOptions): Promise<FetchedDocument> {
  const leftMs = endsAtMs - performance.now();
  const call = { method: "GET", url } as const;
  if (leftMs <= 0)
    throw new LoadTestError("preflight", `${nameOf(call)}: not read, because the time for documents ran out`);
  const known = kept.find(url);
  const headers = known?.etag === undefined ? {} : { "if-none-match": known.etag };
  const timeoutMs = Math.min(TIMEOUT_MS, leftMs);
  const answer = await send({ ...call, headers, maxBytes: MOST_BYTES, timeoutMs });
  const text = answer.status === 304 ? known?.text : answer.status === 200 ? answer.text : undefined;
  const value = text === undefined ? undefined : parseJson(text);
  if (text === undefined || value === undefined) throw refused(call, answer);
  const etag = answer.headers.get("etag") ?? known?.etag;
  kept.keep(url, text, etag);
  return { value, url, text, etag };
}

function refused(call: { readonly method: "GET"; readonly url: string }, answer: HttpAnswer): LoadTestError {
  const seen = answer.status === 200 ? "returned 200, but not JSON" : describeAnswer(answer);
  return new LoadTestError("preflight", `${nameOf(call)} ${seen}`);
}
