// Runs the browser's search in Node, for `pandu search eval` and the tests: same scripts, same results.
// Reads {"scripts": [paths], "index": {…}, "queries": [texts], "rounds": n, "words": [...]} from stdin, writes JSON.
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");
const { performance } = require("node:perf_hooks");

const task = JSON.parse(readFileSync(0, "utf8"));
globalThis.self = globalThis;
self.panduSearch = {};
for (const path of task.scripts) {
  if (path.endsWith("stemmer/index.js")) globalThis.module = {};
  runInThisContext(readFileSync(path, "utf8"), { filename: path });
}
const porter = globalThis.module.exports;
const { Engine, Analysis, splitWords } = self.panduSearch;
const answer = {};

if (task.texts) {
  const analysis = new Analysis(task.index, porter);
  answer.texts = task.texts.map((text) => {
    const words = splitWords(text);
    return {
      words,
      stems: task.index.languages.map((language) => words.map((word) => analysis.stem(word, language))),
      concepts: [...analysis.concepts(words)],
    };
  });
}
if (task.queries) {
  const start = performance.now();
  const engine = new Engine(task.index, porter);
  answer.readyMs = performance.now() - start;
  answer.results = task.queries.map((query) =>
    engine.find(query).groups.flatMap(({ address, entries }) => entries.map(({ anchor }) => [address, anchor])),
  );
  answer.times = [];
  for (let round = 0; round < (task.rounds ?? 0); round++) {
    for (const query of task.queries) {
      const before = performance.now();
      engine.find(query);
      answer.times.push(performance.now() - before);
    }
  }
}
process.stdout.write(JSON.stringify(answer));
