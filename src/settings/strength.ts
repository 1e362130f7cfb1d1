/** Which of two settings wins, by where each was set. Pure. */

/** 0 for the command line, higher for weaker layers, {@link UNSET} for a default. @param origin as in `Settings.origins` */
export function layerOf(origin: string | undefined): number {
  switch (origin) {
    case "command line":
      return 0;
    case "environment":
      return 1;
    case ".env.load-test":
      return 3;
    case "default":
    case undefined:
      return UNSET;
    default:
      return 2;
  }
}

export const UNSET = 4;
