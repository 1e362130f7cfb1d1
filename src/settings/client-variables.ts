/** The variables that hold the key and the secret of a client. Pure. */

export interface ClientVariables {
  readonly id: string;
  readonly secret: string;
}

/** Of the client that is used unless a tenant or a client has its own. */
export const COMMON_CLIENT: ClientVariables = { id: "CLIENT_ID", secret: "CLIENT_SECRET" };

/** Of one tenant or one of several clients: `CLIENT_ID_SIS` and `CLIENT_SECRET_SIS`. */
export function clientVariables(name: string): ClientVariables {
  const suffix = name.toUpperCase().replace(/\W/g, "_");
  return { id: `${COMMON_CLIENT.id}_${suffix}`, secret: `${COMMON_CLIENT.secret}_${suffix}` };
}
