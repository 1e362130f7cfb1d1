/**
 * The forwarders of several instances in one process, for `npm run bench -- coordinator`. Each starts its own process in
 * the place of k6. Usage: `bench-instances COUNT K6_PATH`, with the join key in JOIN_KEY
 */

import { createCleanupStack } from "../src/cli/cleanup-stack.ts";
import { forward } from "../src/run/instances/forwarder.ts";
import { readJoinKey } from "../src/run/instances/join-key.ts";

const [count, k6Path = ""] = process.argv.slice(2);
const key = readJoinKey(process.env.JOIN_KEY ?? "");
const cleanup = createCleanupStack();
process.setMaxListeners(0);
await Promise.all(Array.from({ length: Number(count) }, () => forward({ key, k6Path, cores: 0, cleanup })));
await cleanup.run();
process.exit();
