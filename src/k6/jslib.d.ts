// Types of the one module that is imported by its address; build.mjs resolves it.
declare module "https://jslib.k6.io/k6-utils/1.6.0/index.js" {
  export function uuidv4(secure?: boolean): string;
  export function randomIntBetween(min: number, max: number): number;
  export function randomItem<T>(items: readonly T[]): T;
  export function randomString(length: number, charset?: string): string;
  export function parseDuration(text: string): number;
}
