import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/temporary-folder.ts";
import { MachineCollector } from "./machine-collector.ts";

const URL_HERE = "http://127.0.0.1:8080";
const GENERATOR = 100;
const ID = "4f46b51bce42".padEnd(64, "0");
const CONTAINER = `system.slice/docker-${ID}.scope`;

interface FakeProcess {
  readonly name: string;
  readonly parent: number;
  /** Hundredths of a second. */
  readonly cpu: number;
  readonly group: string;
  readonly listens?: boolean;
}

/** Folders as the kernel shows them, with one socket that listens on port 8080. */
class FakeKernel {
  readonly proc = temporaryFolder();
  readonly groups = temporaryFolder();

  constructor(processes: Readonly<Record<number, FakeProcess>>) {
    this.write("proc", "stat", "cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 100 0 100 800 0 0 0 0 0 0\n");
    this.write("proc", "meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
    this.write("proc", "diskstats", "");
    this.write("proc", "loadavg", "0.50 0.40 0.30 1/100 999\n");
    const socket = "0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 777 1 0 100 0 0 10 0";
    this.write("proc", "net/tcp", `  sl  local_address\n   ${socket}\n`);
    this.write("groups", "cgroup.controllers", "cpu io memory pids\n");
    for (const [pid, process] of Object.entries(processes)) this.#writeProcess(pid, process);
  }

  write(folder: "proc" | "groups", path: string, text: string): void {
    const file = join(this[folder], path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  end(pid: number): void {
    rmSync(join(this.proc, String(pid)), { recursive: true });
  }

  #writeProcess(pid: string, { name, parent, cpu, group, listens = false }: FakeProcess): void {
    this.write("proc", `${pid}/stat`, `${pid} (${name}) S ${parent} 1 1 0 -1 4194304 1 0 0 0 ${cpu} 0 0 0 20 0 1 0 5`);
    this.write("proc", `${pid}/status`, `Name:\t${name}\nVmRSS:\t     100 kB\n`);
    this.write("proc", `${pid}/cgroup`, `0::${group}\n`);
    mkdirSync(join(this.proc, pid, "fd"));
    if (listens) symlinkSync("socket:[777]", join(this.proc, pid, "fd", "3"));
  }
}

const RUNNER = { name: "node", parent: 1, cpu: 1000, group: "/user.slice/session-1.scope" };
const K6 = { ...RUNNER, name: "k6", parent: GENERATOR, cpu: 5000 };

function collect(kernel: FakeKernel, url = URL_HERE): MachineCollector {
  return new MachineCollector(url, { proc: kernel.proc, groups: kernel.groups }, GENERATOR);
}

it("finds the process tree that listens, though the generator started it; the generator is without it", async () => {
  const kernel = new FakeKernel({
    [GENERATOR]: RUNNER,
    101: K6,
    102: { ...RUNNER, name: "sandbox (1)", parent: GENERATOR, cpu: 300, listens: true },
    103: { ...RUNNER, name: "worker", parent: 102, cpu: 200 },
  });
  const collector = collect(kernel);
  expect(await collector.check()).toMatchObject({ status: "ok", text: "1 core, sandbox (1)" });
  expect(await collector.sample()).toMatchObject({ "machine.container.memory:sandbox (1)": 200 * 1024 });
  kernel.write("proc", "103/stat", "103 (worker) S 102 1 1 0 -1 4194304 1 0 0 0 300 0 0 0 20 0 1 0 5");
  const figures = await collector.sample();
  expect(figures["machine.container.cpu:sandbox (1)"]).toBeGreaterThan(0);
  expect(figures["machine.generatorCpu"]).toBe(0);
});

it("names containers after their busiest program, and does not look into that of the generator", async () => {
  const own = `docker-${"a".repeat(64)}.scope`;
  const inside = `/${CONTAINER}`;
  const kernel = new FakeKernel({
    [GENERATOR]: { ...RUNNER, group: `/system.slice/${own}` },
    201: { name: "tini", parent: 1, cpu: 1, group: inside },
    202: { name: "dotnet", parent: 201, cpu: 400, group: inside, listens: true },
  });
  kernel.write("groups", `system.slice/${own}/cpu.stat`, "usage_usec 9\n");
  kernel.write("groups", `${CONTAINER}/cpu.stat`, "usage_usec 4010000\nnr_periods 10\nnr_throttled 1\n");
  kernel.write("groups", `${CONTAINER}/cpu.max`, "50000 100000\n");
  kernel.write("groups", `${CONTAINER}/memory.current`, "5000\n");
  kernel.write("groups", `${CONTAINER}/init.scope/cgroup.procs`, "201\n202\n");
  const figures = await collect(kernel).sample();
  const ofContainers = Object.entries(figures).filter(([name]) => name.startsWith("machine.container"));
  expect(Object.fromEntries(ofContainers)).toEqual({
    "machine.container.cpuLimit:dotnet-4f46b51bce42": 0.5,
    "machine.container.memory:dotnet-4f46b51bce42": 5000,
  });
});

it("takes a service as a whole, unless the generator is in it too", async () => {
  const service = { name: "dotnet", parent: 1, cpu: 5, group: "/system.slice/dms.service", listens: true };
  const apart = new FakeKernel({ [GENERATOR]: RUNNER, 301: service });
  apart.write("groups", "system.slice/dms.service/cpu.stat", "usage_usec 50000\n");
  expect(await collect(apart).check()).toMatchObject({ text: "1 core, dms" });
  const shared = new FakeKernel({ [GENERATOR]: { ...RUNNER, group: "/system.slice/dms.service" }, 301: service });
  shared.write("groups", "system.slice/dms.service/cpu.stat", "usage_usec 50000\n");
  expect(await collect(shared).check()).toMatchObject({ text: "1 core, dotnet" });
});

it("looks again when the target has been started again", async () => {
  const kernel = new FakeKernel({ [GENERATOR]: RUNNER, 401: { ...K6, name: "dms", parent: 1, listens: true } });
  const collector = collect(kernel);
  expect(await collector.sample()).toHaveProperty("machine.container.memory:dms");
  kernel.end(401);
  expect(await collector.sample()).not.toHaveProperty("machine.container.memory:dms");
  const next = new FakeKernel({ 402: { ...K6, name: "dms", parent: 1, listens: true } });
  symlinkSync(join(next.proc, "402"), join(kernel.proc, "402"));
  expect(await collector.sample()).toHaveProperty("machine.container.memory:dms");
});

it("says why there are no figures", async () => {
  const kernel = new FakeKernel({ [GENERATOR]: RUNNER, 501: { ...RUNNER, name: "ssh", listens: true } });
  const reasons = [
    [collect(kernel), "no figures of it: ssh forwards its port to another machine"],
    [collect(kernel, "http://192.0.2.1:8080"), "no figures of it: the target is on another machine"],
    [new MachineCollector(URL_HERE, { proc: "/none", groups: "/none" }), "no figures of it: this system has no /proc"],
  ] as const;
  for (const [collector, reason] of reasons) {
    expect(await collector.check()).toMatchObject({ status: "skip", text: reason });
    expect(await collector.sample()).toEqual({});
  }
});

it("has the figures of the machine where the target belongs to another user", async () => {
  const kernel = new FakeKernel({ [GENERATOR]: RUNNER });
  const collector = collect(kernel);
  const text = "1 core, no process of this user listens on the target's port";
  expect(await collector.check()).toMatchObject({ status: "ok", text });
  expect(await collector.sample()).toEqual({
    "machine.cores": 1,
    "machine.load": 0.5,
    "machine.memory": 600 * 1024,
    "machine.memoryTotal": 1000 * 1024,
  });
});
