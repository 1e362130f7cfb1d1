/** One VU's round: creates a small dataset of its own, checks it, and deletes it. */

import type { Body, Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import { ROUND_TRIPS_PER_ENDPOINT, smokeCount } from "../../lib/plan/smoke-selection.ts";
import { createCall, readCall } from "../resource-calls.ts";
import { type Created, change, create, find, readBack, refused, remove, type SmokeClient, upsert } from "./steps.ts";

interface Made extends Created {
  readonly index: number;
  readonly body: Body;
}

/** @returns items created; all of them are deleted again, also after a failure. */
export async function smokeRound(
  client: SmokeClient,
  dataset: Dataset,
  endpoints: readonly string[],
  vocabulary: Vocabulary,
): Promise<number> {
  const made: Made[] = [];
  try {
    for (const endpoint of endpoints) {
      if (isShared(endpoint)) continue;
      for (let index = 0; index < smokeCount(dataset, endpoint); index++) {
        const item = await makeItem(client, dataset, endpoint, index, vocabulary);
        if (item !== undefined) made.push(item);
      }
    }
    for (const item of made) {
      if (item.index < ROUND_TRIPS_PER_ENDPOINT) await roundTrip(client, dataset, item);
    }
    await negativeChecks(client, dataset, endpoints, vocabulary);
  } finally {
    for (const item of [...made].reverse()) await remove(client, item);
  }
  const last = made[made.length - 1];
  if (last !== undefined) {
    await refused(
      client,
      `GET ${last.endpoint}/{id} after DELETE is rejected`,
      readCall(client.dataUrl, last.endpoint, last.id),
      404,
    );
  }
  return made.length;
}

async function makeItem(
  client: SmokeClient,
  dataset: Dataset,
  endpoint: string,
  index: number,
  vocabulary: Vocabulary,
): Promise<Made | undefined> {
  const body = dataset.body(endpoint, index, vocabulary);
  const before = await find(client, endpoint, dataset.key(endpoint, index));
  const created = await create(client, endpoint, body, (before?.length ?? 0) > 0);
  return created === undefined ? undefined : { ...created, index, body };
}

async function roundTrip(client: SmokeClient, dataset: Dataset, item: Made): Promise<void> {
  await readBack(client, item, item.body, "written");
  await find(client, item.endpoint, dataset.key(item.endpoint, item.index));
  const changed = await change(client, item, item.body);
  await readBack(client, item, changed, "changed");
  await upsert(client, item, item.body);
}

/** What a healthy target must reject, and with which status: only resources that the client may create. */
async function negativeChecks(
  client: SmokeClient,
  dataset: Dataset,
  endpoints: readonly string[],
  vocabulary: Vocabulary,
): Promise<void> {
  const { dataUrl } = client;
  const student = dataset.body("students", 0, vocabulary);
  if (endpoints.includes("students")) {
    const { lastSurname: _missing, ...incomplete } = student;
    const bad = createCall(dataUrl, "students", JSON.stringify(incomplete));
    await refused(client, "POST students without a required field is rejected", bad, 400);
  }
  if (endpoints.includes("studentSchoolAssociations")) {
    const enrolment: Body = dataset.body("studentSchoolAssociations", 0, vocabulary);
    const { calendarReference: _calendar, ...rest } = enrolment;
    const unresolved = JSON.stringify({ ...rest, schoolReference: { schoolId: 999_999_999 } });
    const dangling = createCall(dataUrl, "studentSchoolAssociations", unresolved);
    await refused(
      client,
      "POST studentSchoolAssociations with a school that does not exist is rejected",
      dangling,
      409,
    );
  }
  const anonymous = createCall(dataUrl, "students", JSON.stringify(student));
  await refused(client, "POST students without a token is rejected", anonymous, 401, false);
}
