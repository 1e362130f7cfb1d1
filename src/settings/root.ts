/** The project's folder: `src/settings` (tests) and the bundles in `dist/cli` are both two levels below it. */

import { fileURLToPath } from "node:url";

export const PROJECT_ROOT: string = fileURLToPath(new URL("../../", import.meta.url));
