// Words → stems and concepts. Written once more in pandu/search (words.py, indonesian.py, analysis.py), and a test
// holds both to the same answers.
self.panduSearch ??= {};
(() => {
  const WORD = /[\p{L}\p{N}]+/gu;
  const CLITIC = /(?:nya|lah)$/;
  const DOUBLED = /^([a-z]{3,})2(?:nya)?$/;
  const PARTICLE = /(?:lah|kah|tah|pun)$/;
  const POSSESSIVE = /(?:nya|ku|mu)$/;
  const SUFFIX = /(?:kan|an|i)$/;
  const SUFFIX_OF = { me: ["kan", "i"], di: ["kan", "i"], te: ["kan", "i"], ke: ["an"], pe: ["an"], be: ["an"] };
  const ELIDED = { m: "p", n: "t", ny: "s", ng: "k" };
  const AFTER = { m: "bfpv", n: "cdjstz", ny: "", ng: "aeioughk" };
  const GUESSED_PREFIX = /^(?:me(?:mper|ng|ny|m|n)?|pe(?:ng|ny|m|n)|di(?:per)?|ber|ter)(?=[a-z]{4})/;
  const MOST_PREFIXES = 3;
  const isVowel = (letter) => letter !== "" && "aeiou".includes(letter);

  function splitWords(text) {
    const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return (plain.match(WORD) ?? []).filter((word) => word.length > 2 || [...word].length > 1 || /^\p{Nd}$/u.test(word));
  }

  // "Eungan" after "lingkar" is "lingkungan": four letters shared, then the rest. See pack_words in pandu/search/index.py.
  function unpackWords(text) {
    let before = "";
    return text.match(/[A-Z][^A-Z]*/g)?.map((part) => (before = before.slice(0, part.charCodeAt(0) - 65) + part.slice(1))) ?? [];
  }

  // Concepts stand in columns: names, and for each language a line of phrases; "=" is the name with blanks.
  function unpackConcepts({ concepts, phrases, languages }) {
    const columns = languages.map((language) => phrases[language].split("\n"));
    return concepts.split(" ").map((name, at) => {
      const read = (line = "") => line.split("|").map((phrase) => (phrase === "=" ? name.replaceAll("-", " ") : phrase));
      return [name, ...columns.map((column) => read(column[at]))];
    });
  }

  function* withoutSuffixes(word) {
    const bare = [word];
    for (const ending of [PARTICLE, POSSESSIVE]) {
      for (const each of [...bare]) {
        const short = each.replace(ending, "");
        if (short !== each && short.length > 2) bare.push(short);
      }
    }
    for (const each of bare) {
      yield [each, "", 0];
      const [suffix] = SUFFIX.exec(each) ?? [];
      if (!suffix || each.length - suffix.length < 2) continue;
      yield [each.slice(0, -suffix.length), suffix, 0];
      if (suffix === "kan") yield [each.slice(0, -2), "an", 1.5];
    }
  }

  function* withoutNasal(rest) {
    const nasal = rest.slice(0, 2) in ELIDED ? rest.slice(0, 2) : rest.slice(0, 1);
    if (!(nasal in ELIDED)) return;
    const after = rest.slice(nasal.length);
    const next = after.slice(0, 1);
    if (isVowel(next) || (nasal === "m" && (next === "r" || next === "l"))) yield [ELIDED[nasal] + after, 1.1];
    if (nasal === "ng" && next === "e") yield [after.slice(1), 0.5];
    if (next === "" || AFTER[nasal].includes(next)) yield [after, 0];
  }

  function* onePrefixLess(stem) {
    const start = stem.slice(0, 2);
    const third = stem.slice(2, 3);
    if (["di", "ke", "se"].includes(start)) {
      yield [stem.slice(2), 0];
      if (stem.startsWith("ketidak")) yield [stem.slice(7), 0];
    } else if (["be", "te", "pe", "me"].includes(start)) {
      if (third === "r" && start !== "me") yield [stem.slice(3), 0];
      if (stem.slice(2, 6) === "laja") yield [stem.slice(3), 0];
      yield [stem.slice(2), third === "r" ? 1.5 : 0];
      if (start === "me" || start === "pe") yield* withoutNasal(stem.slice(2));
    } else if ("mn".includes(start[0])) {
      for (const [rest, cost] of withoutNasal(stem)) yield [rest, cost + 1.5];
    }
  }

  function* withoutPrefixes(stem, gone = [], cost = 0) {
    yield [stem, gone[0] ?? "", cost];
    const start = stem.slice(0, 2);
    if (gone.length === MOST_PREFIXES || gone.includes(start)) return;
    for (const [rest, more] of onePrefixLess(stem)) {
      if (rest.length > 1) yield* withoutPrefixes(rest, [...gone, start], cost + more + 0.1);
    }
  }

  function listedRoot(word, roots) {
    if (roots.has(word)) return word;
    let best = "";
    let bestScore = 0;
    for (const [stem, suffix, cost] of withoutSuffixes(word)) {
      for (const [rest, first, prefixCost] of withoutPrefixes(stem)) {
        if (rest === word || !roots.has(rest)) continue;
        let score = rest.length - cost - prefixCost;
        if (first && SUFFIX_OF[first]?.includes(suffix)) score += 3;
        if (suffix === "i" && ["", "pe", "be"].includes(first)) score -= 2;
        if (score > bestScore) [best, bestScore] = [rest, score];
      }
    }
    return best;
  }

  function guess(word) {
    const short = word.replace(PARTICLE, "").replace(POSSESSIVE, "");
    if (short.length >= 5 && /(?:nya|lah|kah|pun)$/.test(word)) word = short;
    const [prefix] = (word.length >= 7 && GUESSED_PREFIX.exec(word)) || [];
    if (!prefix) return word;
    let rest = word.slice(prefix.length);
    const [suffix] = SUFFIX.exec(rest) ?? [];
    if (suffix && rest.length - suffix.length >= 4 && SUFFIX_OF[prefix.slice(0, 2)].includes(suffix)) {
      rest = rest.slice(0, -suffix.length);
    }
    const nasal = prefix.slice(2);
    return ["m", "n", "ny"].includes(nasal) && isVowel(rest[0]) ? ELIDED[nasal] + rest : rest;
  }

  // `porter` stems an English word. `lists` as in the index: roots, spellings, stopWords, concepts, phrases.
  class Analysis {
    constructor(lists, porter) {
      const setOf = (text) => new Set(text.split(" "));
      this.roots = new Set(unpackWords(lists.roots));
      this.spellings = new Map(Object.entries(lists.spellings));
      this.stopWords = Object.fromEntries(Object.entries(lists.stopWords).map(([code, list]) => [code, setOf(list)]));
      this.memory = { id: new Map(), en: new Map() };
      this.porter = porter;
      this.languages = lists.languages;
      this.rows = unpackConcepts(lists);
    }

    // Made when the first query needs it: the dialog need not wait for that.
    get starts() {
      const starts = this.languages.map((language, at) => [language, this.phrasesOf(language, at + 1)]);
      Object.defineProperty(this, "starts", { value: starts });
      return starts;
    }

    phrasesOf(language, column) {
      const starts = new Map();
      for (const concept of this.rows) {
        for (const phrase of concept[column]) {
          const stems = splitWords(phrase).map((word) => this.stem(word, language));
          if (!stems.length) continue;
          if (!starts.has(stems[0])) starts.set(stems[0], []);
          starts.get(stems[0]).push([stems, concept[0]]);
        }
      }
      return starts;
    }

    stem(word, language) {
      const memory = this.memory[language];
      if (!memory.has(word)) memory.set(word, language === "id" ? this.rootOf(word) : this.stemEnglish(word));
      return memory.get(word);
    }

    rootOf(word) {
      word = this.standardSpelling(word);
      return /^[a-z]{4,}$/.test(word) ? listedRoot(word, this.roots) || guess(word) : word;
    }

    stemEnglish(word) {
      return /^[a-z]{3,}$/.test(word) ? this.porter(word) : word;
    }

    standardSpelling(word) {
      word = word.replace(DOUBLED, "$1");
      return this.spellings.get(word) ?? this.spellings.get(word.replace(CLITIC, "")) ?? word;
    }

    isStopWord(word, language) {
      return this.stopWords[language].has(word);
    }

    // Every concept that the words name, in either language: [concept, start, length].
    *concepts(words) {
      for (const [language, starts] of this.starts) {
        const stems = words.map((word) => this.stem(word, language));
        for (const [at, stem] of stems.entries()) {
          for (const [phrase, concept] of starts.get(stem) ?? []) {
            if (phrase.every((each, n) => each === stems[at + n])) yield [concept, at, phrase.length];
          }
        }
      }
    }
  }

  Object.assign(self.panduSearch, { splitWords, unpackWords, Analysis });
})();
