import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { escaped } from '../../judge/sentences.ts';
import { unpackTo } from '../archive.ts';
import type { AgentDiagnoser, Connected, ImageDiagnoser } from '../connector.ts';
import type { Conversation } from '../../events.ts';
import { askProgram } from '../local-program.ts';
import { askModule } from '../module-diagnoser.ts';
import { findingsOf, handlesNothing, type SmokeResult } from './findings.ts';
import { listen } from './listener.ts';
import { questions, type SmokeQuestion } from './questions.ts';

export interface SmokedQuestion extends SmokeResult {
  name: string;
  about: string;
  durationMs: number;
  /** Its last words on stderr, where something is wrong. */
  stderr: string[];
  /** Processes that it left behind, and that were killed. */
  leftProcesses: number;
}

/**
 * Asks a diagnoser on this machine, without Docker, what any harness may ask it, and tells how it
 * breaks the contract. No question leads anywhere but to ports of loopback.
 */
export async function smoke(
  diagnoser: Connected,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<SmokedQuestion[]> {
  const folder = await mkdtemp(join(tmpdir(), 'badconn-smoke-'));
  const silent = await listen();
  const gone = await listen();
  gone.close();
  const ports = { closed: gone.port, silent: silent.port };
  try {
    const ask = await asker(diagnoser, folder, signal);
    // All at once: one that never answers costs its deadline once.
    const answered = await Promise.all(
      questions(ports, deadlineMs).map(async (question) => read(question, await ask(question))),
    );
    const findings = handlesNothing(answered);
    return answered.map((one, index) => (index === 0 && findings ? { ...one, findings } : one));
  } finally {
    silent.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type AskQuestion = (question: SmokeQuestion) => Promise<Conversation>;

async function asker(
  diagnoser: Connected,
  folder: string,
  signal?: AbortSignal,
): Promise<AskQuestion> {
  if (diagnoser.kind === 'module') {
    return ({ request }) => askModule(diagnoser.file, request, { signal });
  }
  if (diagnoser.kind === 'image' || diagnoser.kind === 'agent') throw needsLab(diagnoser);
  await unpackTo(folder, diagnoser.tar);
  const program = { folder, argv: diagnoser.argv };
  return (question) => askProgram(program, question, signal);
}

const needsLab = ({ name, kind }: AgentDiagnoser | ImageDiagnoser): UsageError =>
  new UsageError({
    code: `USAGE_SMOKE_${kind.toUpperCase()}`,
    what: `${name} is an ${kind}; smoke runs diagnosers on this machine, without a lab.`,
    next: `npx badconn run healthy/plain --diagnoser "${name}"`,
  });

/** Lines of a Node stack trace and its frame, which push the message out of the last lines. */
const frame = /^\s+at |^\s*\}?\s*$|^Node\.js v\d/;

async function read(question: SmokeQuestion, conversation: Conversation): Promise<SmokedQuestion> {
  const { name, about } = question;
  const { stderr, durationMs, leftProcesses } = conversation;
  const found = await findingsOf(question, conversation);
  const words = stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = words.filter((line) => !frame.test(line));
  const lastWords = found.findings.length > 0 ? telling.slice(-3).map(escaped) : [];
  return { name, about, ...found, durationMs, stderr: lastWords, leftProcesses };
}
