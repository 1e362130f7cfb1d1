/** The Kubernetes objects of a distributed run: a TestRun of the k6-operator, and what its coordinator needs. Pure. */

import type { YamlValue } from "../../base/yaml.ts";

export interface Distribution {
  readonly name: string;
  readonly phase: string;
  readonly image: string;
  readonly instances: number;
  readonly cpu: string;
  readonly memory: string;
  /** Name of the settings file in the folder of settings. */
  readonly settingsFile: string;
  /** Other files there, by name. */
  readonly files: readonly string[];
  /** Of these: authorities that k6 must trust, too. */
  readonly caFile: string | undefined;
  /** Variable of the phase's VUs, and their number. */
  readonly vus: readonly [string, number];
}

type Objects = { readonly [name: string]: YamlValue };

export const COORDINATOR_PORT = 7700;
/** Where the image has the package. */
const PACKAGE = "/opt/node_modules/edfi-load-test";
export const SETTINGS_FOLDER = "/settings";
/** The user of the image. */
const USER = 10_001;
/** As in the image, with the k6 of the pods in front (deploy/k6-operator/k6). */
const RUNNER_PATH = "/opt/k6-operator:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  seccompProfile: { type: "RuntimeDefault" },
};
const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
/** A cluster that makes room on its machines must not move the pods of a run: it would be lost. */
const STAYS = { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false", "karpenter.sh/do-not-disrupt": "true" };
/** A run that is deleted early still removes what it created, and writes its report. */
const END_S = 120;
/** A namespace with a quota admits no container without all four. */
const COORDINATOR_RESOURCES = {
  requests: { cpu: "500m", memory: "512Mi" },
  limits: { cpu: "2", memory: "2Gi" },
};
const HELPER_RESOURCES = {
  requests: { cpu: "50m", memory: "128Mi" },
  limits: { cpu: "1", memory: "512Mi" },
};
/** Who reads a Secret as a file: the group of the pod. */
const SECRET_MODE = 0o440;

export function coordinatorOf(run: Distribution): readonly Objects[] {
  const { name, phase, image, instances } = run;
  const environment = {
    LOAD_TEST_PROFILE: `${SETTINGS_FOLDER}/${run.settingsFile}`,
    REMOTE_INSTANCES: String(instances),
    COORDINATOR_LISTEN: `0.0.0.0:${COORDINATOR_PORT}`,
    COORDINATOR_KEY_FILE: "/coordinator/key",
  };
  const container = {
    name: "coordinator",
    image,
    args: [phase],
    env: variables(environment),
    envFrom: [{ secretRef: { name: `${name}-client` } }],
    ports: [{ name: "coordinator", containerPort: COORDINATOR_PORT }],
    resources: COORDINATOR_RESOURCES,
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [
      { name: "settings", mountPath: SETTINGS_FOLDER, readOnly: true },
      { name: "coordinator", mountPath: "/coordinator", readOnly: true },
      { name: "results", mountPath: "/work" },
    ],
  };
  const volumes = [settingsVolume(run), secretVolume(run, "coordinator"), resultsVolume(run)];
  const template = {
    metadata: { labels: labelsOf(run, "coordinator"), annotations: STAYS },
    spec: { ...podOf([container], volumes), terminationGracePeriodSeconds: END_S },
  };
  return [
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: metadataOf(run, "coordinator"),
      // A run that ended badly is looked at, and continued with --resume; it is not repeated.
      spec: { backoffLimit: 0, template },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadataOf(run, "coordinator"),
      spec: {
        selector: labelsOf(run, "coordinator"),
        ports: [{ name: "coordinator", port: COORDINATOR_PORT, targetPort: "coordinator" }],
      },
    },
  ];
}

