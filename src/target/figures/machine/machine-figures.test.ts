import { expect, it } from "vitest";
import type { GroupReading } from "./group-files.ts";
import { type MachineReading, machineFigures } from "./machine-figures.ts";

function reading(changes: Partial<MachineReading>): MachineReading {
  return {
    atMs: 10_000,
    cpu: { busy: 5000, total: 8000, cores: 4 },
    memory: { used: 3e9, total: 8e9 },
    diskBusyMs: new Map([["vda", 1000]]),
    load: 1.5,
    generatorCpuSeconds: 20,
    groups: new Map(),
    ...changes,
  };
}

function withGroup(group: GroupReading, changes: Partial<MachineReading> = {}): MachineReading {
  return reading({ groups: new Map([["dms", group]]), ...changes });
}

const ALWAYS = { "machine.cores": 4, "machine.memory": 3e9, "machine.memoryTotal": 8e9, "machine.load": 1.5 };

it("has no rates at first", () => {
  expect(machineFigures(withGroup({ cpuSeconds: 7, cpuLimit: 2, memory: 1e8, periods: 5, throttled: 1 }))).toEqual({
    ...ALWAYS,
    "machine.container.cpuLimit:dms": 2,
    "machine.container.memory:dms": 1e8,
  });
});

it("has the rates of the time since the reading before", () => {
  const threads = (main: number, ...others: (readonly [number, number])[]) => new Map([[51, main], ...others]);
  const before = withGroup({
    ...{ cpuSeconds: 7, memory: 1e8, memoryLimit: 5e8, periods: 50, throttled: 10 },
    threads: threads(3, [52, 20]),
  });
  const now = withGroup(
    {
      ...{ cpuSeconds: 14.5, memory: 2e8, memoryLimit: 5e8, periods: 100, throttled: 22 },
      // The last one has been started in between.
      threads: threads(7.5, [52, 21], [53, 40]),
    },
    {
      atMs: 15_000,
      cpu: { busy: 6500, total: 10_000, cores: 4 },
      diskBusyMs: new Map([
        ["vda", 5000],
        ["vdb", 9000],
      ]),
      generatorCpuSeconds: 24,
    },
  );
  expect(machineFigures(now, before)).toEqual({
    ...ALWAYS,
    "machine.cpu": 0.75,
    "machine.diskBusy": 0.8,
    "machine.generatorCpu": 0.8,
    "machine.container.cpu:dms": 1.5,
    "machine.container.busiestThread:dms": 0.9,
    "machine.container.memory:dms": 2e8,
    "machine.container.memoryLimit:dms": 5e8,
    "machine.container.throttled:dms": 0.24,
  });
});

it("leaves out what is unknown: a container that began again, no period of the scheduler, no disk, an ended child", () => {
  const before = withGroup({ cpuSeconds: 7, periods: 50, throttled: 10 }, { diskBusyMs: new Map() });
  const again = withGroup(
    { cpuSeconds: 1, periods: 0, throttled: 0 },
    { atMs: 15_000, diskBusyMs: new Map(), generatorCpuSeconds: 19 },
  );
  expect(machineFigures(again, before)).toEqual(ALWAYS);
  const idle = withGroup({ cpuSeconds: 7, periods: 50, throttled: 10 }, { atMs: 15_000 });
  expect(machineFigures(idle, before)).toMatchObject({ "machine.container.cpu:dms": 0 });
  expect(machineFigures(idle, before)).not.toHaveProperty("machine.container.throttled:dms");
});

it("keeps the 20 containers that used most CPU time", () => {
  const groups = (seconds: number): MachineReading["groups"] =>
    new Map(Array.from({ length: 30 }, (_, at) => [`c${at}`, { cpuSeconds: 100 - at + at * seconds }]));
  const figures = machineFigures(reading({ atMs: 20_000, groups: groups(10) }), reading({ groups: groups(0) }));
  const names = Object.keys(figures).flatMap((name) => name.split("machine.container.cpu:")[1] ?? []);
  expect(names).toEqual(Array.from({ length: 20 }, (_, at) => `c${29 - at}`));
});
