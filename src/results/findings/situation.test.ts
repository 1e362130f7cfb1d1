import { describe, expect, it } from "vitest";
import { madeEvidence } from "../../../test/fakes/made-evidence.ts";
import { flatFrom, situationOf } from "./situation.ts";

describe("the step that was too much", () => {
  const steps = [{ rate: 40 }, { rate: 80 }, { rate: 160, done: 100 }, { rate: 110 }, { rate: 120, done: 90 }];

  it("is the first one, compared with the fastest before it that held", () => {
    const { broken, held } = situationOf(madeEvidence(steps)) ?? {};
    expect([broken?.number, held?.number]).toEqual([3, 2]);
  });

  it("is not one in which the generator was the limit", () => {
    const [first, second, third, ...others] = steps;
    const limited = { ...third, rate: 160, figures: { isGeneratorLimit: true } };
    const made = madeEvidence([{ rate: 40, ...first }, { rate: 80, ...second }, limited, ...others]);
    const { broken, held } = situationOf(made) ?? {};
    expect([broken?.number, held?.number]).toEqual([5, 4]);
  });

  it("may have none before it that held", () => {
    expect(situationOf(madeEvidence([{ rate: 160, done: 100 }, { rate: 80 }]))?.held).toBeUndefined();
    expect(situationOf(madeEvidence([{ rate: 80 }]))).toBeUndefined();
  });
});

describe("the figures of a step", () => {
  const calm = { rate: 40, values: { "machine.cpu": 0.1 } };
  const full = {
    rate: 80,
    done: 50,
    values: { "machine.cpu": 0.9, "database.active": 4, "database.wait:Lock:tuple": 2 },
  };

  it("are those of its own samples", () => {
    const { broken, held } = situationOf(madeEvidence([calm, full])) ?? {};
    expect(held?.values).toEqual({ "machine.cpu": expect.closeTo(0.1) });
    expect(broken?.values["machine.cpu"]).toBeCloseTo(0.9);
    expect(broken?.sessionsSeen).toBe(16);
  });

  it("leave out a sample that is mostly of the time before", () => {
    const { samples, ...rest } = madeEvidence([calm, full]);
    const [first] = rest.steps;
    // Taken in the first second of the second step, 5 s after another one.
    const early = samples.map((sample, index) =>
      index === 4 ? { atMs: (first?.fromMs ?? 0) + 23_500, values: { "machine.cpu": 0.3 } } : sample,
    );
    expect(situationOf({ ...rest, samples: early })?.broken.values["machine.cpu"]).toBeCloseTo(0.9);
  });

  it("are those of the samples that began in it, by the time that each covers: the last one is taken a little later", () => {
    const made = madeEvidence([calm, full]);
    const [, { fromMs = 0 } = {}] = made.steps;
    const at = (seconds: number, cpu: number) => ({ atMs: fromMs + 1000 * seconds, values: { "machine.cpu": cpu } });
    // The step takes 20 s and its warm-up 2 s; the border was before both, and what follows it is partly a pause.
    const samples = [at(-3, 0.1), at(2, 0.5), at(7, 0.9), at(12, 0.9), at(17, 0.9), at(21, 1), at(26, 0.1)];
    const { values } = situationOf({ ...made, samples })?.broken ?? {};
    expect(values?.["machine.cpu"]).toBeCloseTo((15 * 0.9 + 3 * 1) / 18);
  });

  it("count a wait that is not in a sample as no session, and other figures as unknown", () => {
    const { samples, ...rest } = madeEvidence([calm, full]);
    const half = samples.map((sample, index) => (index < 6 ? sample : { ...sample, values: { "database.active": 4 } }));
    const { values } = situationOf({ ...rest, samples: half })?.broken ?? {};
    expect(values?.["machine.cpu"]).toBeCloseTo(0.9);
    // Of the three samples that began in the step the first one.
    expect(values?.["database.wait:Lock:tuple"]).toBeCloseTo(2 / 3);
  });
});

describe("a figure that does not rise any more", () => {
  const commits = (...values: number[]) => {
    const rates = [20, 40, 80, 160];
    const steps = values.map((value, index) => ({
      rate: rates[index] as number,
      values: { "database.commits": value },
    }));
    const situation = situationOf(madeEvidence([...steps, { rate: 320, done: 10 }]));
    return situation && flatFrom(situation, "database.commits");
  };

  it("is known from the first step on that all faster ones resemble", () => {
    expect(commits(20, 40, 50, 52)).toBe(3);
    expect(commits(20, 40, 41, 39)).toBe(2);
    expect(commits(20, 40, 80, 160)).toBeUndefined();
    expect(commits()).toBeUndefined();
  });
});
