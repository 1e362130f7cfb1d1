import { expect, it } from "vitest";
import { withoutSecrets } from "./masking.ts";

it.each([
  ["token eyJhbGciOi.eyJzdWIiOiIx.c2ln was refused", "token *** was refused"],
  ["Authorization: Bearer abc.def-123", "Authorization: Bearer ***"],
  ['{"access_token":"secret-1","expires_in":30}', '{"access_token":"***","expires_in":30}'],
  ["client_secret=hunter22&grant_type=x", "client_secret=***&grant_type=x"],
  ["the key of a student", "the key of a student"],
])("%s", (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});
