import { type Asked, lastWords, type Reply, type Step } from "./steps.ts";

/** The model that answers when no script does: openly a demo, the same words for the same question. */
export function demoReply(asked: Asked, wordMs: number): Reply {
  const words = lastWords(asked).trim();
  const topic = topics.find(([pattern]) => pattern.test(words));
  const answer = topic ? topic[1] : plainAnswer(asked, words);
  return spoken(answer, /\bslow\b/i.test(words) ? Math.max(wordMs, 250) : wordMs);
}

function plainAnswer(asked: Asked, words: string): string {
  const images = asked.turns.at(-1)?.images ?? 0;
  const seen =
    images === 0
      ? ""
      : `\n\nI was given ${images === 1 ? "an image" : `${images} images`}, which a demo cannot see.`;
  const quote = words
    ? `You said:\n\n${words.slice(0, 1_500).replace(/^/gm, "> ")}`
    : "You said nothing yet.";
  return `Demo model: ${quote}${seen}\n\nI am no real model and know nothing. Try *long answer*, *code*, *table* or *slow* to see how answers look here, or set a model key to talk with a real one.`;
}

const topics: readonly (readonly [RegExp, string])[] = [
  [/\blong answer\b/i, longAnswer()],
  [/\bcode\b/i, codeAnswer()],
  [/\btable\b/i, tableAnswer()],
  [/\bslow\b/i, slowAnswer()],
];

function longAnswer(): string {
  const paragraphs = Array.from({ length: 40 }, (_, i) => {
    return `${i + 1}. This paragraph is here to fill the page. An answer longer than one message of the platform is split into several, in order, and none of it is lost. Paragraph ${i + 1} of 40 ends here.`;
  });
  return `Demo model: here is a long answer.\n\n${paragraphs.join("\n\n")}`;
}

function codeAnswer(): string {
  const lines = Array.from({ length: 60 }, (_, i) => `  total += step(${i}); // line ${i + 1}`);
  return `Demo model: here is some code, long enough to need a second message.\n\n\`\`\`js\nlet total = 0;\nfunction run(step) {\n${lines.join("\n")}\n  return total;\n}\n\`\`\`\n\nThat was the code.`;
}

function tableAnswer(): string {
  const rows = Array.from(
    { length: 12 },
    (_, i) => `| ${i + 1} | ${2 ** i} | ${i % 2 === 0 ? "even" : "odd"} |`,
  );
  return `Demo model: here is a table.\n\n| n | 2^n | kind |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

function slowAnswer(): string {
  return "Demo model: I am taking my time, so that you can watch the words come in one by one, press Stop, or ask something else meanwhile and see it wait in order behind this answer.";
}

/** Cut before each word, so that joined pieces are the text again. */
function spoken(text: string, wordMs: number): Step[] {
  return text.split(/(?<=\s)(?=\S)/).flatMap((word): Step[] => {
    return wordMs > 0
      ? [
          { kind: "wait", ms: wordMs },
          { kind: "text", text: word },
        ]
      : [{ kind: "text", text: word }];
  });
}
