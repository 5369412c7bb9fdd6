import * as fc from 'fast-check';
import { MIB } from '../../src/sizing/amount';
import { memoryBudget } from '../../src/sizing/memory-budget';
import { SizingBasis } from '../../src/sizing/sizing-basis';

test.each([
  { volumes: [256], working: 256, guide: 512, corrected: 538, because: '256Mi working memory + 256Mi of memory volumes' },
  { volumes: [], working: 512, guide: 512, corrected: 564, because: '512Mi working memory + 0 of memory volumes' },
  { volumes: [16, 64], working: 1000, guide: 1080, corrected: 1180, because: '1000Mi working memory + 80Mi of memory volumes' },
  { volumes: [1024], working: 3072, guide: 4096, corrected: 4404, because: '3Gi working memory + 1Gi of memory volumes' },
])('$because', ({ volumes, working, guide, corrected, because }) => {
  const figures = { memoryVolumes: volumes.map((each) => each * MIB), workingMemory: working * MIB };
  expect(memoryBudget(figures, SizingBasis.GUIDE)).toMatchObject({ bytes: guide * MIB, because });
  expect(memoryBudget(figures, SizingBasis.CORRECTED)).toMatchObject({ bytes: corrected * MIB, because: `${because} + 10% slack` });
});

const basis = fc.constantFrom(SizingBasis.GUIDE, SizingBasis.CORRECTED);
const figures = fc.record({ memoryVolumes: fc.array(fc.nat(2 ** 40), { maxLength: 5 }), workingMemory: fc.nat(2 ** 42) });

test('the limit always holds the volumes and the application, in whole Mi', () => {
  fc.assert(fc.property(figures, basis, (given, which) => {
    const { bytes } = memoryBudget(given, which);
    expect(bytes).toBeGreaterThanOrEqual(given.memoryVolumes.reduce((total, each) => total + each, given.workingMemory));
    expect(bytes % MIB).toBe(0);
  }));
});

test('CORRECTED never asks for less than GUIDE, and more of anything never for less', () => {
  fc.assert(fc.property(figures, basis, fc.nat(2 ** 40), (given, which, more) => {
    expect(memoryBudget(given, SizingBasis.CORRECTED).bytes).toBeGreaterThanOrEqual(memoryBudget(given, SizingBasis.GUIDE).bytes);
    const { bytes } = memoryBudget(given, which);
    expect(memoryBudget({ ...given, workingMemory: given.workingMemory + more }, which).bytes).toBeGreaterThanOrEqual(bytes);
    expect(memoryBudget({ ...given, memoryVolumes: [...given.memoryVolumes, more] }, which).bytes).toBeGreaterThanOrEqual(bytes);
  }));
});
