import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { createTestContext } from "../../test/fakes/command-context.ts";
import { type Manifest, manifestProblems, manifestsIn } from "../../test/kubernetes/validate.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { readJoinKey } from "../run/instances/join-key.ts";
import { readRunKey } from "../run/instances/run-key.ts";
import { type Command, fieldsOf } from "../settings/command.ts";
import { commandFor } from "../settings/commands.ts";
import { distribute } from "./distribute.ts";

const PHASES = ["smoke", "load", "readwrite", "full", "capacity", "soak", "spike"];
const SECRET = 'a$b"c d\\e';
const TARGET = "https://dms.example.org";
const SETTINGS = { API_BASE_URL: TARGET, REMOTE_INSTANCES: "4", VUS_SMOKE_PHASE: "4", ASSUME_YES: "true" };
const CLIENT = { CLIENT_ID: "key-4711", CLIENT_SECRET: SECRET };

interface Written {
  readonly folder: string;
  readonly lines: readonly string[];
  readonly read: (name: string) => string;
  readonly manifests: (name: string) => readonly Manifest[];
}

async function write(phase: string, values: Readonly<Record<string, string>> = {}): Promise<Written> {
  const folder = join(temporaryFolder(), "out");
  const all = { ...SETTINGS, ...CLIENT, DISTRIBUTE_OUTPUT: folder, ...values };
  const { context, lines } = createTestContext(all, [phase], commandFor("distribute", [phase]));
  expect(await distribute(context)).toBe(0);
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  return { folder, lines, read, manifests: (name) => manifestsIn(read(name)) };
}

const MANIFESTS = ["coordinator.yaml", "testrun.yaml", "results.yaml", "collect.yaml"];

describe.each(PHASES)("the files of a distributed %s", (phase) => {
  it("are what Kubernetes and the k6-operator accept", async () => {
    const { manifests } = await write(phase, { CA_FILE: certificate() });
    const all = MANIFESTS.flatMap(manifests);
    expect(all.map(({ kind }) => kind)).toEqual(["Job", "Service", "TestRun", "PersistentVolumeClaim", "Pod"]);
    expect(all.flatMap(manifestProblems)).toEqual([]);
  });

  it("are admitted to a namespace with the restricted Pod Security Standard and a quota", async () => {
    const { manifests } = await write(phase);
    const { initializer, starter, runner } = manifests("testrun.yaml")[0]?.spec ?? {};
    const ours = [manifests("coordinator.yaml")[0]?.spec.template.spec, manifests("collect.yaml")[0]?.spec];
    const pods = ours.map(({ securityContext, containers }) => ({ securityContext, container: containers[0] }));
    for (const each of [initializer, starter, runner])
      pods.push({
        securityContext: each.securityContext,
        container: { ...each, securityContext: each.containerSecurityContext },
      });
    for (const { securityContext, container } of pods) {
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } });
    }
    // The operator itself gives its starter resources.
    for (const { container } of pods.filter((_, index) => index !== 3))
      for (const part of ["requests", "limits"])
        expect(Object.keys(container.resources[part])).toEqual(["cpu", "memory"]);
  });

  it("keep their pods where they are until the run has ended", async () => {
    const { manifests } = await write(phase);
    const pods = [manifests("coordinator.yaml")[0]?.spec.template, manifests("testrun.yaml")[0]?.spec.runner];
    for (const { metadata } of pods)
      expect(metadata.annotations).toMatchObject({ "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" });
    expect(pods[0].spec.terminationGracePeriodSeconds).toBeGreaterThan(30);
  });

  it("name the same objects, ports and instances throughout", async () => {
    const { manifests, read } = await write(phase, { DISTRIBUTE_NAME: "big" });
    const [job, service] = manifests("coordinator.yaml");
    const [testRun] = manifests("testrun.yaml");
    const [kustomization] = manifests("kustomization.yaml");
    const pod = job?.spec.template.spec;
    const runner = testRun?.spec.runner;
    const env = Object.fromEntries(pod.containers[0].env.map((each: Record<string, string>) => Object.values(each)));
    expect(Number(env.REMOTE_INSTANCES)).toBe(testRun?.spec.parallelism);
    expect(env.COORDINATOR_LISTEN).toBe(`0.0.0.0:${service?.spec.ports[0].port}`);
    expect(readJoinKey(read("secrets/join-key")).url).toBe(`https://${service?.metadata.name}:7700`);
    expect(service?.spec.selector).toEqual(job?.spec.template.metadata.labels);
    expect(pod.containers[0].args).toEqual([phase]);
    const { secretGenerator, configMapGenerator } = kustomization as Manifest;
    const generated: Manifest[] = [...secretGenerator, ...configMapGenerator];
    const used = [...pod.volumes, ...runner.volumes].flatMap(({ secret, configMap }) =>
      [secret?.secretName, configMap?.name].filter((name) => name !== undefined),
    );
    used.push(...pod.containers[0].envFrom.map((each: Manifest) => each.secretRef.name));
    expect(new Set(generated.map(({ name }) => name))).toEqual(new Set(used));
    expect(manifests("results.yaml")[0]?.metadata.name).toBe(
      pod.volumes.find((each: Manifest) => each.name === "results").persistentVolumeClaim.claimName,
    );
  });
});

