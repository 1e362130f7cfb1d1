/** `k6/crypto`. */

import { createHmac } from "node:crypto";

export default {
  hmac: (algorithm: string, secret: string, data: string, encoding: "hex" | "base64"): string =>
    createHmac(algorithm, secret).update(data).digest(encoding),
};
