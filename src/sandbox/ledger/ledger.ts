/** The sandbox's own count of what happened: tests compare it with what a load generator reports. */

export interface RequestRow {
  readonly method: string;
  /** Route pattern: `/data/ed-fi/students/{id}`. */
  readonly route: string;
  readonly status: number;
  readonly count: number;
}

/** Writes that changed or confirmed something, by resource. */
export interface WriteCounts {
  created: number;
  updated: number;
  deleted: number;
}

/** A request that a fault rule changed or delayed. */
export interface FaultedRequest {
  readonly method: string;
  readonly path: string;
  readonly correlationId: string;
}

export interface LedgerReport {
  /** ISO 8601; when counting began. */
  readonly since: string;
  readonly requests: readonly RequestRow[];
  readonly totals: {
    readonly requests: number;
    readonly unauthorized: number;
    readonly bytesIn: number;
    readonly bytesOut: number;
    /** Connections cut or left without an answer by a fault: counted nowhere else but under status 0. */
    readonly cut: number;
  };
  readonly tokens: {
    readonly issued: number;
    readonly refused: number;
    readonly limited: number;
    readonly byClient: Readonly<Record<string, number>>;
  };
  readonly writes: Readonly<Record<string, Readonly<WriteCounts>>>;
  /** The last ones that a fault rule hit. */
  readonly faulted: readonly FaultedRequest[];
}

export interface Ledger {
  /** Status 0: a fault left the request without an answer. */
  request(method: string, route: string, status: number): void;
  faulted(request: FaultedRequest): void;
  bytes(received: number, sent: number): void;
  write(resource: string, kind: keyof WriteCounts): void;
  token(clientId: string, outcome: "issued" | "refused" | "limited"): void;
  report(): LedgerReport;
  reset(): void;
}

interface Counts {
  readonly since: string;
  /** By method and route, then by status: no text is built per request. */
  readonly requests: Map<string, Map<string, Map<number, number>>>;
  readonly writes: Map<string, WriteCounts>;
  readonly tokens: { issued: number; refused: number; limited: number };
  readonly tokensByClient: Map<string, number>;
  readonly faulted: FaultedRequest[];
  bytesIn: number;
  bytesOut: number;
}

/** Unknown clients are counted together, so that many invented names cannot fill the memory. */
const CLIENTS_LISTED = 1000;

const FAULTED_LISTED = 100;

export function createLedger(now: () => number): Ledger {
  let counts = emptyCounts(now());
  return {
    request: (method, route, status) => {
      const byStatus = inner(inner(counts.requests, method), route);
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    },
    faulted: ({ method, path, correlationId }) => {
      counts.faulted.push({ method, path, correlationId });
      if (counts.faulted.length > FAULTED_LISTED) counts.faulted.shift();
    },
    bytes: (received, sent) => {
      counts.bytesIn += received;
      counts.bytesOut += sent;
    },
    write: (resource, kind) => {
      let row = counts.writes.get(resource);
      if (row === undefined) {
        row = { created: 0, updated: 0, deleted: 0 };
        counts.writes.set(resource, row);
      }
      row[kind] += 1;
    },
    token: (clientId, outcome) => {
      counts.tokens[outcome] += 1;
      if (outcome !== "issued") return;
      const known = counts.tokensByClient.has(clientId) || counts.tokensByClient.size < CLIENTS_LISTED;
      const name = known ? clientId : "others";
      counts.tokensByClient.set(name, (counts.tokensByClient.get(name) ?? 0) + 1);
    },
    report: () => report(counts),
    reset: () => {
      counts = emptyCounts(now());
    },
  };
}

function emptyCounts(nowMs: number): Counts {
  return {
    since: new Date(nowMs).toISOString(),
    requests: new Map(),
    writes: new Map(),
    tokens: { issued: 0, refused: 0, limited: 0 },
    tokensByClient: new Map(),
    faulted: [],
    bytesIn: 0,
    bytesOut: 0,
  };
}

function inner<K, A, B>(map: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let value = map.get(key);
  if (value === undefined) {
    value = new Map();
    map.set(key, value);
  }
  return value;
}

function report(counts: Counts): LedgerReport {
  const requests = [...counts.requests]
    .flatMap(([method, routes]) =>
      [...routes].flatMap(([route, statuses]) =>
        [...statuses].map(([status, count]) => ({ method, route, status, count })),
      ),
    )
    .sort((a, b) => (a.route === b.route ? a.status - b.status : a.route < b.route ? -1 : 1));
  const sum = (of: (row: RequestRow) => boolean): number =>
    requests.reduce((total, row) => total + (of(row) ? row.count : 0), 0);
  return {
    since: counts.since,
    requests,
    totals: {
      requests: sum(() => true),
      unauthorized: sum(({ status }) => status === 401),
      bytesIn: counts.bytesIn,
      bytesOut: counts.bytesOut,
      cut: sum(({ status }) => status === 0),
    },
    tokens: { ...counts.tokens, byClient: Object.fromEntries(counts.tokensByClient) },
    writes: Object.fromEntries(counts.writes),
    faulted: [...counts.faulted],
  };
}
