import { expect, test } from 'vitest';
import { fitError } from './fit-error.ts';

const message = `--engine is foo; allowed are docker, local.
  allowed: reference, reference:<folder>, cmd:<folder>, image:<name>
  /a/path/that/is/longer/than/the/line/of/the/terminal cannot be read
  Next: npx badconn run --engine local --scenarios ./mine --jobs 2`;

test('lines break at spaces, and hang; next step and paths stay whole', () => {
  expect(`\n${fitError(message, 40)}\n`).toMatchInlineSnapshot(`
    "
    --engine is foo; allowed are docker,
      local.
      allowed: reference,
        reference:<folder>, cmd:<folder>,
        image:<name>
      /a/path/that/is/longer/than/the/line/of/the/terminal cannot be read
      Next: npx badconn run --engine local --scenarios ./mine --jobs 2
    "
  `);
});

test('what fits stays as it is', () => {
  expect(fitError(message, 80)).toBe(message);
});
