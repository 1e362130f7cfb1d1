/**
 * Collections of resources that a client reads by namespace: items of other namespaces are left out,
 * from pages and from counts. A view of the store hides them, so that queries know nothing about it.
 */
import { type Authorizer, namespaceOf } from "./claims/authorize.ts";
import type { DataApi } from "./documents/data-api.ts";
import type { ApiClient } from "./http.ts";
import type { Model, ResourceModel } from "./model/types.ts";
import type { DocumentStore, DocumentTable, StoredDocument } from "./store/types.ts";

export interface CollectionLimits {
  readonly model: Model;
  readonly store: DocumentStore;
  readonly authorizer: Authorizer;
  readonly create: (store: DocumentStore) => DataApi;
}

const VIEWS_KEPT = 100;

/** The data endpoints, with collections limited where the client's claim set says so. */
export function limitCollections({ model, store, authorizer, create }: CollectionLimits): DataApi {
  const everything = create(store);
  const views = new Map<string, DataApi>();
  const viewFor = (dataPath: string, client: ApiClient): DataApi => {
    const resource = collectionOf(model, dataPath);
    if (resource === undefined) return everything;
    const prefixes = authorizer.visibleNamespaces(client, resource);
    if (prefixes === undefined) return everything;
    const key = JSON.stringify([resource.project, resource.endpoint, prefixes]);
    let view = views.get(key);
    if (view === undefined) {
      if (views.size >= VIEWS_KEPT) views.clear();
      view = create(limitedStore(store, resource, prefixes));
      views.set(key, view);
    }
    return view;
  };
  return {
    ...everything,
    handle: (request, dataPath, dataUrl, client) => {
      const api = request.method === "GET" ? viewFor(dataPath, client) : everything;
      return api.handle(request, dataPath, dataUrl, client);
    },
  };
}

/** The resource of `/project/endpoint`, with or without a slash at the end. */
function collectionOf(model: Model, dataPath: string): ResourceModel | undefined {
  return model.byEndpoint.get(dataPath.replace(/^\/|\/+$/g, "").toLowerCase());
}

function limitedStore(store: DocumentStore, resource: ResourceModel, prefixes: readonly string[]): DocumentStore {
  const limited = `${resource.project}/${resource.endpoint}`;
  const isVisible = (document: StoredDocument): boolean => {
    const namespace = namespaceOf(resource, document.text);
    return namespace === undefined || prefixes.some((prefix) => namespace.startsWith(prefix));
  };
  const table = (name: string): DocumentTable =>
    name === limited ? limitedTable(store.table(name), isVisible) : store.table(name);
  return new Proxy(store, {
    get: (target, property) => {
      if (property === "table") return table;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

function limitedTable(table: DocumentTable, isVisible: (document: StoredDocument) => boolean): DocumentTable {
  const visible = (documents: readonly StoredDocument[]): readonly StoredDocument[] => documents.filter(isVisible);
  return {
    name: table.name,
    get size() {
      return visible(table.all()).length;
    },
    byKey: (key) => {
      const document = table.byKey(key);
      return document !== undefined && isVisible(document) ? document : undefined;
    },
    all: () => visible(table.all()),
    where: (field, value, textOf) => visible(table.where(field, value, textOf)),
    count: (field, value, textOf) => visible(table.where(field, value, textOf)).length,
  };
}
