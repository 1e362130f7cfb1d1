import { expect, it } from "vitest";
import { containerOf, parseGroup, unitOf } from "./group-files.ts";

const CPU_STAT = [
  "usage_usec 12500000",
  "user_usec 9000000",
  "system_usec 3500000",
  "nr_periods 400",
  "nr_throttled 30",
  "throttled_usec 120000",
].join("\n");

it("reads use and limits of a group; the lowest limit on the way up holds", () => {
  const group = parseGroup({
    cpuStat: CPU_STAT,
    memoryCurrent: "734003200\n",
    cpuMax: ["max 100000\n", "150000 100000\n", "400000 100000\n"],
    memoryMax: ["max\n", "2147483648\n", "1073741824\n"],
  });
  expect(group).toEqual({
    cpuSeconds: 12.5,
    cpuLimit: 1.5,
    memory: 734_003_200,
    memoryLimit: 1_073_741_824,
    periods: 400,
    throttled: 30,
  });
});

it("leaves out what the kernel does not account for", () => {
  const cpuStat = "usage_usec 1000000\nuser_usec 1000000\nsystem_usec 0\n";
  expect(parseGroup({ cpuStat, memoryCurrent: undefined, cpuMax: [], memoryMax: [] })).toEqual({ cpuSeconds: 1 });
  const ofVersion1 = "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n";
  expect(parseGroup({ cpuStat: ofVersion1, memoryCurrent: undefined, cpuMax: [], memoryMax: [] })).toBeUndefined();
});

const ID = "4f46b51bce42".padEnd(64, "0");

it.each([
  [`/system.slice/docker-${ID}.scope`, "4f46b51bce42"],
  [`/docker/${ID}`, "4f46b51bce42"],
  [`/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope`, "4f46b51bce42"],
  [`/machine.slice/libpod-conmon-${ID}.scope`, undefined],
  [
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod12.slice/cri-containerd-${ID}.scope`,
    "4f46b51bce42",
  ],
  [`/kubepods.slice/kubepods-besteffort.slice/crio-${ID}.scope`, "4f46b51bce42"],
  ["/lxc.payload.web", "web"],
  ["/machine.slice/machine-dms.scope", "dms"],
  ["/system.slice/docker.service", undefined],
  ["/", undefined],
])("the container of %s is %s", (group, container) => {
  expect(containerOf(group)).toBe(container);
});

it.each([
  ["/system.slice/dms.service", "dms"],
  ["/system.slice/run-r12ab.scope", "run-r12ab"],
  ["/user.slice/user-1000.slice/session-3.scope", undefined],
  ["/user.slice", undefined],
])("the unit of %s is %s", (group, unit) => {
  expect(unitOf(group)).toBe(unit);
});
