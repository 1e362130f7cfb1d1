// `npm run check`: static checks of the sources.
import { runChecks } from "./check/steps.ts";

const { passed, failed } = await runChecks(process.cwd());
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
