/** `/v3/vendors`: a vendor's namespace prefixes go into the tokens of its applications. */
import type { SandboxResponse } from "../http.ts";
import { listApplications } from "./application-views.ts";
import { empty, failureResponse, json, NO_ROUTE, notFound } from "./failure.ts";
import { type ListFields, page } from "./list-query.ts";
import { BodyChecks, type JsonObject, type RouteContext, readId, withBody } from "./route-context.ts";
import type { Vendor } from "./state.ts";

const PREFIX_LENGTH = 128;
const FIELDS: ListFields = {
  order: ["id", "company", "contactName", "contactEmailAddress"],
  filter: ["id", "company", "contactName", "contactEmailAddress"],
};

export function handleVendors(context: RouteContext): SandboxResponse {
  const { request, rest, repository } = context;
  if (rest.length === 0) {
    if (request.method === "GET") {
      const vendors = page(context, repository.state.vendors, FIELDS);
      return "status" in vendors ? vendors : json(200, vendors);
    }
    return request.method === "POST" ? create(context) : empty(405, { allow: "GET, POST" });
  }
  const id = readId(context);
  if (typeof id !== "number") return id;
  if (request.method === "PUT" && rest.length === 1) return update(context, id);
  const vendor = repository.state.vendors.find((entry) => entry.id === id);
  if (vendor === undefined) return failureResponse(request, notFound("Vendor", id));
  if (rest[1] === "applications" && rest.length === 2 && request.method === "GET")
    return listApplications(context, ({ vendorId }) => vendorId === id);
  if (rest.length > 1) return failureResponse(request, NO_ROUTE);
  if (request.method === "GET") return json(200, vendor);
  return request.method === "DELETE" ? remove(context, id) : empty(405, { allow: "GET, PUT, DELETE" });
}

function read(body: JsonObject, checks: BodyChecks): Omit<Vendor, "id"> {
  const company = checks.text("company", 256);
  const contactName = checks.text("contactName", 128);
  const contactEmailAddress = checks.text("contactEmailAddress", 320);
  if (body.contactEmailAddress !== null && !/^[^@]+@[^@]+$/.test(contactEmailAddress)) {
    checks.add("contactEmailAddress", "'Contact Email Address' is not a valid email address.");
  }
  const namespacePrefixes = checks.text("namespacePrefixes", Number.POSITIVE_INFINITY);
  if (namespacePrefixes.split(",").some((prefix) => prefix.trim().length > PREFIX_LENGTH)) {
    checks.add("namespacePrefixes", `Each NamespacePrefix length must be ${PREFIX_LENGTH} characters or fewer.`);
  }
  return { company, contactName, contactEmailAddress, namespacePrefixes };
}

function create({ request, repository, base }: RouteContext): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(body, checks);
    if (checks.failure !== undefined) return failureResponse(request, checks.failure);
    const known = repository.state.vendors.findIndex(({ company }) => company === fields.company);
    const id = repository.state.vendors[known]?.id ?? repository.nextId();
    if (known >= 0) repository.state.vendors[known] = { id, ...fields };
    else repository.state.vendors.push({ id, ...fields });
    repository.save();
    return empty(known >= 0 ? 200 : 201, { location: `${base}/v3/vendors/${id}` });
  });
}

function update({ request, repository }: RouteContext, id: number): SandboxResponse {
  return withBody(request, (body) => {
    const checks = new BodyChecks(body);
    const fields = read(body, checks);
    checks.sameId(id);
    const { state } = repository;
    const missing = state.vendors.some((entry) => entry.id === id) ? undefined : notFound("Vendor", id);
    const failure = checks.failure ?? missing;
    if (failure !== undefined) return failureResponse(request, failure);
    state.vendors = state.vendors.map((entry) => (entry.id === id ? { id, ...fields } : entry));
    repository.save();
    return empty(204);
  });
}

/** A vendor's applications and their clients go with it. */
function remove({ repository }: RouteContext, id: number): SandboxResponse {
  const { state } = repository;
  const owned = new Set(state.applications.filter(({ vendorId }) => vendorId === id).map((entry) => entry.id));
  state.vendors = state.vendors.filter((entry) => entry.id !== id);
  state.applications = state.applications.filter((entry) => !owned.has(entry.id));
  state.apiClients = state.apiClients.filter(({ applicationId }) => !owned.has(applicationId));
  repository.save();
  return empty(204);
}
