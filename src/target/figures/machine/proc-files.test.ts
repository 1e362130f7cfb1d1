import { expect, it } from "vitest";
import { parseCpuTimes, parseDiskBusyMs, parseListeners, parseLoad, parseMemory } from "./proc-files.ts";

it("counts waiting for a disk as idle, and what a hypervisor took as busy", () => {
  const text = [
    "cpu  1000 200 300 4000 500 0 60 40 7 8",
    "cpu0 500 100 150 2000 250 0 30 20 7 8",
    "cpu1 500 100 150 2000 250 0 30 20 0 0",
    "intr 1234 0 0",
    "ctxt 5678",
  ].join("\n");
  expect(parseCpuTimes(text)).toEqual({ busy: 1600, total: 6100, cores: 2 });
});

it("counts as used what the kernel would not give back", () => {
  const text = "MemTotal:        8000 kB\nMemFree:          500 kB\nMemAvailable:    6000 kB\nCached: 5000 kB\n";
  expect(parseMemory(text)).toEqual({ used: 2000 * 1024, total: 8000 * 1024 });
});

it("knows how long disks were busy, with their partitions and without what only looks like a disk", () => {
  const text = [
    "   7       0 loop0 14 0 34 0 0 0 0 0 0 99 0 0 0 0 0 0 0",
    " 259       0 nvme0n1 76011 1042 215868 11874 96948 12165 200223 93141 0 13829 112005 1957 315 12369 406 932 292",
    " 259       1 nvme0n1p1 70000 1042 215868 11874 96948 12165 200223 93141 0 13000 112005",
    " 253       0 zram0 0 0 0 0 0 0 0 0 0 5 0",
    "",
  ].join("\n");
  expect([...parseDiskBusyMs(text)]).toEqual([
    ["nvme0n1", 13_829],
    ["nvme0n1p1", 13_000],
  ]);
});

it("takes the load of the last minute", () => {
  expect(parseLoad("2.71 3.10 1.05 3/412 98765\n")).toBe(2.71);
});

it("finds the sockets that listen on a port, in both families, but no connections", () => {
  const head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
  const row = (local: string, state: string, inode: number): string =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 ffff 100 0 0 10 0`;
  const text = [head, row("0100007F:1F90", "0A", 51), row("0100007F:1F90", "01", 52), row("00000000:1F91", "0A", 53)];
  expect(parseListeners(text.join("\n"), 8080)).toEqual(["51"]);
  const six = row("00000000000000000000000000000000:0050", "0A", 54);
  expect(parseListeners([head, six].join("\n"), 80)).toEqual(["54"]);
  expect(parseListeners("", 80)).toEqual([]);
});
