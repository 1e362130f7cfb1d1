import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { LoadTestError } from "../base/errors.ts";
import { COMMANDS } from "./commands.ts";
import { loadSettings, type Settings } from "./settings.ts";

let root: string;

beforeEach(() => {
  root = temporaryFolder();
  mkdirSync(join(root, "profiles"));
  writeFileSync(join(root, "profiles/smoke.env"), "SCHOOL_COUNT=2\n");
  writeFileSync(join(root, "profiles/dev.env"), "SCHOOL_COUNT=10 # schools\nSTUDENT_COUNT=100\n");
});

function load(argv: string[], environment: Record<string, string> = {}): Settings {
  const request = loadSettings(COMMANDS.smoke, argv, environment, root);
  if (!("settings" in request)) throw new Error("help was shown");
  return request.settings;
}

function failure(argv: string[], environment: Record<string, string> = {}): LoadTestError {
  try {
    load(argv, environment);
  } catch (error) {
    if (error instanceof LoadTestError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("loadSettings", () => {
  it("ranks command line > environment > profile > .env.load-test > default", () => {
    writeFileSync(join(root, ".env.load-test"), "SCHOOL_COUNT=99\nSEED=7\nSTAFF_COUNT=9\n");
    const { config, origins } = load(["--profile", "dev", "--schools", "3"], { STUDENT_COUNT: "50" });
    expect([config.schoolCount, config.studentCount, config.seed, config.coursesPerSchool]).toEqual([3, 50, 7, 6]);
    expect([origins.schoolCount, origins.studentCount, origins.seed, origins.datasetId]).toEqual([
      "command line",
      "environment",
      ".env.load-test",
      "default",
    ]);
  });

  it.each([
    [["--profile", "dev", "--profile=smoke"], {}, 2],
    [["--vus", "3"], { LOAD_TEST_PROFILE: "dev" }, 10],
    [["--profile=smoke"], { LOAD_TEST_PROFILE: "dev" }, 2],
    [[], { LOAD_TEST_PROFILE: "" }, 2],
  ])("%j with %j chooses the profile with %i schools", (argv, environment, schools) => {
    expect(load(argv, environment).config.schoolCount).toBe(schools);
  });

  it("names the files that dotenv-cli is to inject, profile first", () => {
    const request = loadSettings(COMMANDS.smoke, ["--profile", "dev"], {}, root);
    expect("files" in request && request.files).toEqual([join(root, "profiles/dev.env"), join(root, ".env.load-test")]);
  });

  it("takes a profile by path", () => {
    const path = join(root, "mine.env");
    writeFileSync(path, "SCHOOL_COUNT=4\n");
    const settings = load(["--profile", path]);
    expect([settings.config.schoolCount, settings.profileName]).toEqual([4, "mine"]);
  });

  it("names the nearest profile, flag and key", () => {
    expect(failure(["--profile", "deb"]).message).toContain("did you mean dev?");
    expect(failure(["--school", "3"]).message).toContain("unknown flag --school (did you mean --schools?)");
    expect(failure(["--no-verbos"]).message).toContain("unknown flag --no-verbos (did you mean --no-verbose?)");
    writeFileSync(join(root, "profiles/dev.env"), "SCHOL_COUNT=10\n");
    const unknown = failure(["--profile", "dev"]);
    expect(unknown.message).toBe("SCHOL_COUNT: unknown setting (did you mean SCHOOL_COUNT?) (set in profiles/dev.env)");
    expect(unknown.exitCode).toBe(3);
    expect(unknown.hint).toBe("All settings are in docs/configuration.md.");
  });

  it("refuses a URL with a port or a host that no URL can have", () => {
    for (const url of ["http://127.0.0.1:99999", "http://a:b:c", "http://[::1"])
      expect(failure(["--target", url])).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(`API_BASE_URL: "${url}" has a host or a port that no URL can have`),
      });
  });

  it("names the setting of a flag, and never lists all settings", () => {
    writeFileSync(join(root, "profiles/dev.env"), "BANANAS=1\nPUPILS=3\nSTUDENTS=9\nVUS=2\n");
    expect(failure(["--profile", "dev"]).message.split("\n")).toEqual([
      "BANANAS: unknown setting (set in profiles/dev.env)",
      "PUPILS: unknown setting (set in profiles/dev.env)",
      "STUDENTS: unknown setting (did you mean STUDENT_COUNT?) (set in profiles/dev.env)",
      "VUS: unknown setting (did you mean VUS_SMOKE_PHASE or VUS_LOAD_PHASE or VUS_READWRITE_PHASE or VUS_CAPACITY?) (set in profiles/dev.env)",
    ]);
  });

  it("names the command that has an unknown flag, and never lists all flags", () => {
    const { message, hint } = failure(["--clients", "f.json"]);
    expect(message).toBe('unknown flag --clients: it is an option of npm run readwrite\nunexpected argument "f.json"');
    expect(hint).toBe("For all options, use: npm run smoke -- --help-all");
    expect(failure(["--qqqqqqqq"]).message).toBe("unknown flag --qqqqqqqq");
  });

  it("says how a profile or a target is named where its option is missing", () => {
    const hint = "If that is a profile, use: npm run smoke -- --profile dev";
    expect(failure(["dev"])).toMatchObject({ message: 'unexpected argument "dev"', hint });
    expect(failure(["http://127.0.0.1:8080"]).hint).toContain("-- --target http://127.0.0.1:8080");
    expect(failure(["dev", "staging"]).hint).toBe("For all options, use: npm run smoke -- --help-all");
  });

  it("reports every wrong flag in one go", () => {
    expect(failure(["--bogus", "--vus", "--schools", "x", "stray"]).message.split("\n").length).toBeGreaterThan(1);
  });

  it("leaves a user's own lines in .env.load-test alone, but reports a mistyped one", () => {
    writeFileSync(join(root, ".env.load-test"), "MY_OWN_THING=1\nCLIENT_SECRE=x\n");
    expect(failure([]).message).toContain("CLIENT_SECRE: unknown setting (did you mean CLIENT_SECRET?)");
  });

  it("never gives the client of one target to another", () => {
    writeFileSync(join(root, ".env.load-test"), "API_BASE_URL=http://a.org/api\nCLIENT_ID=me\nCLIENT_SECRET=mine\n");
    expect(load([]).config.clientSecret).toBe("mine");
    expect(load(["--target", "http://a.org/other"]).config.clientSecret).toBe("mine");
    expect(load(["--target", "http://b.org/api"]).config).toMatchObject({ clientId: "", clientSecret: "" });
    expect(load(["--target", "http://b.org"], { CLIENT_SECRET: "theirs" }).config.clientSecret).toBe("theirs");
  });

  it("never takes figures of one target for those of another", () => {
    const metrics = "TARGET_METRICS_URL=http://p.org\nTARGET_METRICS_FILE=m.txt\nTARGET_METRICS_TOKEN=hush\n";
    writeFileSync(join(root, ".env.load-test"), `API_BASE_URL=http://a.org\n${metrics}`);
    expect(load([]).config).toMatchObject({ targetMetricsUrl: "http://p.org", targetMetricsToken: "hush" });
    const none = { targetMetricsUrl: "", targetMetricsFile: "", targetMetricsToken: "" };
    expect(load(["--target", "http://b.org"]).config).toMatchObject(none);
  });

  it.each([
    ["a byte order mark", "\uFEFFAPI_BASE_URL=http://a.org\nSEED=7\n"],
    ["the line ends of Windows", "API_BASE_URL=http://a.org\r\nSEED=7\r\n"],
    ["export", "export API_BASE_URL=http://a.org\nexport  SEED=7\n"],
    ["export and tabs", "\texport\tAPI_BASE_URL = http://a.org\n\texport\tSEED = 7\n"],
    ["a no-break space", "\u00a0API_BASE_URL=http://a.org\nSEED=7"],
  ])("reads every setting of a file with %s", (_, text) => {
    writeFileSync(join(root, ".env.load-test"), text);
    expect(load([]).config).toMatchObject({ apiBaseUrl: "http://a.org", seed: 7 });
    writeFileSync(join(root, "own.env"), text);
    expect(load(["--profile", join(root, "own.env")]).config).toMatchObject({ apiBaseUrl: "http://a.org", seed: 7 });
  });

  it.each(["API_BASE_URL http://a.org", "API_BASE_URL: http://a.org", "set API_BASE_URL=http://a.org", "hush"])(
    "refuses the line %s of a file, and does not repeat it",
    (line) => {
      for (const file of [".env.load-test", "profiles/dev.env"]) {
        writeFileSync(join(root, file), `# mine\nSEED='7'\n\n${line}\nSTAFF_COUNT=9\n`);
        const { message, kind } = failure(["--profile", "dev"]);
        expect([message.includes(`${file}: line 4 is not of the form NAME=value`), kind]).toEqual([true, "config"]);
        expect(message).not.toMatch(/a\.org|hush/);
      }
    },
  );

  describe("without a target", () => {
    it.each([
      [{ CLIENT_ID: "me" }, "not set, although there are settings for a target (CLIENT_ID in environment)"],
      [{ API_BASE_URL: "" }, "set, but empty (API_BASE_URL in environment)"],
      [{ API_BASE_URL: " ", CLIENT_SECRET: "hush" }, "set, but empty (API_BASE_URL in environment, CLIENT_SECRET in"],
      [{ CLIENT_SECRET: "" }, "not set, although there are settings for a target (CLIENT_SECRET in environment)"],
      [
        { OAUTH_TOKEN_URL: "http://a.org" },
        "not set, although there are settings for a target (OAUTH_TOKEN_URL in environment)",
      ],
      [
        { CONFIG_SERVICE_URL: "http://a.org" },
        "not set, although there are settings for a target (CONFIG_SERVICE_URL in environment)",
      ],
      [
        { TARGET_DATABASE_URL: "postgresql://u:hush@a.org/edfi" },
        "not set, although there are settings for a target (TARGET_DATABASE_URL in environment)",
      ],
      [
        { TARGET_METRICS_URL: "http://p.org" },
        "not set, although there are settings for a target (TARGET_METRICS_URL in environment)",
      ],
    ])("%j does not lead to the sandbox", (environment, expected) => {
      const { message, kind } = failure([], environment);
      expect([message, kind]).toEqual([expect.stringContaining(`API_BASE_URL: ${expected}`), "config"]);
      expect(message).not.toContain("hush");
    });

    it("neither does a flag, or a line of a file", () => {
      expect(failure(["--client-id", "me"]).message).toContain("(--client-id)");
      writeFileSync(join(root, ".env.load-test"), "API_BASE_URL=\nCLIENT_ID=me\n");
      expect(failure([]).message).toContain("(API_BASE_URL in .env.load-test, CLIENT_ID in .env.load-test)");
      expect(load(["--target", "http://a.org"]).config.apiBaseUrl).toBe("http://a.org");
    });

    it("a command that has none does not mind", () => {
      expect(() => loadSettings(COMMANDS.report, ["latest"], { CLIENT_ID: "me" }, root)).not.toThrow();
    });
  });

  it("takes the database in .env.load-test for the target in it alone, and never DATABASE_URL", () => {
    const lines = ["API_BASE_URL=http://a.org", "TARGET_DATABASE_URL=postgresql://u:hush@a.org/edfi"];
    writeFileSync(join(root, ".env.load-test"), lines.join("\n"));
    expect(load([]).config.targetDatabaseUrl).toBe("postgresql://u:hush@a.org/edfi");
    expect(load(["--target", "http://b.org"]).config.targetDatabaseUrl).toBe("");
    const environment = { DATABASE_URL: "postgresql://u:hush@b.org/edfi" };
    expect(load(["--target", "http://b.org"], environment).config.targetDatabaseUrl).toBe("");
  });

  it("refuses an address of a database that is none, without showing it", () => {
    const { message, kind } = failure([], { API_BASE_URL: "http://a.org", TARGET_DATABASE_URL: "Password=hush" });
    expect([message, kind]).toEqual([
      expect.stringMatching(/^TARGET_DATABASE_URL: .* \(set in environment\)$/),
      "config",
    ]);
    expect(message).not.toContain("hush");
  });

  it("refuses a namespace of descriptors that is no URI", () => {
    const at = (namespace: string) => ({ API_BASE_URL: "http://a.org", DESCRIPTOR_NAMESPACE: namespace });
    expect(failure([], at("state")).message).toContain('DESCRIPTOR_NAMESPACE: "state" is not a URI');
    expect(failure([], at("uri://state org")).message).toContain("is not a URI");
    expect(load([], at("uri://state.org/Types")).config.descriptorNamespace).toBe("uri://state.org/Types");
  });

  it("refuses variables with which k6 would replace the scenarios", () => {
    expect(failure([], { K6_VUS: "3" }).message).toContain("K6_VUS");
  });

  it("refuses variables that would change the load or the trust, and leaves others to k6", () => {
    const strange = { K6_RPS: "5", K6_INSECURE_SKIP_TLS_VERIFY: "true", NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const { message, kind } = failure([], strange);
    expect([message.split("\n").map((line) => line.split(":")[0]), kind]).toEqual([Object.keys(strange), "config"]);
    const others = { K6_NO_USAGE_REPORT: "true", K6_OTEL_EXPORTER: "x", NODE_TLS_REJECT_UNAUTHORIZED: "1" };
    expect(() => load([], others)).not.toThrow();
  });

  it("takes --no- before a flag that is on by default", () => {
    const verify = (argv: string[]): boolean => {
      const request = loadSettings(COMMANDS.load, argv, {}, root);
      return "settings" in request && request.settings.config.verify;
    };
    expect([verify([]), verify(["--verify"]), verify(["--no-verify"])]).toEqual([true, true, false]);
    expect(failure(["--no-bogus"]).message).toContain("unknown flag --no-bogus");
  });

  it("joins the paths of a repeated flag", () => {
    const request = loadSettings(COMMANDS.sandbox, ["--openapi", "a.json", "--openapi", "b.json"], {}, process.cwd());
    expect("settings" in request && request.settings.config.sandboxOpenApi).toBe("a.json,b.json");
  });

  it("passes the arguments of k6 on as they are, and leaves k6's own variables to it", () => {
    const request = loadSettings(COMMANDS.k6, ["run", "--vus", "3", "--help"], { K6_VUS: "3" }, root);
    expect("settings" in request && request.settings.positionals).toEqual(["run", "--vus", "3", "--help"]);
  });

  it("shows help with every flag of the command", () => {
    const request = loadSettings(COMMANDS.smoke, ["--help-all"], {}, root);
    expect("help" in request && request.help).toContain("--dataset-id N");
  });
});

describe("relative paths", () => {
  /** As npm sets it for a script of the project, started in a folder below with `npm --prefix`. */
  const inFolder = (folder: string) => ({ INIT_CWD: folder, npm_package_json: join(root, "package.json") });

  it("begin where the user stands when the user gives them, and in the project's folder when a file does", () => {
    const folder = join(root, "below");
    mkdirSync(folder);
    writeFileSync(join(root, "package.json"), "{}");
    writeFileSync(join(folder, "own.env"), "SCHOOL_COUNT=7\nLOAD_DATA=a.json\n");
    const environment = { ...inFolder(folder), MIX: "./mix.json", SANDBOX_DIR: "/absolute" };
    const { config } = load(["--profile", "own.env", "--results-dir", "out"], environment);
    expect(config).toMatchObject({
      schoolCount: 7,
      resultsDirectory: join(folder, "out"),
      mix: join(folder, "mix.json"),
      sandboxDirectory: "/absolute",
      dataFile: "a.json",
    });
    expect(load(["--profile", "dev"], { ...environment, MIX: "reads" }).config).toMatchObject({
      schoolCount: 10,
      mix: "reads",
      resultsDirectory: "results",
    });
  });

  it("stay as they are in the project's folder", () => {
    writeFileSync(join(root, "package.json"), "{}");
    expect(load(["--results-dir", "out"], inFolder(root)).config.resultsDirectory).toBe("out");
  });

  it("begin in the working directory when npm runs something else", () => {
    const environment = { INIT_CWD: "/elsewhere", npm_package_json: "/elsewhere/package.json" };
    expect(load(["--results-dir", "out"], environment).config.resultsDirectory).toBe(join(process.cwd(), "out"));
  });
});
