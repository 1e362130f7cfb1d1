/** Whether the target runs on this machine: by its address, and by what listens there. */

import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";
import { isLoopback } from "../../../lib/edfi/api-urls.ts";
import { listeningProcesses, type Processes } from "./processes.ts";

/** Whether the host of the address is this machine; false for an unknown name. */
export async function isHere(url: string): Promise<boolean> {
  if (isLoopback(url)) return true;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => own.includes(address));
}

/** They pass on to a container of this machine, which has figures of its own. */
const TO_CONTAINERS = new Set(["docker-proxy", "rootlessport", "slirp4netns", "pasta", "pasta.avx2", "conmon"]);
/** They pass on to another machine. */
const TO_ELSEWHERE = new Set(["ssh", "sshd", "kubectl"]);

export interface Listeners {
  /** The first of each process tree. */
  readonly roots: readonly number[];
  /** The program that passes requests on to another machine. */
  readonly forwarder: string | undefined;
}

/** @param proc the folder `/proc` */
export function findListeners(proc: string, url: string, processes: Processes): Listeners {
  const { port, protocol } = new URL(url);
  const pids = listeningProcesses(proc, Number(port) || (protocol === "https:" ? 443 : 80));
  const nameOf = (pid: number): string => processes.get(pid)?.name ?? "";
  const forwarder = pids.map(nameOf).find((name) => TO_ELSEWHERE.has(name));
  const own = pids.filter((pid) => processes.has(pid) && !TO_CONTAINERS.has(nameOf(pid)));
  return { roots: own.filter((pid) => !own.includes(processes.get(pid)?.parent ?? 0)), forwarder };
}
