/** A sandbox without sockets or disk, with a clock that tests move, and calls in one line. */

import type { Model } from "../../api-model/types.ts";
import type { Outcome } from "../app.ts";
import type { FlavourName } from "../discovery/flavour.ts";
import type { FaultRule } from "../faults/rules.ts";
import type { SandboxResponse } from "../http.ts";
import { loadDataStandard } from "../model/data-standard.ts";
import { createSandbox, type Sandbox } from "../sandbox.ts";
import { BASIC_FORM, type CallOptions, requestFor } from "./requests.ts";

export interface TestSandboxOptions {
  /** Default: Data Standard 5.2. */
  readonly model?: Model;
  readonly flavour?: FlavourName;
  readonly tokenLifetimeSeconds?: number;
  readonly tokenLimit?: number;
  readonly permits?: number;
  readonly faults?: readonly FaultRule[];
  readonly claimSetCacheMs?: number;
  /** Default: a clock of its own, which stands still. */
  readonly now?: () => number;
}

export interface TestSandbox {
  readonly sandbox: Sandbox;
  /** Moves the clock. */
  advance(ms: number): void;
  call(method: string, path: string, options?: CallOptions): Promise<SandboxResponse>;
  /** Like `call`, but also gives what a fault does to the connection. */
  outcome(method: string, path: string, options?: CallOptions): Promise<Outcome>;
  /** A new application through the Configuration Service. */
  application(fields?: Readonly<Record<string, unknown>>): Promise<{ id: number; key: string; secret: string }>;
  /** Token of a new application with this claim set. */
  token(claimSetName?: string, fields?: Readonly<Record<string, unknown>>): Promise<string>;
  adminToken(clientId?: string): Promise<string>;
}

const dataStandard = loadDataStandard();
const ADMIN_SECRET = "ValidClientSecret1234567890!Abcd";

export function createTestSandbox(options: TestSandboxOptions = {}): TestSandbox {
  let clock = Date.UTC(2026, 0, 1);
  const sandbox = createSandbox({
    model: options.model ?? dataStandard,
    flavour: options.flavour ?? "dms",
    tokens: { lifetimeSeconds: options.tokenLifetimeSeconds ?? 1800, liveLimit: options.tokenLimit ?? 0 },
    rateLimit: { permits: options.permits ?? 0, windowMs: 10_000 },
    faults: options.faults ?? [],
    claimSetCacheMs: options.claimSetCacheMs ?? 0,
    now: options.now ?? (() => clock),
    sleep: async (ms) => {
      clock += ms;
    },
  });
  const outcome: TestSandbox["outcome"] = async (method, path, call) =>
    await sandbox.app.handle(requestFor(method, path, call), true);
  const call: TestSandbox["call"] = async (method, path, given) => {
    const result = await outcome(method, path, given);
    if (typeof result === "string") throw new Error(`${method} ${path} ended in a ${result}`);
    return result;
  };
  const tokenOf = async (path: string, id: string, secret: string): Promise<string> => {
    const { body } = await call("POST", path, { basic: [id, secret], ...BASIC_FORM });
    return (JSON.parse(body ?? "{}") as { access_token: string }).access_token;
  };
  const adminToken = (clientId = "DmsConfigurationService"): Promise<string> =>
    tokenOf("/config/connect/token", clientId, ADMIN_SECRET);
  let applications = 0;
  const application: TestSandbox["application"] = async (fields = {}) => {
    const token = await adminToken();
    const { namespacePrefixes = "uri://ed-fi.org", ...rest } = fields;
    applications += 1;
    const vendor = await call("POST", "/config/v3/vendors", {
      token,
      json: { company: `Vendor ${applications}`, contactName: "A", contactEmailAddress: "a@b.org", namespacePrefixes },
    });
    const made = await call("POST", "/config/v3/applications", {
      token,
      json: {
        vendorId: Number(vendor.headers.location?.split("/").at(-1)),
        applicationName: "Test",
        claimSetName: "E2E-NoFurtherAuthRequiredClaimSet",
        educationOrganizationIds: [],
        dataStoreIds: [1],
        ...rest,
      },
    });
    return JSON.parse(made.body ?? "{}") as { id: number; key: string; secret: string };
  };
  return {
    sandbox,
    advance: (ms) => {
      clock += ms;
    },
    call,
    outcome,
    application,
    adminToken,
    token: async (claimSetName = "E2E-NoFurtherAuthRequiredClaimSet", fields = {}) => {
      const { key, secret } = await application({ claimSetName, ...fields });
      return tokenOf("/oauth/token", key, secret);
    },
  };
}
