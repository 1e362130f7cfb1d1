/** The model of a target, read from the OpenAPI documents that it serves. */

import { indexModel } from "../../api-model/build.ts";
import { endpointOf } from "../../api-model/endpoint.ts";
import { modelFromOpenApi } from "../../api-model/from-openapi.ts";
import { type OpenApiDocument, readOpenApi } from "../../api-model/openapi-document.ts";
import type { Model } from "../../api-model/types.ts";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { asRecord } from "../../lib/edfi/json.ts";
import type { LeftOut } from "../../lib/plan/usable.ts";
import type { Discovery } from "../discovery.ts";
import { nameOf } from "../http.ts";
import { type FetchedDocument, type FetchOptions, fetchDocument } from "./fetch-document.ts";
import { keptIn, NOTHING_KEPT } from "./kept-documents.ts";
import { readSections } from "./sections.ts";

export interface TargetModel {
  readonly model: Model;
  /** Documents that could not be used, a line each. */
  readonly problems: readonly string[];
  /** Resources that a document has but does not describe well enough. */
  readonly unreadable: readonly LeftOut[];
  /** Writes the documents that it was read from, compressed. */
  readonly saveTo: (folder: string) => void;
}

export interface TargetModelOptions {
  /** Keeps the documents as they were read, and uses them again while the target says that they have not changed. */
  readonly folder?: string;
}

/** For all documents together. */
const LONGEST_MS = 300_000;
const MOST_DOCUMENTS = 64;

/**
 * Reads every document of resources and descriptors, whatever data standards and extensions they are of.
 * @throws LoadTestError "preflight" when there is no document of resources
 */
export async function readTargetModel({ urls }: Discovery, { folder }: TargetModelOptions = {}): Promise<TargetModel> {
  const advertised = urls.openApiMetadata;
  if (advertised === undefined) throw withoutDocuments("its discovery document lists no openApiMetadata");
  const kept = folder === undefined ? NOTHING_KEPT : keptIn(folder);
  const options = { near: urls.dataManagementApi, kept, endsAtMs: performance.now() + LONGEST_MS };
  const list = await fetchList(advertised, options);
  const problems: string[] = [];
  const documents: OpenApiDocument[] = [];
  const sources: FetchedDocument[] = [];
  const take = (source: FetchedDocument): void => {
    try {
      documents.push(readOpenApi(source.value));
      sources.push(source);
    } catch (error) {
      problems.push(`${nameOf({ method: "GET", url: source.url })}: ${messageOf(error)}`);
    }
  };
  if (asRecord(list.value)?.paths !== undefined) take(list);
  for (const { url } of readSections(list.value, list.url).slice(0, MOST_DOCUMENTS)) {
    try {
      take(await fetchDocument(url, { ...options, near: list.url }));
    } catch (error) {
      if (!(error instanceof LoadTestError)) throw error;
      problems.push(error.message);
    }
  }
  if (documents.length === 0)
    throw withoutDocuments(problems[0] ?? `${nameOf({ method: "GET", url: list.url })} lists no document of resources`);
  const unreadable: LeftOut[] = [];
  const model = modelFromOpenApi(documents, indexModel([]), (resource) => {
    unreadable.push({ endpoint: endpointOf(resource), reason: resource.reason });
  });
  const saveTo = (into: string): void => {
    const saved = keptIn(into);
    for (const { url, text, etag } of sources) saved.keep(url, text, etag);
  };
  return { model, problems, unreadable, saveTo };
}

async function fetchList(advertised: string, options: FetchOptions): Promise<FetchedDocument> {
  try {
    return await fetchDocument(advertised, options);
  } catch (error) {
    throw error instanceof LoadTestError ? withoutDocuments(error.message) : error;
  }
}

function withoutDocuments(reason: string): LoadTestError {
  return new LoadTestError("preflight", `The target's OpenAPI documents cannot be read: ${reason}`, {
    hint: "They list the resources of the target. Without them, use --resources core.",
  });
}
