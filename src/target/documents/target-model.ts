/** The model of a target, read from the OpenAPI documents that it serves. */

import { indexModel } from "../../api-model/build.ts";
import { modelFromOpenApi } from "../../api-model/from-openapi.ts";
import { type OpenApiDocument, readOpenApi } from "../../api-model/openapi-document.ts";
import type { Model } from "../../api-model/types.ts";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { metadataUrlCandidates } from "../../lib/edfi/api-urls.ts";
import { asRecord, asText, parseJson } from "../../lib/edfi/json.ts";
import type { Discovery } from "../discovery.ts";
import { describeAnswer, type HttpAnswer, nameOf, send } from "../http.ts";

export interface TargetModel {
  readonly model: Model;
  /** Documents that could not be used, a line each. */
  readonly problems: readonly string[];
}

/** The documents of a data standard have some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Sections that describe no resources of their own. */
const OTHER_SECTION = /profile|composite|other|change-?quer|identit|discovery|bulk|enrollment/i;

/** @throws LoadTestError "preflight" when there is no document of resources */
export async function readTargetModel({ urls }: Discovery): Promise<TargetModel> {
  const list = urls.openApiMetadata;
  if (list === undefined) throw withoutDocuments("its discovery document lists no openApiMetadata");
  const sections = sectionsIn(await read(list));
  const documents: OpenApiDocument[] = [];
  const problems: string[] = [];
  for (const url of sections) {
    try {
      documents.push(readOpenApi(parseJson((await read(url)).text)));
    } catch (error) {
      problems.push(`${nameOf({ method: "GET", url })}: ${messageOf(error)}`);
    }
  }
  if (documents.length === 0) throw withoutDocuments(problems[0] ?? `${list} lists no document of resources`);
  return { model: modelFromOpenApi(documents, indexModel([])), problems };
}

function sectionsIn({ text }: HttpAnswer): string[] {
  const list = parseJson(text);
  return (Array.isArray(list) ? list : []).flatMap((item) => {
    const { name, prefix, endpointUri } = asRecord(item) ?? {};
    const isOther = OTHER_SECTION.test(`${asText(prefix) ?? ""} ${asText(name) ?? ""}`);
    const url = asText(endpointUri);
    return url === undefined || isOther ? [] : [url];
  });
}

/** At the address as it is advertised, or without the route qualifiers. */
async function read(advertised: string): Promise<HttpAnswer> {
  let failure = "";
  for (const url of metadataUrlCandidates(advertised)) {
    const answer = await send({ method: "GET", url, maxBytes: MOST_BYTES });
    if (answer.status === 200) return answer;
    failure ||= `${nameOf({ method: "GET", url })} ${describeAnswer(answer)}`;
    if (answer.status !== 404 && answer.status !== 400) break;
  }
  throw withoutDocuments(failure);
}

function withoutDocuments(reason: string): LoadTestError {
  return new LoadTestError("preflight", `The target's OpenAPI documents cannot be read: ${reason}`, {
    hint: "They tell which resources the target has. Without them use --resources core.",
  });
}
