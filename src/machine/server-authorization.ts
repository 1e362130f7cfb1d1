/** Authorization at servers other than the target: a bearer token, or user and password. */

export interface ServerLogin {
  /** Empty: none. It goes before a user. */
  readonly token: string;
  readonly username: string;
  readonly password: string;
}

export function authorizationOf({ token, username, password }: ServerLogin): Readonly<Record<string, string>> {
  if (token !== "") return { Authorization: `Bearer ${token}` };
  if (username === "") return {};
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}
