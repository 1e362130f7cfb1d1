/**
 * All rules on what limits a target. What explains others comes before them: a lock before the statement that waits for
 * it, a missing index before the CPU that its scans use. Pure.
 */

import type { Rule } from "./rule.ts";
import { DATABASE_CONNECTIONS, SERVICE_POOL } from "./rules/connections.ts";
import { DATABASE_CPU, MACHINE_CPU, SERVICE_CPU } from "./rules/cpu.ts";
import { CACHE_LOSS, DISK_BUSY } from "./rules/disk.ts";
import { CONTAINER_THROTTLED, GENERATOR_CPU } from "./rules/limits-of-cpu.ts";
import { CONTAINER_MEMORY, MACHINE_MEMORY } from "./rules/memory.ts";
import { OPERATION_TIME } from "./rules/operations.ts";
import { SERVICE_QUEUE } from "./rules/queue.ts";
import { CIRCUIT_BREAKER, RATE_LIMITER, SERVER_ERRORS } from "./rules/refusals.ts";
import { EXPENSIVE_STATEMENT, MISSING_INDEX } from "./rules/statements.ts";
import { DATA_READS, INTERNAL_LOCKS, OTHER_LOCKS, ROW_LOCKS, WRITE_AHEAD_LOG_WAITS } from "./rules/waits.ts";

export const FINDING_RULES: readonly Rule[] = [
  RATE_LIMITER,
  ROW_LOCKS,
  OTHER_LOCKS,
  CONTAINER_THROTTLED,
  GENERATOR_CPU,
  SERVICE_CPU,
  DATABASE_CONNECTIONS,
  MISSING_INDEX,
  CACHE_LOSS,
  WRITE_AHEAD_LOG_WAITS,
  DATA_READS,
  INTERNAL_LOCKS,
  EXPENSIVE_STATEMENT,
  DATABASE_CPU,
  MACHINE_CPU,
  DISK_BUSY,
  MACHINE_MEMORY,
  CONTAINER_MEMORY,
  SERVICE_POOL,
  SERVICE_QUEUE,
  CIRCUIT_BREAKER,
  SERVER_ERRORS,
  OPERATION_TIME,
];
