// Makes a MiniSearch of the index that pandu/search/index.py wrote, and asks it. Knows nothing of the page.
//
// Terms of the MiniSearch: a word as it is written; "~" and its stem; "#" and a concept; "^" and a stem of the other
// language, from the twin of the entry.
(() => {
  const { splitWords, unpackWords, Analysis } = self.panduSearch;
  const VERSION = 3;
  const LOW = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
  const HIGH = "ghijklmnopqrstuvwxyz0123456789-_";
  const MOST_COUNTED = 4;
  const LENGTH_STEPS = 3;
  const TELLING_TERMS = 12;
  const FIELDS = ["title", "page", "text", "twin"];
  const [TITLE, PAGE, TEXT, TWIN] = FIELDS.keys();
  const BOOST = { title: 2, page: 1, text: 1, twin: 1 };
  const WEIGHT = { word: 1, stem: 2, concept: 2, twin: 1.5, beginning: 2, typo: 1 };
  const SHORTEST_PREFIX = 3;
  const MOST_RESULTS = 50;
  const WEAKEST = 0.02; // of the best score: what matches that little is chance
  const KEEPS_TOGETHER = 0.6;
  const LEAD = 0.6; // the lead of a page, beside the section that says it
  const OF_KIND = { lesson: 1, sheet: 1, page: 0.8, guide: 0.5, term: 0.4, law: 0.4 };
  // Words by which a law is named, when a number follows somewhere.
  const LAW_WORDS = new Set("uu pp perpres permen perda putusan pasal ayat law gr pr article".split(" "));
  const MANY_PAGES = 5; // a title on so many is no answer but a frame, like "Giliran Anda"
  const FRAME = 0.8;
  const RARITY = 0.7; // under 1: one rare word, often of small talk, does not outweigh the others
  const COVERAGE = 0.5; // how much it matters that all of the query is answered
  const SHAPE = 0.7; // under 1: the best answer to one word leads the next by less
  const MOST_WORDS = 24;

  const valueOf = new Int8Array(128); // of a digit; one from HIGH has 32 more
  for (let value = 0; value < 32; value++) {
    valueOf[LOW.charCodeAt(value)] = value;
    valueOf[HIGH.charCodeAt(value)] = value + 32;
  }

  function unpack(text, most = MOST_COUNTED) {
    const counts = {};
    let value = 0;
    let number = -1;
    for (let at = 0; at < text.length; at++) {
      const digit = valueOf[text.charCodeAt(at)];
      value = value * 32 + (digit & 31);
      if (digit > 31) continue;
      number += Math.floor(value / most) + 1;
      counts[number] = (value % most) + 1;
      value = 0;
    }
    return counts;
  }

  // The entries stand in columns: [page, anchor, title, excerpt, length] of each. The single file has excerpts of leads only.
  function unpackEntries({ pages, anchors, titles, excerpts, lengths }) {
    const pageOf = pages.flatMap(([, , , , count], page) => Array(count).fill(page));
    const columns = [anchors.split(" "), titles.split("\n"), excerpts.split("\n")];
    return pageOf.map((page, at) => [
      page,
      ...columns.map((column) => column[at] ?? ""),
      2 ** (valueOf[lengths.charCodeAt(at)] / LENGTH_STEPS) - 1,
    ]);
  }

  function repeated(titles) {
    const times = new Map();
    for (const title of titles) times.set(title, (times.get(title) ?? 0) + 1);
    return new Set([...times.keys()].filter((title) => times.get(title) >= MANY_PAGES));
  }

  // `counts`: entry → how often. They are kept as they are where the term has none yet in that field.
  function add(terms, term, field, counts) {
    const fields = terms.get(term);
    if (!fields) terms.set(term, { [field]: counts });
    else if (!fields[field]) fields[field] = counts;
    else {
      const sum = { ...fields[field] };
      for (const number in counts) sum[number] = (sum[number] ?? 0) + counts[number];
      fields[field] = sum;
    }
  }

  // How many letters must be changed, added, left out or swapped to make one word of the other; over `most`: most + 1.
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let above = [];
    let row = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) next[j] = Math.min(next[j], above[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [above, row] = [row, next];
    }
    return row[other.length];
  }

  class Engine {
    // Throws where `index` is not what this engine reads.
    constructor(index, porter) {
      if (index.version !== VERSION) throw new Error(`index of version ${index.version}`);
      this.index = index;
      this.language = index.language;
      this.other = index.other;
      this.analysis = new Analysis(index, porter);
      this.phrases = new Map(this.analysis.rows.map(([name, ...byLanguage]) => [name, byLanguage.flat()]));
      this.entries = unpackEntries(index);
      this.frames = repeated(this.entries.map(([, , title]) => title));
      this.formsOf = new Map(); // stem → the words of the course that have it
      const pageTitles = index.pages.map(([, title, group]) => splitWords(`${title} ${group}`));
      this.titles = this.entries.map(([, , title]) => splitWords(title));
      this.pageTitles = this.entries.map(([page]) => pageTitles[page]);
      const terms = this.terms();
      this.known = new Set(terms.keys());
      this.search = this.miniSearch(terms);
      this.hasSections = new Set(this.entries.filter(([, anchor]) => anchor).map(([page]) => page));
    }

    terms() {
      const { index, language, analysis } = this;
      const terms = new Map();
      for (const [word, counts] of index.texts ? this.counted(index.texts) : this.unpacked()) add(terms, word, TEXT, counts);
      for (const [word, counts] of this.otherNames()) add(terms, word, TEXT, counts);
      for (const [field, heads] of [[TITLE, this.titles], [PAGE, this.pageTitles]]) {
        const found = new Map();
        for (const [number, words] of heads.entries()) {
          for (const word of words) {
            if (analysis.isStopWord(word, language)) continue;
            if (!found.has(word)) found.set(word, {});
            found.get(word)[number] = 1;
          }
        }
        for (const [word, counts] of found) add(terms, word, field, counts);
      }
      for (const word of terms.keys()) {
        const stem = analysis.stem(word, language);
        if (!this.formsOf.has(stem)) this.formsOf.set(stem, []);
        this.formsOf.get(stem).push(word);
      }
      this.words = [...terms.keys()];
      for (const [stem, forms] of this.formsOf) {
        if (forms.length === 1 && forms[0] === stem) continue; // the word itself says it
        for (const form of forms) for (const field in terms.get(form)) add(terms, `~${stem}`, field, terms.get(form)[field]);
      }
      const named = index.namedPostings.split(" ");
      for (const [at, name] of [...this.phrases.keys()].entries()) if (named[at]) add(terms, `#${name}`, TEXT, unpack(named[at]));
      const telling = index.tellingPostings.split(" ");
      for (const [at, stem] of unpackWords(index.telling).entries()) add(terms, `^${stem}`, TWIN, unpack(telling[at], 2));
      return terms;
    }

    // Each word of the entries, and entry → how often.
    unpacked() {
      const { words, postings } = this.index;
      const packed = postings.split(" ");
      return unpackWords(words).map((word, at) => [word, unpack(packed[at])]);
    }

    // The same, where the index has no words because the page around it has the texts of the entries.
    counted(texts) {
      const found = new Map();
      for (const [number, text] of texts.entries()) {
        for (const word of splitWords(text)) {
          if (this.analysis.isStopWord(word, this.language)) continue;
          if (!found.has(word)) found.set(word, {});
          const counts = found.get(word);
          counts[number] = Math.min((counts[number] ?? 0) + 1, MOST_COUNTED);
        }
      }
      return found;
    }

    // The words of a term's other names: the index has them once, with the concept.
    otherNames() {
      const { pages, termsOf } = this.index;
      const conceptOf = new Map(Object.entries(termsOf).flatMap(([name, ids]) => ids.map((id) => [id, name])));
      const found = new Map();
      for (const [number, [page, anchor]] of this.entries.entries()) {
        if (pages[page][3] !== "term") continue;
        for (const word of (this.phrases.get(conceptOf.get(anchor) ?? anchor) ?? []).flatMap(splitWords)) {
          if (this.analysis.isStopWord(word, this.language)) continue;
          if (!found.has(word)) found.set(word, {});
          const counts = found.get(word);
          counts[number] = (counts[number] ?? 0) + 1;
        }
      }
      return found;
    }

    miniSearch(terms) {
      const { entries } = this;
      const ids = Object.fromEntries(entries.map((_, number) => [number, number]));
      const lengths = entries.map(([, , , , length], number) => [
        this.titles[number].length,
        this.pageTitles[number].length,
        length,
        TELLING_TERMS,
      ]);
      const mean = (field) => lengths.reduce((sum, each) => sum + each[field], 0) / (lengths.length || 1) || 1;
      return MiniSearch.loadJS(
        {
          documentCount: entries.length,
          nextId: entries.length,
          documentIds: ids,
          fieldIds: Object.fromEntries(FIELDS.map((name, number) => [name, number])),
          fieldLength: Object.fromEntries(lengths.map((each, number) => [number, each])),
          averageFieldLength: FIELDS.map((_, field) => mean(field)),
          storedFields: {},
          dirtCount: 0,
          index: [...terms],
          serializationVersion: 2,
        },
        { fields: FIELDS },
      );
    }

    // What a query asks for, thing by thing: a thing is a word, or the words of one concept. Each has the terms that
    // stand for it with their weights, and those that are beginnings of words. Besides: what was understood, and what
    // may have been meant where a word is unknown.
    plan(text) {
      const { analysis, language, other } = this;
      const words = splitWords(text).slice(0, MOST_WORDS);
      const wanted = words.filter((word) => !this.isStopWord(word));
      const asked = [...new Set(wanted.length ? wanted : words)];
      const plan = { words, things: [], beginnings: new Set(), also: new Set(), meant: new Map(), term: "", law: false };
      plan.law = words.some((word) => LAW_WORDS.has(word)) && words.some((word) => /^\d+$/.test(word));
      const thingOf = new Map(asked.map((word) => [word, { terms: new Map() }]));
      const want = (word, term, weight) => {
        if (!this.known.has(term)) return false;
        const { terms } = thingOf.get(word);
        terms.set(term, Math.max(terms.get(term) ?? 0, weight));
        return true;
      };
      const stemTerm = (stem) => (this.known.has(`~${stem}`) ? `~${stem}` : stem);
      const inConcept = new Set();

      for (const [name, start, length] of analysis.concepts(words)) {
        const phrase = words.slice(start, start + length).filter((word) => thingOf.has(word));
        if (!phrase.length || !this.known.has(`#${name}`)) continue;
        for (const word of phrase) {
          inConcept.add(word);
          const [one, same] = [thingOf.get(phrase[0]), thingOf.get(word)];
          if (one === same) continue;
          for (const [term, weight] of same.terms) one.terms.set(term, weight);
          for (const [each, thing] of thingOf) if (thing === same) thingOf.set(each, one);
        }
        want(phrase[0], `#${name}`, WEIGHT.concept * Math.sqrt(length));
        if (length === words.length) plan.term = name;
        for (const each of this.phrases.get(name)) plan.also.add(each);
      }
      for (const [place, word] of asked.entries()) {
        const stem = analysis.stem(word, language);
        const isWord = want(word, word, WEIGHT.word);
        let found = want(word, stemTerm(stem), WEIGHT.stem) || isWord;
        for (const form of this.formsOf.get(stem) ?? []) plan.also.add(form);
        const isOurs = found || analysis.roots.has(analysis.stem(word, "id"));
        found = want(word, `^${analysis.stem(word, other)}`, isOurs ? WEIGHT.twin / 3 : WEIGHT.twin) || found;
        const isLast = place === asked.length - 1;
        const begins = word.length >= SHORTEST_PREFIX && (isLast || !found) && this.words.some((each) => each.startsWith(word));
        if (begins) {
          plan.beginnings.add(word);
          thingOf.get(word).terms.set(word, isWord ? WEIGHT.word : WEIGHT.beginning);
        }
        if (found || begins || inConcept.has(word)) continue;
        if (analysis.roots.has(analysis.stem(word, "id"))) continue; // a word of the language, only not of this course
        const near = this.near(analysis.standardSpelling(word));
        if (near.length) plan.meant.set(word, near[0]);
        for (const each of near) {
          want(word, stemTerm(analysis.stem(each, language)), WEIGHT.typo);
          want(word, each, WEIGHT.typo);
          for (const [name] of analysis.concepts([each])) want(word, `#${name}`, WEIGHT.typo);
        }
      }
      plan.things = [...new Set(thingOf.values())].filter(({ terms }) => terms.size);
      const told = new Set(words); // "AMDAL" and "amdal" are one
      plan.also = [...plan.also].filter((each) => !told.has(each.toLowerCase()) && told.add(each.toLowerCase()));
      return plan;
    }

    // Words of the course and of the glossary that a slip of the finger may have been meant to be.
    near(word) {
      if (word.length < 4 || word.length > 40 || /\d/.test(word)) return [];
      this.wordsToMean ??= [...new Set([...this.words, ...[...this.phrases.values()].flat().flatMap(splitWords)])];
      let least = word.length > 6 ? 2 : 1;
      let near = [];
      for (const each of this.wordsToMean) {
        if (each.length < 4) continue;
        const far = distance(word, each, least);
        if (far > least) continue;
        if (far < least) near = [];
        least = far;
        near.push(each);
      }
      const same = near.filter((each) => each[0] === word[0]);
      return (same.length || word.length < 6 ? same : near).slice(0, 4);
    }

    isStopWord(word) {
      return this.analysis.isStopWord(this.analysis.standardSpelling(word), this.language);
    }

    // [entry, score] of what answers the plan, the best first. Each thing asked for is searched by itself and counts
    // by how rare it is, so that no word drowns another by having more terms or by standing everywhere.
    rank({ things, beginnings, term, law }) {
      const { entries } = this;
      const { pages } = this.index;
      const scores = new Map();
      let whole = 0;
      for (const { terms } of things) {
        const names = [...terms.keys()];
        const hits = this.search.search(" ", {
          tokenize: () => names,
          processTerm: (term) => term,
          prefix: (term) => beginnings.has(term),
          boostTerm: (term) => terms.get(term),
          boost: BOOST,
          weights: { prefix: 0.5, fuzzy: 0 },
        });
        if (!hits.length) continue;
        const plain = hits.map(({ score, queryTerms }) => score / queryTerms.length);
        const best = Math.max(...plain);
        const rare = Math.log(1 + entries.length / hits.length) ** RARITY;
        whole += rare;
        for (const [at, { id }] of hits.entries()) {
          const sum = scores.get(id) ?? [0, 0];
          sum[0] += rare * (plain[at] / best) ** SHAPE;
          sum[1] += rare;
          scores.set(id, sum);
        }
      }
      return [...scores]
        .map(([id, [score, answered]]) => {
          const [page, anchor, title] = entries[id];
          const isLead = !anchor && this.hasSections.has(page);
          const kind = pages[page][3];
          const named = kind === "term" ? anchor === term : kind === "law" && law; // asked for by its name
          const ofKind = named ? 1 : OF_KIND[kind];
          return [id, score * ofKind * (isLead ? LEAD : 1) * (this.frames.has(title) ? FRAME : 1) * (answered / whole) ** COVERAGE];
        })
        .sort(([one, oneScore], [other, otherScore]) => otherScore - oneScore || one - other);
    }

    // Results as the reader sees them: pages in the order of their best entry, with their entries below them.
    find(text) {
      const plan = this.plan(text);
      const hits = this.rank(plan);
      const groups = new Map();
      const ordered = [];
      for (const [id, score] of hits.slice(0, MOST_RESULTS)) {
        if (score < hits[0][1] * WEAKEST) break;
        const [page, anchor, title, excerpt] = this.entries[id];
        const [address, pageTitle, group, kind] = this.index.pages[page];
        // A much weaker entry does not ride on the best one of its page: it stands where its own score puts it.
        let place = groups.get(page);
        if (!place || (score < place.entries[0].score * KEEPS_TOGETHER && place !== ordered.at(-1))) {
          place = { address, title: pageTitle, group, kind, entries: [] };
          groups.set(page, place);
          ordered.push(place);
        }
        place.entries.push({ anchor, title, excerpt, score });
      }
      return { ...plan, groups: ordered, isCut: hits.length > MOST_RESULTS };
    }
  }

  Object.assign(self.panduSearch, { Engine });
})();
