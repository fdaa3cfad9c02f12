import type { WriteStream } from 'node:tty';

const width = 24;
const between_ms = { screen: 100, file: 5_000 };
const second_ms = 1_000;

/** How far a piece of work is; where it says what of, a new stage begins another bar. `waitsFor`: who holds it up. */
export type Step = Readonly<{ stage: string; done: number; of: number; waitsFor?: string }>;

/**
 * Shows how far work is: on a screen as one line that is drawn again and again, elsewhere as a line now and then. The time
 * that is left is reckoned from what the stage has done since it began.
 */
export const progressBar = (
  out: Pick<WriteStream, 'write'> & { isTTY?: boolean },
  now_ms: () => number = Date.now,
): ((step: Step) => void) => {
  let [stage, began_ms, first, said_ms] = ['', 0, 0, -Infinity];
  return (step) => {
    const at_ms = now_ms();
    const isNew = step.stage !== stage;
    if (isNew) [stage, began_ms, first] = [step.stage, at_ms, step.done];
    const isDone = step.done >= step.of;
    if (!isNew && !isDone && at_ms - said_ms < (out.isTTY ? between_ms.screen : between_ms.file)) return;
    said_ms = at_ms;
    const line = lineOf(step, (step.done - first) / Math.max(1, at_ms - began_ms));
    out.write(out.isTTY ? `\r\u001b[2K${line}${isDone ? '\n' : ''}` : `${line}\n`);
  };
};

const lineOf = ({ stage, done, of, waitsFor }: Step, each_ms: number): string => {
  const part = of === 0 ? 1 : Math.min(1, done / of);
  const filled = Math.round(width * part);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${String(Math.floor(100 * part)).padStart(3)} %`;
  const counted = `${whole(done)} of ${whole(of)}`;
  if (waitsFor !== undefined) return `${stage.padEnd(9)} ${bar}  waits for ${waitsFor}`;
  const left =
    part < 1 && each_ms > 0 ? `  ${whole(each_ms * second_ms)}/s, ${timeOf((of - done) / each_ms)} left` : '';
  return `${stage.padEnd(9)} ${bar}  ${counted}${left}`;
};

const whole = (value: number): string => Math.floor(value).toLocaleString('en');

const timeOf = (ms: number): string => {
  const seconds = Math.ceil(ms / second_ms);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
};