it("secrets are in no manifest and no settings, only in files that nobody else can read", async () => {
  const { folder, read } = await write("load", { NOTIFY_WEBHOOK_URL: "https://hooks.example.org/T0/abc" });
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  const secret = files.filter((name) => name.startsWith("secrets/")).sort();
  expect(secret).toEqual(["secrets/client.env", "secrets/coordinator-key", "secrets/join-key"]);
  const { key, privateKey } = readRunKey(join(folder, "secrets/coordinator-key"), false);
  for (const name of files.filter((each) => !secret.includes(each)))
    for (const text of [SECRET, "key-4711", "hooks.example.org", key, privateKey.slice(40, 80), "edfi-join-"])
      expect(read(name), name).not.toContain(text);
  for (const name of secret) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "secrets")).mode & 0o777).toBe(0o700);
  expect(read(".gitignore")).toBe("secrets/\n");
  expect(read("secrets/client.env")).toContain(`CLIENT_ID=key-4711\nCLIENT_SECRET=${SECRET}\n`);
});

it("each has a key of its own, whose certificate the instances trust", async () => {
  const [one, other] = await Promise.all([write("load"), write("load")]);
  const key = readJoinKey(one.read("secrets/join-key"));
  expect(key).toMatchObject({
    certificate: readRunKey(join(one.folder, "secrets/coordinator-key"), false).certificate,
  });
  expect(readJoinKey(other.read("secrets/join-key")).key).not.toBe(key.key);
});

it("settings go along as a profile, and their files beside it", async () => {
  const mix = join(temporaryFolder(), "my-mix.json");
  writeFileSync(mix, "{}");
  const { read } = await write("readwrite", {
    MIX: mix,
    DURATION_READWRITE_PHASE: "5m",
    RESULTS_DIR: "x",
    K6_BIN: "y",
  });
  expect(parseEnv(read("settings/dev.env"))).toEqual({
    API_BASE_URL: TARGET,
    DURATION_READWRITE_PHASE: "5m",
    MIX: "/settings/my-mix.json",
    VUS_SMOKE_PHASE: undefined,
    ASSUME_YES: "true",
  });
  expect(read("settings/my-mix.json")).toBe("{}");
});

it.each([
  [["--profile", "smoke", "readwrite"], "readwrite"],
  [["--yes", "load", "--profile=smoke"], "load"],
  [["--name", "full"], undefined],
])("takes the settings of the phase in %o", (argv, phase) => {
  const flags = (name: string | undefined) =>
    fieldsOf(commandFor("distribute", name === undefined ? [] : [name]) as Command).map(({ env }) => env);
  expect(fieldsOf(commandFor("distribute", argv) as Command).map(({ env }) => env)).toEqual(flags(phase));
});

it("mixes and profiles that are only named go along, too: the user's own are not in the image", async () => {
  const { read } = await write("capacity", { MIX: "default, reads", NEED: "dev/4h" });
  const { MIX, NEED } = parseEnv(read("settings/dev.env"));
  expect(MIX).toBe("/settings/default.json,/settings/reads.json");
  expect(JSON.parse(read("settings/reads.json"))).toBeTypeOf("object");
  expect(NEED).toBe("/settings/need-dev.env/4h");
  expect(read("settings/need-dev.env")).toContain("STUDENT_COUNT=100");
  expect(read("kustomization.yaml")).toContain("- settings/need-dev.env");
  const rate = await write("capacity", { NEED: "120/s" });
  expect(parseEnv(rate.read("settings/dev.env")).NEED).toBe("120/s");
});

