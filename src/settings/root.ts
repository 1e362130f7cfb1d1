/** Where the project lies. Holds for `src/settings` (tests) and for the bundles in `dist/cli` alike: both are two levels deep. */

import { fileURLToPath } from "node:url";

export const PROJECT_ROOT: string = fileURLToPath(new URL("../../", import.meta.url));
