/**
 * The way into a Configuration Service: registering an admin client, its token, and calls with that
 * token. Every failure names the call, the status and the fix.
 */

import { LoadTestError } from "../../base/errors.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { normalizeBaseUrl } from "../base-url.ts";
import { describeAnswer, type HttpAnswer, type HttpCall, nameOf, send } from "../http.ts";
import { readToken } from "../token.ts";

export interface AdminLogin {
  /** Root of the Configuration Service; `/connect/...` and `/v3/...` hang below it. */
  readonly configServiceUrl: string;
  /** Where tokens come from when it is not `{configServiceUrl}/connect/token`: a Keycloak realm. */
  readonly adminTokenUrl?: string;
  readonly adminClientId: string;
  readonly adminClientSecret: string;
  /** Registers the admin client first; "already there" is fine. */
  readonly register?: boolean;
  /** Value of the `Tenant` header of a multi-tenant service. */
  readonly tenant?: string;
}

export interface AdminSession {
  readonly baseUrl: string;
  /** Calls a path below the service (`/v3/vendors`) and returns any status; the network may throw. */
  call(method: HttpCall["method"], path: string, body?: object): Promise<HttpAnswer>;
  /** Calls another service with the token, which must trust the same issuer. */
  callElsewhere(method: HttpCall["method"], url: string): Promise<HttpAnswer>;
  /** The error for an answer that was not expected. */
  failure(method: HttpCall["method"], path: string, answer: HttpAnswer, fix?: string): ServiceFailure;
}

/** An answer of the Configuration Service that was not expected. */
export class ServiceFailure extends LoadTestError {
  readonly status: number;

  constructor(status: number, message: string, hint: string) {
    super("preflight", message, { hint });
    this.status = status;
  }

  /** The service does not have this call (404, 405) or does not allow it (401, 403). */
  get isRefusal(): boolean {
    return [401, 403, 404, 405].includes(this.status);
  }
}

const ADMIN_SCOPE = "edfi_admin_api/full_access";

/** @throws LoadTestError "auth" when the admin client is refused, "preflight" for anything else. */
export async function openAdminSession(login: AdminLogin): Promise<AdminSession> {
  const baseUrl = normalizeBaseUrl(login.configServiceUrl, "CONFIG_SERVICE_URL");
  if (login.register === true) await registerAdmin(baseUrl, login);
  const token = await adminToken(baseUrl, login);
  const secrets = [token, login.adminClientSecret];
  const authorization = { authorization: `Bearer ${token}` };
  return {
    baseUrl,
    call: (method, path, body) =>
      send({
        method,
        url: `${baseUrl}${path}`,
        headers: {
          ...authorization,
          ...tenantHeader(login),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    callElsewhere: (method, url) => send({ method, url, headers: authorization }),
    failure: (method, path, answer, fix) => {
      const text = `${nameOf({ method, url: `${baseUrl}${path}` })} ${describeAnswer(answer, secrets)}`;
      return new ServiceFailure(answer.status, text, fix ?? usualFix(answer));
    },
  };
}

async function registerAdmin(baseUrl: string, login: AdminLogin): Promise<void> {
  const form = {
    ClientId: login.adminClientId,
    ClientSecret: login.adminClientSecret,
    DisplayName: login.adminClientId,
  };
  const call = formCall(`${baseUrl}/connect/register`, form, login);
  const answer = await send(call);
  if (answer.status === 200 || answer.status === 201 || isAlreadyThere(answer)) return;
  const hint =
    answer.status === 403
      ? "The Configuration Service does not allow registration: enable it (AllowRegistration), or use an existing client."
      : answer.status === 404
        ? "This service does not register clients (Keycloak does): omit --register and use an existing client."
        : "The secret requires 32 to 128 characters: lower case, upper case, a digit and a special character.";
  throw new LoadTestError("auth", `${nameOf(call)} ${describeAnswer(answer, [login.adminClientSecret])}`, { hint });
}

function isAlreadyThere(answer: HttpAnswer): boolean {
  if (answer.status === 409) return true;
  const fields = asRecord(asRecord(parseJson(answer.text))?.validationErrors);
  return answer.status === 400 && /already exists/i.test(JSON.stringify(fields?.ClientId ?? ""));
}

async function adminToken(baseUrl: string, login: AdminLogin): Promise<string> {
  const form = {
    client_id: login.adminClientId,
    client_secret: login.adminClientSecret,
    grant_type: "client_credentials",
    scope: ADMIN_SCOPE,
  };
  const call = formCall(login.adminTokenUrl ?? `${baseUrl}/connect/token`, form, login);
  let answer = await send(call);
  if (answer.status === 400 && /invalid_scope/i.test(answer.text)) {
    const { scope: _, ...withoutScope } = form;
    answer = await send(formCall(call.url, withoutScope, login));
  }
  const token = answer.status === 200 ? readToken(answer) : undefined;
  if (token !== undefined) return token.accessToken;
  throw tokenRefused(call, answer, login);
}

function tokenRefused(call: HttpCall, answer: HttpAnswer, login: AdminLogin): LoadTestError {
  const reason =
    answer.status === 200 ? "returned 200 without an access_token" : describeAnswer(answer, [login.adminClientSecret]);
  const text = `${nameOf(call)} as ${login.adminClientId} ${reason}`;
  if (answer.status === 400 || answer.status === 401) {
    const hint =
      "Check the ID and secret of the administrative client. --register registers it, if the service allows it.";
    return new LoadTestError("auth", text, { hint });
  }
  const hint =
    answer.status === 404
      ? "Correct the URL of the Configuration Service (it may have a path, such as /config), or set the URL of Keycloak."
      : "Check the Configuration Service's log.";
  return new LoadTestError("preflight", text, { hint });
}

function formCall(url: string, form: Readonly<Record<string, string>>, login: AdminLogin): HttpCall {
  const headers = { "content-type": "application/x-www-form-urlencoded", ...tenantHeader(login) };
  return { method: "POST", url, headers, body: new URLSearchParams(form).toString(), attempts: 3 };
}

function tenantHeader(login: AdminLogin): Readonly<Record<string, string>> {
  return login.tenant === undefined ? {} : { Tenant: login.tenant };
}

function usualFix(answer: HttpAnswer): string {
  if (answer.status === 400 && /tenant/i.test(answer.text))
    return "The service has several tenants: name yours with --tenant (API_TENANT).";
  if (answer.status === 401)
    return "The administrative token was rejected: check that the token URL belongs to this service.";
  if (answer.status === 403) return `The administrative client lacks the scope ${ADMIN_SCOPE}; use one that has it.`;
  if (answer.status === 404)
    return "Correct the URL of the Configuration Service (it may have a path, such as /config).";
  if (answer.status < 400)
    return "Correct the URL of the Configuration Service: another service or a gateway answers there.";
  if (answer.status === 408 || answer.status === 425 || answer.status === 429) return "Wait a moment and try again.";
  if (answer.status >= 500) return "Check the Configuration Service's log; its database may be down.";
  return "Correct the value named in the response.";
}
