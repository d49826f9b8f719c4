/**
 * Asks one git process many questions and reads its answers as a stream: object ids to `cat-file --batch`, commits to
 * `diff-tree --stdin`. Memory stays bounded (each side waits for the other), no promise is made per answer, and
 * an object that makes git give up costs one answer, not the rest.
 */
import { gitFailure } from './error.ts';
import type { GitError } from './error.ts';
import { startGit } from './run.ts';
import type { GitPlace, GitProcess } from './run.ts';

/** Turns git's output into answers, one for each question, in their order. */
export interface AnswerParser<Answer> {
  /** Takes the next piece of output and appends the answers that it completes. A piece is never changed afterwards. */
  push(chunk: Buffer, answers: Answer[]): void;
  /** The output is over: appends a last answer whose end only the end of the output shows. */
  end(answers: Answer[]): void;
}

export interface Dialogue<Answer> {
  /** git's arguments. */
  readonly args: readonly string[];
  /** Makes a parser; one for each process. */
  readonly parser: () => AnswerParser<Answer>;
  /** The answer to a question on which git gave up. */
  readonly broken: (question: string, error: GitError) => Answer;
}

/**
 * How much output may wait unread. Not more, because git only works while its pipe has room: with a batch about the
 * size of the pipe's buffer, git produces the next one while the consumer is busy with this one.
 */
const HIGH_WATER = 256 * 1024;

/** A git that gives up this often in a row is not stumbling over single objects. */
const MOST_RESTARTS = 100;

/**
 * Streams the answers to `questions` (lines without the line break) in batches, in order.
 * @throws GitError when git gives up again and again, and whatever `questions` throws.
 */
export async function* converse<Answer>(
  place: GitPlace,
  dialogue: Dialogue<Answer>,
  questions: AsyncIterable<readonly string[]>,
): AsyncGenerator<readonly Answer[], void, void> {
  const session = new Session(place, dialogue, questions);
  try {
    for (let batch = await session.next(); batch !== null; batch = await session.next()) yield batch;
  } finally {
    session.stop();
  }
}

class Session<Answer> {
  readonly #place: GitPlace;
  readonly #dialogue: Dialogue<Answer>;
  /** Asked and not yet answered; bounded by what the pipe holds. */
  readonly #open = new Queue<string>();
  #git: GitProcess;
  #parser: AnswerParser<Answer>;
  #answers: Answer[] = [];
  #unreadBytes = 0;
  #paused = false;
  #asked = false;
  #stopped = false;
  #restarts = 0;
  /** Set when the current process is over; null while it runs. */
  #death: GitError | 'done' | null = null;
  #failure: unknown = null;
  #wake: (() => void) | null = null;

  constructor(place: GitPlace, dialogue: Dialogue<Answer>, questions: AsyncIterable<readonly string[]>) {
    this.#place = place;
    this.#dialogue = dialogue;
    this.#parser = dialogue.parser();
    this.#git = this.#start();
    this.#ask(questions).catch((error: unknown) => {
      this.#failure = error;
      this.#notify();
    });
  }

  /** The next answers; null when all questions are answered. */
  async next(): Promise<readonly Answer[] | null> {
    for (;;) {
      if (this.#answers.length > 0) return this.#take();
      if (this.#failure !== null) throw this.#failure;
      if (this.#death === 'done') return null;
      if (this.#death !== null) this.#recover(this.#death);
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#git.stop();
  }

  #take(): readonly Answer[] {
    const batch = this.#answers;
    this.#answers = [];
    this.#unreadBytes = 0;
    if (this.#paused) {
      this.#paused = false;
      this.#git.stdout.resume();
    }
    return batch;
  }

  #start(): GitProcess {
    const git = startGit(this.#place, this.#dialogue.args, { input: 'pipe' });
    const parser = this.#parser;
    git.stdout.on('data', (chunk: Buffer) => {
      const before = this.#answers.length;
      parser.push(chunk, this.#answers);
      this.#account(before);
      this.#unreadBytes += chunk.length;
      if (this.#unreadBytes >= HIGH_WATER && this.#answers.length > 0) {
        this.#paused = true;
        git.stdout.pause();
      }
      if (this.#answers.length > 0) this.#notify();
    });
    this.#awaitEnd(git, parser).catch((error: unknown) => {
      this.#failure = error;
      this.#notify();
    });
    return git;
  }

  async #awaitEnd(git: GitProcess, parser: AnswerParser<Answer>): Promise<void> {
    const { exitCode, stderr } = await git.ended;
    // Ended by a signal, git has lost what it had not yet written: the answer in hand may be half of one.
    if (exitCode !== null) {
      const before = this.#answers.length;
      parser.end(this.#answers);
      this.#account(before);
    }
    const complete = exitCode === 0 && this.#open.length === 0 && this.#asked;
    this.#death = complete ? 'done' : gitFailure(this.#dialogue.args[0] ?? '', exitCode, stderr);
    this.#notify();
  }

  /** As many questions are answered as answers came. */
  #account(before: number): void {
    const answered = this.#answers.length - before;
    if (answered === 0) return;
    this.#open.drop(answered);
    this.#restarts = 0;
  }

  /** git gave up: the first open question is the one it could not answer. The others are asked again. */
  #recover(error: GitError): void {
    const culprit = this.#open.shift();
    this.#restarts += 1;
    if (culprit === undefined || this.#restarts > MOST_RESTARTS) throw error;
    this.#answers.push(this.#dialogue.broken(culprit, error));
    this.#death = null;
    this.#parser = this.#dialogue.parser();
    this.#git = this.#start();
    if (this.#open.length > 0) this.#git.stdin?.write(this.#open.values().map((question) => `${question}\n`).join(''));
    if (this.#asked) this.#git.stdin?.end();
  }

  async #ask(questions: AsyncIterable<readonly string[]>): Promise<void> {
    for await (const batch of questions) {
      if (this.#stopped) return;
      if (batch.length === 0) continue;
      this.#open.push(batch);
      const git = this.#git;
      const hasRoom = git.stdin?.write(`${batch.join('\n')}\n`) ?? true;
      // A process that ends never drains; the open questions then go to the next one.
      if (!hasRoom) await Promise.race([new Promise((resolve) => git.stdin?.once('drain', resolve)), git.ended]);
    }
    this.#asked = true;
    this.#git.stdin?.end();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = null;
  }
}

/** First in, first out, without moving the rest at every step. */
class Queue<T> {
  #items: T[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(items: readonly T[]): void {
    for (const item of items) this.#items.push(item);
  }

  shift(): T | undefined {
    const first = this.#items[this.#head];
    this.drop(1);
    return first;
  }

  drop(count: number): void {
    this.#head = Math.min(this.#head + count, this.#items.length);
    if (this.#head > 4096 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
  }

  values(): readonly T[] {
    return this.#items.slice(this.#head);
  }
}
