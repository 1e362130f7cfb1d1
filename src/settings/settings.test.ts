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

  it("tells what dotenv-cli injected from what was there before", () => {
    const environment = { LOAD_TEST_OUTER_ENV: "SEED,PATH", SEED: "3", SCHOOL_COUNT: "10" };
    expect(load(["--profile=dev"], environment).origins.schoolCount).toBe("profiles/dev.env");
    expect(load(["--profile=dev"], environment).origins.seed).toBe("environment");
  });

  it("takes a profile by path", () => {
    const path = join(root, "mine.env");
    writeFileSync(path, "SCHOOL_COUNT=4\n");
    const settings = load(["--profile", path]);
    expect([settings.config.schoolCount, settings.profileName]).toEqual([4, "mine"]);
  });

  it("names the nearest profile, flag and key", () => {
    expect(failure(["--profile", "deb"]).message).toContain("did you mean dev?");
    expect(failure(["--school", "3"]).message).toContain("unknown flag --school (did you mean schools?)");
    writeFileSync(join(root, "profiles/dev.env"), "SCHOL_COUNT=10\n");
    const unknown = failure(["--profile", "dev"]);
    expect(unknown.message).toBe("SCHOL_COUNT: unknown setting (did you mean SCHOOL_COUNT?) (set in profiles/dev.env)");
    expect(unknown.exitCode).toBe(3);
  });

  it("reports every wrong flag in one go", () => {
    expect(failure(["--bogus", "--vus", "--schools", "x", "stray"]).message.split("\n").length).toBeGreaterThan(1);
  });

  it("leaves a user's own lines in .env.load-test alone but tells of a mistyped one", () => {
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

  it("refuses variables with which k6 would replace the scenarios", () => {
    expect(failure([], { K6_VUS: "3" }).message).toContain("K6_VUS");
  });

  it("takes --no- before a flag that is on by default", () => {
    const verify = (argv: string[]): boolean => {
      const request = loadSettings(COMMANDS.load, argv, {}, root);
      return "settings" in request && request.settings.config.verify;
    };
    expect([verify([]), verify(["--verify"]), verify(["--no-verify"])]).toEqual([true, true, false]);
    expect(failure(["--no-bogus"]).message).toContain("unknown flag --no-bogus");
  });

  it("shows help with every flag of the command", () => {
    const request = loadSettings(COMMANDS.smoke, ["--help"], {}, root);
    expect("help" in request && request.help).toContain("--dataset-id N");
  });
});
