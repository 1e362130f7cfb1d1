/** The launcher reads the settings and hands them to the command that it starts, over the channel between both. */

import type { Settings } from "./settings.ts";

/** What the launcher sends first: plain data, secrets included, which are in no argument and no file. */
export interface Handover {
  readonly settings: Settings;
}

/** Undefined when this process was not started by the launcher. */
export function settingsFromLauncher(): Promise<Settings> | undefined {
  const { channel } = process;
  if (channel === undefined || channel === null) return undefined;
  return new Promise((resolve) => {
    // The channel alone does not keep a command alive, except until the settings are here.
    channel.ref();
    process.once("message", ({ settings }: Handover) => {
      channel.unref();
      resolve(settings);
    });
  });
}
