/** The outputs of one of several k6 instances: each writes files of its own. Pure. */

/** @param outputs as K6_OUT has them. @returns the same, with `samples-2.csv` for `csv=samples.csv` of instance 2 */
export function ownOutputs(outputs: string, instance: number): string {
  return outputs
    .split(",")
    .map((output) => output.replace(/^((?:csv|json)=.*?)((?:\.\w+){0,2})$/, `$1-${instance}$2`))
    .join(",");
}
