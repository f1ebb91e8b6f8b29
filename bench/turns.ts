/** One question on its way: sent to the platform's side, asked of the model, answered where people read. */
interface Turn {
  sentAt: number;
  askedAt: number;
  lastTokenAt: number;
  answer: string;
  /** Ids of the platform's messages in which the complete answer came to stand. */
  stands: Set<string>;
  done(timing: Timing): void;
}

/** Milliseconds. */
export interface Timing {
  eventToModel: number;
  lastTokenToFinal: number;
}

export interface Turns {
  /** The words of the next question, and what resolves once its complete answer has arrived at the platform. */
  begin(): { text: string; sent(): void; answered: Promise<Timing> };
  /** The model was asked: `body` is the request. Gives the answer in pieces; `writing` is called just before they are written. */
  asked(body: string): { pieces: string[]; writing(): void };
  /** `text` now stands in this message. */
  stands(message: string, text: string): void;
  /** Questions whose answer stands in more than one message, and questions never answered. */
  readonly doubled: number;
  readonly lost: number;
}

const question = "#q";
/** As a model streams: a few characters at a time. */
const piece = /[\s\S]{1,16}/g;
const answerMark = /Answer (\d+)\./;
const patienceMs = 30_000;

export function createTurns(): Turns {
  const turns = new Map<number, Turn>();
  let last = 0;
  let doubled = 0;
  let lost = 0;

  /** A context may hold earlier questions too: the one asked is the last. */
  function askedIn(body: string): Turn {
    const turn = turns.get(Number.parseInt(body.slice(body.lastIndexOf(question) + question.length), 10));
    if (!turn) throw new Error("the model was asked something that nobody asked");
    return turn;
  }

  return {
    begin() {
      const id = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<Timing>();
      const late = setTimeout(() => {
        lost++;
        reject(new Error(`question ${id} was not answered within ${patienceMs} ms`));
      }, patienceMs);
      const turn: Turn = {
        sentAt: 0,
        askedAt: 0,
        lastTokenAt: 0,
        answer: answerTo(id),
        stands: new Set(),
        done(timing) {
          clearTimeout(late);
          resolve(timing);
        },
      };
      turns.set(id, turn);
      turns.delete(id - 10_000);
      return {
        text: `Please look at #q${id}# and tell me in a few words what you think of it.`,
        sent: () => {
          turn.sentAt = performance.now();
        },
        answered: promise,
      };
    },
    asked(body) {
      const now = performance.now();
      const turn = askedIn(body);
      turn.askedAt = now;
      return {
        pieces: turn.answer.match(piece) ?? [],
        writing() {
          turn.lastTokenAt = performance.now();
        },
      };
    },
    stands(message, text) {
      const now = performance.now();
      const turn = turns.get(Number(answerMark.exec(text)?.[1]));
      if (!turn || !isComplete(turn.answer, text) || turn.stands.has(message)) return;
      turn.stands.add(message);
      if (turn.stands.size > 1) doubled++;
      turn.done({ eventToModel: turn.askedAt - turn.sentAt, lastTokenToFinal: now - turn.lastTokenAt });
    },
    get doubled() {
      return doubled;
    },
    get lost() {
      return lost;
    },
  };
}

/** About what a chat answer is: three paragraphs, some Markdown in the middle one. */
function answerTo(id: number): string {
  return [
    `Answer ${id}. I have looked at it and it seems sound to me, with two things that are worth another thought before you go on.`,
    "The first is the *order* of the steps: `check` before `write`, **not** after it. The second is what happens when both are asked for at once, which nobody has tried so far.",
    `If you want, I can write down what I would try first and in which order, so that you can hand it on to the others. That is all about ${id}.`,
  ].join("\n\n");
}

/** Platforms and clients render Markdown in their own ways; the plain paragraphs must stand word by word. */
function isComplete(answer: string, text: string): boolean {
  const [first = "", , end = ""] = answer.split("\n\n");
  return text.includes(first) && text.includes(end);
}
