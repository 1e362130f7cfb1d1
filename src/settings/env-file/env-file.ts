/**
 * `.env.load-test`: where a client's credentials are kept between commands. Only its owner may read
 * it, it is replaced as a whole or not at all, and its values are never printed.
 */
import { randomBytes } from "node:crypto";
import { chmod, type FileHandle, lstat, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { LoadTestError } from "../../base/errors.ts";
import { assignmentsIn, withValues } from "./env-text.ts";

const OWNER_ONLY = 0o600;

/**
 * Names and values of an env file; empty when there is no file.
 * @throws LoadTestError "config" when it cannot be read
 */
export async function readEnvFile(path: string): Promise<Readonly<Record<string, string>>> {
  return parseEnvText(await readText(path));
}

/** As `util.parseEnv`, without what editors and shells add: byte order mark, carriage returns, `export`. */
export function parseEnvText(text: string): Readonly<Record<string, string>> {
  return { ...parseEnv(assignmentsIn(text)) } as Record<string, string>;
}

/**
 * Sets values in an env file, creating it if it is missing; undefined removes a name. The user's other lines, their
 * order and comments stay. The file gets mode 0600. A symbolic link stays one.
 * @throws LoadTestError "config" when the file cannot be written or read back with the same values.
 */
export async function writeEnvFile(path: string, values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const text = withValues(await readText(path), values);
  const readBack = parseEnvText(text);
  const wrong = Object.keys(values).find((name) => readBack[name] !== values[name]);
  if (wrong !== undefined) {
    const hint = `Look for a line of ${path} with an opened and not closed quote, and correct it.`;
    throw new LoadTestError("config", `${wrong} would not be read back from ${path} as it was written`, { hint });
  }
  await replaceFile(await targetOf(path), text).catch((error: unknown) => {
    throw unusable("write", path, error);
  });
}

/**
 * Checks that the file can be written, before the credentials for it are created.
 * @throws LoadTestError "config"
 */
export async function checkWritable(path: string): Promise<void> {
  const temporary = temporaryBeside(await targetOf(path));
  try {
    await (await open(temporary, "wx", OWNER_ONLY)).close();
  } catch (error) {
    throw unusable("write", path, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Removes other users' access to the file. True if they had any. */
export async function tightenMode(path: string): Promise<boolean> {
  const stats = await lstat(await targetOf(path)).catch(() => undefined);
  if (process.platform === "win32" || stats === undefined || (stats.mode & 0o077) === 0) return false;
  await chmod(path, OWNER_ONLY).catch((error: unknown) => {
    throw unusable("change the mode of", path, error);
  });
  return true;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    const file = await open(temporary, "wx", OWNER_ONLY);
    await writeAndClose(file, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function temporaryBeside(path: string): string {
  return join(dirname(path), `${basename(path)}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
}

async function writeAndClose(file: FileHandle, text: string): Promise<void> {
  try {
    await file.chmod(OWNER_ONLY);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw unusable("read", path, error);
  }
}

/** Renaming over a symbolic link would replace the link, so its target is replaced. */
async function targetOf(path: string): Promise<string> {
  return await realpath(path).catch(() => path);
}

function unusable(action: string, path: string, error: unknown): LoadTestError {
  const hint = "Check that you own the file and its directory, and can write to them.";
  return new LoadTestError("config", `Cannot ${action} ${path} (${codeOf(error) ?? "unknown error"})`, {
    hint,
    cause: error,
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
