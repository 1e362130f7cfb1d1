/** The launcher reads the settings and hands them to the command that it starts, over the channel between both. */

import type { Settings } from "./settings.ts";

/** The first message of the launcher. Plain data with secrets, which must not be in arguments or files. */
export interface Handover {
  readonly settings: Settings;
}

/** Undefined when this process was not started by the launcher. */
export function settingsFromLauncher(): Promise<Settings> | undefined {
  const { channel } = process;
  if (channel === undefined || channel === null) return undefined;
  return new Promise((resolve) => {
    // The channel keeps the process alive only until the settings have arrived.
    channel.ref();
    process.once("message", ({ settings }: Handover) => {
      channel.unref();
      resolve(settings);
    });
  });
}
