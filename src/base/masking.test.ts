import { expect, it } from "vitest";
import { withoutSecrets } from "./masking.ts";

it.each([
  ["token eyJhbGciOi.eyJzdWIiOiIx.c2ln was refused", "token *** was refused"],
  ["Authorization: Bearer abc.def-123", "Authorization: Bearer ***"],
  ['{"access_token":"secret-1","expires_in":30}', '{"access_token":"***","expires_in":30}'],
  ["client_secret=hunter22&grant_type=x", "client_secret=***&grant_type=x"],
  ["Authorization=Bearer%20abc.def-123&x", "Authorization=Bearer ***&x"],
  ["you sent Basic bXktY2xpZW50Om15LXNlY3JldA==", "you sent Basic ***"],
  ["no Bearer token was sent; Basic authentication is off", "no Bearer token was sent; Basic authentication is off"],
  ["the key of a student", "the key of a student"],
])("%s", (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});
