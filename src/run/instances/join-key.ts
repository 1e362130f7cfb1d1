/** What lets an instance join one run, and no other: where its coordinator is, the key of the run, and its certificate. */

import { LoadTestError } from "../../base/errors.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";

export interface JoinKey {
  readonly url: string;
  readonly key: string;
  /** PEM; empty for plain HTTP. The instance trusts this certificate alone. */
  readonly certificate: string;
}

const PREFIX = "edfi-join-1.";

/** One word. */
export function writeJoinKey(key: JoinKey): string {
  return PREFIX + Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @throws LoadTestError "usage" for any other text */
export function readJoinKey(text: string): JoinKey {
  const word = text.trim();
  const parts = word.startsWith(PREFIX)
    ? asRecord(parseJson(Buffer.from(word.slice(PREFIX.length), "base64url").toString("utf8")))
    : undefined;
  const { url, key, certificate } = parts ?? {};
  const isWhole = typeof url === "string" && typeof key === "string" && typeof certificate === "string";
  // Without a certificate, Node would trust any that the machine trusts.
  if (!isWhole || !URL.canParse(url) || (certificate === "" && !url.startsWith("http:")))
    throw new LoadTestError("usage", "This is not the join key of a run.", {
      hint: "The coordinator writes it to a file, whose path it prints at its start.",
    });
  return { url, key, certificate };
}
