import { afterEach, beforeAll, expect, it } from "vitest";
import { type Certificate, makeCertificate } from "../../test/fakes/certificates.ts";
import { type LoopbackServer, startServer } from "../../test/fakes/loopback-server.ts";
import { startTlsFront, type TlsFace, type TlsFront } from "../../test/fakes/tls-front.ts";
import { LoadTestError } from "../base/errors.ts";
import { send } from "./http.ts";

const root = makeCertificate({ subject: "District Root", isAuthority: true });
const middle = makeCertificate({ subject: "District Servers", isAuthority: true, issuer: root });

let server: LoopbackServer;
let front: TlsFront;
beforeAll(async () => {
  server = await startServer(() => ({ body: "secret" }));
  return () => server.close();
});
afterEach(() => front.close());

function face({ certificate, key }: Certificate, chain = ""): TlsFace {
  return { cert: certificate + chain, key };
}

async function failureOf(shown: TlsFace): Promise<string> {
  front = await startTlsFront(server.url, shown);
  const error: unknown = await send({ method: "GET", url: `${front.baseUrl}/?secret`, attempts: 1 }).catch(
    (thrown) => thrown,
  );
  if (!(error instanceof LoadTestError)) throw new Error(`expected a LoadTestError, got ${String(error)}`);
  expect(server.calls).toEqual([]);
  expect(error.kind).toBe("preflight");
  return `${error.message.replaceAll(new URL(front.baseUrl).host, "HOST")} -> ${error.hint}`;
}

const leaf = makeCertificate({ subject: "api", issuer: root });
const old = { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;

it.each<[string, TlsFace, RegExp]>([
  [
    "an unknown authority",
    face(leaf),
    /^GET https:\/\/HOST\/: the certificate of HOST is not trusted: it was issued by "District Root", an unknown authority -> Set CA_FILE/,
  ],
  [
    "one above another",
    face(makeCertificate({ subject: "api", issuer: middle }), middle.certificate),
    /issued by "District Root"/,
  ],
  [
    "a self-signed one",
    face(makeCertificate({ subject: "api" })),
    /is not trusted: it is self-signed -> If you trust this certificate, set CA_FILE/,
  ],
  [
    "one that has ended",
    face(makeCertificate({ subject: "api", endsInDays: -3 })),
    /expired on \d{4}-\d\d-\d\d -> Renew/,
  ],
  [
    "one that has not begun",
    face(makeCertificate({ subject: "api", endsInDays: 70 })),
    /is not valid before \d{4}-\d\d-\d\d -> Compare this machine's clock/,
  ],
  ["a handshake that breaks off", "cut", /HOST aborted the TLS handshake -> Check the host and port/],
  ["http at this port", "plain", /HOST does not speak TLS .* -> Use http:\/\//],
  [
    "old versions only",
    { ...(face(leaf) as object), ...old },
    /HOST supports only outdated TLS versions .* -> Configure the server to support TLS 1\.2/,
  ],
  [
    "HTTP/2 only",
    { ...(face(leaf) as object), ALPNProtocols: ["h2"] },
    /HOST does not support HTTP\/1\.1 over TLS .* -> Enable HTTP\/1\.1/,
  ],
])("names %s", async (_name, shown, message) => {
  expect(await failureOf(shown)).toMatch(message);
});
