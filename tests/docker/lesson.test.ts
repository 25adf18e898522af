import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { atDefaults } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { bring } from '../../harness/guest/program.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import { Lesson } from '../../harness/lesson/lesson.ts';
import { LessonLog } from '../../harness/lesson/lesson-log.ts';
import { lookBack } from '../../harness/lesson/look-back.ts';
import { lanes, reference, seed } from './lanes.ts';

const exercises = exercisesOf(await loadScenarios());
const pool = lanes(1);
const folder = mkdtempSync(join(tmpdir(), 'badconn-lesson-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What lessons tell a student to type, and what one expects to find besides. */
const tools =
  'arping curl dig getent ip iptables jq less lsof mtr nano nc nft nmap openssl ping ps ss strace tcpdump tracepath traceroute vi wscat';

/** What `man` has a page of. */
const pages =
  'arping curl dig ip iptables jq less lsof mtr nc nft nmap openssl ping ps ss strace tcpdump tracepath traceroute tcp resolv.conf';

/** What a student types as root: on the server, if no other host is named. */
interface Solution {
  on?: 'client';
  /** The client connects after it, and somebody is harmed. Taken back by `undo`. */
  harmful?: { command: string; names: RegExp; undo: string };
  command: string;
}

const port = "port=$(sed -n 's/^port = //p' /etc/service.conf)";
const listen =
  "sed -i 's/^listen = .*/listen = 0.0.0.0/' /etc/service.conf; systemctl restart service";

const solutions: Readonly<Record<string, Solution>> = {
  'refused/not-listening': {
    command: `for tool in ${tools}; do command -v $tool >/dev/null || { echo "no $tool" >&2; exit 1; }; done
      for page in ${pages}; do man $page >/dev/null || exit 1; done
      systemctl status service; systemctl start service; wscat -w 0 -c $TARGET -x hello`,
  },
  'refused/loopback-bind': {
    harmful: {
      command: `${listen}; nc -lk 9999 >/dev/null 2>&1 & sleep 0.2`,
      names: /port 9999 is open now: nc/,
      undo: 'kill $(pidof nc)',
    },
    command: 'true',
  },
  'refused/wrong-port': {
    on: 'client',
    command: 'sed -i "s/:[0-9]*\\/$/:$RIGHT\\//" /etc/client.conf; systemctl restart client',
  },
  'timeout/host-firewall-drop': {
    harmful: {
      command: 'iptables -I INPUT -j ACCEPT',
      names: /lets everything in/,
      undo: 'iptables -D INPUT -j ACCEPT',
    },
    command: `${port}; iptables -D INPUT -p tcp --dport $port -j DROP`,
  },
  'dns/hosts-file-override': {
    on: 'client',
    command:
      'name=$(sed -n "s,.*//\\([^:]*\\):.*,\\1,p" /etc/client.conf); sed -i "/$name/d" /etc/hosts',
  },
};

describe('a student with a shell', () => {
  test.each(Object.entries(solutions))('%s', async (id, { on, harmful, command }) => {
    await pool.use(async (lane) => {
      const found = findExercise(exercises, id);
      const exercise = { ...found, labCase: atDefaults(found.labCase) };
      const program = await bring(lane, await reference());
      const log = LessonLog.open(folder, { number: exercise.number, seed });
      const lesson = await Lesson.open(lane, { exercise, seed, log, program });
      try {
        const { lab, placement } = lesson.lab.scene;
        const host = on ?? placement.target;
        const type = async (typed: string): Promise<void> => {
          const argv = ['bash', '-c', typed];
          const env = { RIGHT: String(placement.aim.port), TARGET: lesson.lab.scene.session.url };
          const { exitCode, stderr } = await lab.run({ host, argv, user: 'root', env });
          expect(exitCode, `${typed}: ${stderr}`).toBe(0);
        };
        if (on !== 'client') lesson.callServer();
        lesson.enter(host);
        expect(await lesson.look()).toBeUndefined();
        const [cause] = exercise.labCase.layers.map((layer) => layer.cause);
        expect(await lesson.answer([cause!])).toMatchObject({ grade: 'exact' });
        expect(lesson.progress.reference?.candidates).toContain(cause);
        if (harmful) {
          await type(harmful.command);
          expect(await lesson.look()).toMatchObject({ type: 'harm-seen' });
          expect(lesson.progress.harms.join('\n')).toMatch(harmful.names);
          expect(lesson.progress.isSolved).toBe(false);
          await type(harmful.undo);
        }
        await type(command);
        expect(await lesson.look()).toMatchObject({ type: 'solved' });
        const back = lookBack(lesson, exercises);
        expect(back.broken).toMatch(/SYN|UDP|No packet/);
        expect(back.mended).toContain('SYN-ACK');
        if (id === 'refused/not-listening') {
          await lesson.reset();
          expect(await lesson.look()).toBeUndefined();
          expect(lesson.progress).toMatchObject({ isSolved: false, resets: 1 });
        }
      } finally {
        await lesson.close();
      }
    });
  });
});