/** The operator's initializer inspects the phase's script; in the runners, k6 gets all from the coordinator. */
export function testRunOf(run: Distribution): Objects {
  const { name, image, instances, cpu, memory, caFile } = run;
  const [variable, vus] = run.vus;
  const resources = { requests: { cpu, memory }, limits: { cpu, memory } };
  const confined = {
    automountServiceAccountToken: "false",
    securityContext: POD_SECURITY,
    containerSecurityContext: CONTAINER_SECURITY,
  };
  const pod = { image, ...confined };
  const environment = {
    PATH: RUNNER_PATH,
    JOIN_KEY_FILE: "/join/key",
    ...(caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: `${SETTINGS_FOLDER}/${caFile}` }),
  };
  const settings = caFile === undefined ? [] : [{ name: "settings", mountPath: SETTINGS_FOLDER, readOnly: true }];
  return {
    apiVersion: "k6.io/v1alpha1",
    kind: "TestRun",
    metadata: { name, labels: labelsOf(run, "k6") },
    spec: {
      parallelism: instances,
      arguments: `--tag testid=${name}`,
      script: { localFile: `${PACKAGE}/dist/${scriptOf(run.phase)}` },
      initializer: { ...pod, env: variables({ [variable]: String(vus) }), resources: HELPER_RESOURCES },
      // The operator's own image, with the resources that the operator gives it.
      starter: confined,
      runner: {
        ...pod,
        metadata: { annotations: STAYS },
        env: variables(environment),
        resources,
        volumes: [secretVolume(run, "join"), ...(caFile === undefined ? [] : [settingsVolume(run)])],
        volumeMounts: [{ name: "join", mountPath: "/join", readOnly: true }, ...settings],
      },
    },
  };
}

/** Not part of the run: it stays when the run is deleted. */
export function resultsOf(run: Distribution): Objects {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: metadataOf(run, "results"),
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } },
  };
}

/** A pod that waits with the results, for `kubectl cp`. */
export function collectorOf(run: Distribution): Objects {
  const container = {
    name: "collect",
    image: run.image,
    command: ["sleep", "86400"],
    resources: HELPER_RESOURCES,
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [{ name: "results", mountPath: "/work" }],
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadataOf(run, "collect"),
    spec: podOf([container], [resultsVolume(run)]),
  };
}

/** Without suffixes: Kustomize does not know the names in a TestRun. */
export function kustomizationOf(run: Distribution): Objects {
  const { name, settingsFile, files } = run;
  const settings = [settingsFile, ...files].map((file) => `settings/${file}`);
  return {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: ["coordinator.yaml", "testrun.yaml"],
    generatorOptions: { disableNameSuffixHash: true },
    configMapGenerator: [{ name: `${name}-settings`, files: settings }],
    secretGenerator: [
      { name: `${name}-client`, envs: ["secrets/client.env"] },
      { name: `${name}-coordinator`, files: ["key=secrets/coordinator-key"] },
      { name: `${name}-join`, files: ["key=secrets/join-key"] },
    ],
  };
}

function podOf(containers: readonly Objects[], volumes: readonly Objects[]): Objects {
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    securityContext: POD_SECURITY,
    containers,
    volumes,
  };
}

function scriptOf(phase: string): string {
  if (phase === "smoke") return "smoke.js";
  return phase === "load" || phase === "full" ? "load.js" : "readwrite.js";
}

function metadataOf(run: Distribution, component: string): Objects {
  return { name: `${run.name}-${component}`, labels: labelsOf(run, component) };
}

function labelsOf({ name }: Distribution, component: string): Objects {
  return {
    "app.kubernetes.io/name": "edfi-load-test",
    "app.kubernetes.io/instance": name,
    "app.kubernetes.io/component": component,
  };
}

function variables(values: Readonly<Record<string, string>>): readonly Objects[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function settingsVolume({ name }: Distribution): Objects {
  return { name: "settings", configMap: { name: `${name}-settings` } };
}

function secretVolume({ name }: Distribution, secret: string): Objects {
  return { name: secret, secret: { secretName: `${name}-${secret}`, defaultMode: SECRET_MODE } };
}

function resultsVolume({ name }: Distribution): Objects {
  return { name: "results", persistentVolumeClaim: { claimName: `${name}-results` } };
}
