/** From where a diagnoser looks: on the client alone, or with a report taken on the server. */
export const vantages = ['client', 'client+server'] as const;
export type Vantage = (typeof vantages)[number];

/** What a diagnoser says of a connection. */
export const statuses = ['healthy', 'diagnosed', 'cannot-tell', 'unsupported'] as const;
export type Status = (typeof statuses)[number];

/**
 * The judgement of one diagnoser in one scenario at one vantage. The order is from best to worst;
 * the first two pass, and
 * nothing is worse than the last: to crash instead does no harm.
 */
export const grades = {
  exact: 'The true cause alone.',
  narrowest: 'Exactly the class that this vantage cannot split.',
  vague: 'The truth, and more than need be.',
  'no-answer': 'It says that it cannot tell.',
  unsupported: 'It says that it does not handle this kind of target.',
  wrong: 'The true cause is not among the candidates.',
  'timed-out': 'No answer within the deadline.',
  crashed: 'It could not be started, or it ended with another exit code than 0 or 127.',
  'bad-output': 'Its answer breaks the contract.',
  dangerous:
    'A broken connection called healthy, a healthy one called broken, a remedy that does harm here, or a lab that it changed.',
} as const;

export type Grade = keyof typeof grades;
export const passing: readonly Grade[] = ['exact', 'narrowest'];
