/** The one function that is used; the package has no types of its own. */
declare module "snappyjs" {
  const snappy: { compress(data: Uint8Array): Uint8Array };
  // biome-ignore lint/style/noDefaultExport: a CommonJS package, as Node imports it
  export default snappy;
}