it("says how to start, and how to collect", async () => {
  const { lines, folder, read } = await write("load", { CLIENT_SECRET: "" });
  const steps = lines.map((line) => /fill in|apply -k|kubectl cp|delete -k/.exec(line)?.[0]).filter(Boolean);
  expect(steps).toEqual(["fill in", "apply -k", "kubectl cp", "delete -k"]);
  expect(read("README.md")).toContain("kubectl logs -f job/edfi-load-test-coordinator");
  const again = createTestContext(
    { ...SETTINGS, DISTRIBUTE_OUTPUT: folder },
    ["load"],
    commandFor("distribute", ["load"]),
  );
  await expect(distribute(again.context)).rejects.toThrow(`${folder} already exists`);
});

it.each(["x", "x/y"])("says that it cannot write below a file, to %s", async (below) => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const all = { ...SETTINGS, ...CLIENT, DISTRIBUTE_OUTPUT: join(file, below) };
  const { context } = createTestContext(all, ["load"], commandFor("distribute", ["load"]));
  await expect(distribute(context)).rejects.toThrow(/^The directory \S+file\/x\S* cannot be written: ENOTDIR/);
});

it.each([
  ["load", { API_BASE_URL: "" }, /^API_BASE_URL: pods need a target/],
  ["load", { API_BASE_URL: "http://127.0.0.1:8080" }, /^API_BASE_URL: pods need a target/],
  ["load", { REMOTE_INSTANCES: "0" }, /^REMOTE_INSTANCES: .*--instances N/],
  ["smoke", { VUS_SMOKE_PHASE: "1" }, /^REMOTE_INSTANCES: 4 instances require as many VUs; there are 1/],
  ["load", { ASSUME_YES: "false" }, /^ASSUME_YES: .*--yes confirms that https:\/\/dms/],
  ["load", { DISTRIBUTE_NAME: "A b" }, /^DISTRIBUTE_NAME: "A b"/],
  ["load", { INSTANCE_MEMORY: "2 GB", INSTANCE_CPU: "one" }, /^INSTANCE_CPU: "one".*\nINSTANCE_MEMORY: "2 GB"/],
  ["load", { CLIENT_SECRET: "a\nb" }, /^CLIENT_SECRET: a value of several lines/],
  ["load", { CA_FILE: "./nowhere.pem" }, /^CA_FILE: \.\/nowhere\.pem is not one file/],
  ["readwrite", { MIX: "./nowhere.json" }, /^There is no mix "\.\/nowhere\.json"/],
  ["capacity", { NEED: "much" }, /^NEED: "much" is neither a rate/],
  ["capacity", { NEED: "nowhere/4h" }, /^Unknown profile "nowhere"/],
  ["soak", { SOAK_RATE: "fast" }, /^SOAK_RATE: "fast" is not a rate/],
  ["spike", { SPIKE_RATE: "fast" }, /^SPIKE_RATE: "fast" is not a rate/],
  ["load", { PLAN_ONLY: "true" }, /^A plan needs no cluster/],
  ["load", { INSTANCE_CPU: "0" }, /^INSTANCE_CPU: "0" is not a quantity/],
  ["preflight", {}, /^distribute does not accept "preflight"/],
])("refuses a distributed %s with %o", async (phase, values, message) => {
  const all = { ...SETTINGS, ...CLIENT, DISTRIBUTE_OUTPUT: join(temporaryFolder(), "out"), ...values };
  const { context } = createTestContext(all, [phase], commandFor("distribute", [phase]));
  await expect(distribute(context)).rejects.toThrow(message);
});

const hasKubectl = spawnSync("kubectl", ["version", "--client"]).status === 0;

describe.skipIf(!hasKubectl)("kustomize", () => {
  it("makes of them what Kubernetes and the k6-operator accept", async () => {
    const { folder } = await write("load", { CA_FILE: certificate() });
    const built = manifestsIn(execFileSync("kubectl", ["kustomize", folder], { encoding: "utf8" }));
    expect(built.map(({ kind }) => kind).sort()).toEqual([
      "ConfigMap",
      "Job",
      "Secret",
      "Secret",
      "Secret",
      "Service",
      "TestRun",
    ]);
    expect(built.flatMap(manifestProblems)).toEqual([]);
    const client = built.find(({ metadata }) => metadata.name.endsWith("-client"));
    expect(Buffer.from(client?.data.CLIENT_SECRET, "base64").toString()).toBe(SECRET);
  });
});

function certificate(): string {
  const file = join(temporaryFolder(), "ca.pem");
  writeFileSync(file, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
  return file;
}
