/** Whether the network answered: a refusal is an answer, an error of this machine is not. */
export const isAnswer = (code: string): boolean => code === 'ECONNREFUSED' || code === 'connected';
