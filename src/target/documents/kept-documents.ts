/**
 * The documents of a target as they were read, compressed, in a folder. They are asked for again with the ETag that they had,
 * and a run folder shows what its data was built from.
 */

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { asRecord, asText, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import { makeDirectory } from "../../machine/make-directory.ts";

export interface KeptDocument {
  readonly text: string;
  readonly etag: string | undefined;
}

export interface KeptDocuments {
  /** Undefined for one that is not there or is damaged. */
  find(url: string): KeptDocument | undefined;
  keep(url: string, text: string, etag: string | undefined): void;
}

export const NOTHING_KEPT: KeptDocuments = { find: () => undefined, keep: () => undefined };

/** File in the folder that names the others: by address, with file, hash and ETag. */
const INDEX = "documents.json";

/** @param folder made when there is something to keep */
export function keptIn(folder: string): KeptDocuments {
  const index = join(folder, INDEX);
  const entries = new Map<string, JsonRecord>();
  for (const [url, entry] of Object.entries(readIndex(index))) entries.set(url, asRecord(entry) ?? {});
  return {
    find(url) {
      const { file, sha256, etag } = entries.get(url) ?? {};
      const text = readCompressed(join(folder, basename(asText(file) ?? INDEX)));
      return text === undefined || hashOf(text) !== sha256 ? undefined : { text, etag: asText(etag) };
    },
    keep(url, text, etag) {
      const sha256 = hashOf(text);
      const file = `${hashOf(url).slice(0, 12)}.json.gz`;
      const known = entries.get(url);
      if (known?.sha256 === sha256 && known.etag === etag && existsSync(join(folder, file))) return;
      entries.set(url, { file, sha256, ...(etag === undefined ? {} : { etag }) });
      makeDirectory(folder);
      writeFileSync(join(folder, file), gzipSync(text));
      writeFileSync(index, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
    },
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function readCompressed(path: string): string | undefined {
  try {
    return gunzipSync(readFileSync(path)).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Empty for a missing or damaged file. */
function readIndex(path: string): JsonRecord {
  return (existsSync(path) ? asRecord(parseJson(readFileSync(path, "utf8"))) : undefined) ?? {};
}
