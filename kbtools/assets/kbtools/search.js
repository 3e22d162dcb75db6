/*
 * The search worker: looks for what a person typed, letter by letter, in the text of every section.
 *
 * It speaks the protocol of Material for MkDocs' own worker (messages of type 0 set up, 1 ready, 2 query, 3 result), and
 * takes its place because word segmentation misses most of what people look for in Chinese notes full of identifiers.
 * Titles and texts come as escaped HTML without tags (kbtools/search.py), so terms are escaped before they are looked for,
 * and what goes back is that same text with marks around the hits: nothing in it can become markup.
 */
"use strict";
(() => {
  const HAN = "\\p{Script=Han}";
  const RUNS = new RegExp(`${HAN}+|[^\\s${HAN}]+`, "gu");
  const PIECES = new RegExp(`${HAN}+|[\\p{L}\\p{N}_]+`, "gu");
  const ALL_HAN = new RegExp(`^${HAN}+$`, "u");
  const HANS = new RegExp(`${HAN}+`, "gu");
  const WORD = /[\p{L}\p{N}_]/u;
  /* Pages that are listed; nobody reads further, and the teasers are what a query costs. */
  const SHOWN = 200;
  const TEASER = 150;
  const LEAD = 40;
  /* What a hit in a title is worth beside one in the text, and a whole word beside its beginning and its inside. */
  const TITLE = 40;
  const TOGETHER = 1000, LEADS = 10;
  const WHOLE = 4, START = 2, INSIDE = 1;

  let simplified = new Map();
  let sections = [];
  let pages = new Map();
  let suggesting = false;

  /* Lower case and simplified characters, every one in its place, so that offsets fit the text that is shown. */
  const lower = text => {
    const low = text.toLowerCase();
    const kept = low.length === text.length ? low : Array.from(text, c => c.toLowerCase().length === c.length ? c.toLowerCase() : c).join("");
    return simplified.size ? kept.replace(HANS, run => Array.from(run, c => simplified.get(c) || c).join("")) : kept;
  };

  const escapeHTML = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /* As kbtools/search.py folds: letters and digits in their common form, punctuation left alone. */
  const fold = text => Array.from(text.normalize("NFC"), c => {
    const folded = c.normalize("NFKC");
    return /^[\p{L}\p{N}]+$/u.test(folded) ? folded : c;
  }).join("").replace(/[\u200b-\u200d\u2060\u00ad\ufeff]/g, "");

  function setup({ config, docs }) {
    const pairs = Array.from(config.simplified || "");
    simplified = new Map(pairs.flatMap((c, i) => i % 2 ? [] : [[c, pairs[i + 1]]]));
    sections = docs.map(doc => ({ doc, title: lower(doc.title), text: lower(doc.text) }));
    pages = new Map();
    for (const section of sections) {
      const page = section.doc.location.split("#")[0];
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(section);
    }
  }

  /* How good the best hit is and how many there are; a Han term has no word boundaries, so every hit is whole. */
  function hits(text, term) {
    let count = 0, best = 0;
    for (let at = text.indexOf(term.text); at >= 0; at = text.indexOf(term.text, at + term.text.length)) {
      if (entity(text, at, term.text)) continue;
      count++;
      if (best < WHOLE) best = Math.max(best, quality(text, term, at));
    }
    return { count, best };
  }

  /* Whether a hit is the inside of `&lt;`, `&gt;` or `&amp;`. */
  const entity = (text, at, term) => !term.includes("&") && /&[a-z]{0,3}$/.test(text.slice(Math.max(0, at - 4), at)) && /^[a-z]{1,3};/.test(text.slice(at));

  function quality(text, term, at) {
    if (term.han) return WHOLE;
    const starts = !WORD.test(text.charAt(at - 1)) || !WORD.test(term.text.charAt(0));
    const ends = !WORD.test(text.charAt(at + term.text.length)) || !WORD.test(term.text.at(-1));
    return starts ? (ends ? WHOLE : START) : INSIDE;
  }

  /* Worth of one term in one section: 0 when it does not occur; a title that is nearly all term is worth most. */
  function worth(section, term) {
    const title = hits(section.title, term), text = hits(section.text, term);
    const share = title.count ? term.text.length / section.title.length : 0;
    return title.best * TITLE * (0.5 + share) + text.best * Math.log2(1 + text.count);
  }

  function scoreSection(section, terms, phrase) {
    const each = terms.map(term => worth(section, term) * (term.weight || 1));
    const found = each.filter(Boolean).length;
    if (!found) return null;
    let score = each.reduce((sum, value) => sum + value, 0);
    if (terms.length > 1 && phrase) score *= 1 + hits(section.title, phrase).best + hits(section.text, phrase).best / 4;
    /* A section that holds all the terms comes before one that holds some, whatever they are worth there. */
    return { section, each, score: (TOGETHER * (found / terms.length) + score) * (section.doc.boost || 1) };
  }

  /* The pages that hold enough of the terms among their sections, best first. */
  function rank(terms, phrase, need) {
    const groups = [];
    for (const own of pages.values()) {
      const scored = own.map(section => scoreSection(section, terms, phrase)).filter(Boolean);
      const held = terms.filter((_, i) => scored.some(one => one.each[i] > 0)).length;
      if (!scored.length || held < need) continue;
      scored.sort((a, b) => b.score - a.score);
      /* The page's first section is the page itself: among equals it leads, for its title is the page's. */
      const bonus = scored[0].section === own[0] ? LEADS : 0;
      const rest = scored.slice(1).reduce((sum, one) => sum + one.score, 0);
      groups.push({ own, scored, score: (scored[0].score + bonus + Math.log2(1 + rest)) * (held / terms.length) });
    }
    return groups.sort((a, b) => b.score - a.score);
  }

  const asTerm = text => ({ text, han: ALL_HAN.test(text) });

  /* From strict to lax; the first way that finds something wins. */
  function ways(query) {
    const words = (query.match(RUNS) || []).map(asTerm);
    const pieces = (query.match(PIECES) || []).map(asTerm);
    const pairs = pieces.flatMap(({ text, han }) =>
      han && text.length > 2 ? Array.from(text.slice(1), (c, i) => asTerm(text.charAt(i) + c)) : [asTerm(text)]);
    return [[words, words.length], [pieces, pieces.length], [pairs, Math.ceil(pairs.length * (pairs.length > 4 ? 0.6 : 0.5))]];
  }

  function search(raw) {
    const query = escapeHTML(lower(fold(raw).trim().replace(/\s+/g, " ")));
    if (!query) return { items: [] };
    for (const [terms, need] of ways(query)) {
      const groups = terms.length ? rank(terms, asTerm(query), need) : [];
      if (groups.length) return { items: groups.slice(0, SHOWN).map(group => items(group, terms)), ...suggestion(query, groups) };
    }
    return { items: [], ...(suggesting && { suggest: [] }) };
  }

  function items({ own, scored }, terms) {
    const shown = scored.map(one => item(one.section, one.score, terms.filter((_, i) => one.each[i] > 0)));
    if (!scored.some(one => one.section === own[0])) shown.push(item(own[0], 0, []));
    return shown;
  }

  function item({ doc, title, text }, score, terms) {
    const found = terms.filter(term => title.includes(term.text) || text.includes(term.text));
    return {
      ...doc,
      title: mark(doc.title, spans(title, found)),
      text: teaser(doc.text, text, found),
      score,
      terms: Object.fromEntries(found.map(term => [unescapeHTML(written(doc, title, text, term.text)), true])),
    };
  }

  /* A term as the section writes it: the page it leads to is marked letter by letter. */
  function written(doc, title, text, term) {
    const at = text.indexOf(term);
    return ALL_HAN.test(term) ? (at < 0 ? doc.title.substr(title.indexOf(term), term.length) : doc.text.substr(at, term.length)) : term;
  }

  const unescapeHTML = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

  /* Where the terms stand, in order, those that touch or overlap joined; hits inside an entity are none. */
  function spans(text, terms) {
    const all = [];
    for (const { text: term } of terms)
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length))
        if (!entity(text, at, term)) all.push([at, at + term.length]);
    all.sort((a, b) => a[0] - b[0]);
    return all.reduce((joined, [from, to]) => {
      const last = joined.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
      return joined;
    }, []);
  }

  function mark(text, where) {
    let out = "", at = 0;
    for (const [from, to] of where) {
      out += `${text.slice(at, from)}<mark data-md-highlight>${text.slice(from, to)}</mark>`;
      at = to;
    }
    return out + text.slice(at);
  }

  /* The stretch of text around the place where most different terms stand closest. */
  function teaser(text, low, terms) {
    const where = spans(low, terms);
    const first = where.length ? densest(where, low, terms) : 0;
    const from = cut(text, Math.max(0, first - LEAD)), to = cut(text, Math.min(text.length, from + TEASER));
    const inside = where.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a - from, b - from]);
    return `${from ? "…" : ""}${mark(text.slice(from, to), inside)}${to < text.length ? "…" : ""}`;
  }

  function densest(where, low, terms) {
    let best = where[0][0], most = 0;
    for (const [at] of where.slice(0, 200)) {
      const near = low.slice(at, at + TEASER - LEAD);
      const seen = terms.filter(term => near.includes(term.text)).length;
      if (seen > most) [best, most] = [at, seen];
    }
    return best;
  }

  /* Never inside an entity, a surrogate pair or a Latin word. */
  function cut(text, at) {
    if (at <= 0 || at >= text.length) return at;
    const before = text.slice(Math.max(0, at - 24), at);
    const open = before.search(/(?:&[a-z#0-9]{0,8}|[A-Za-z0-9_]{1,20}|[\ud800-\udbff])$/);
    return open < 0 ? at : at - before.length + open;
  }

  /* The word of the best titles that goes on where the last word of the query stops. */
  function suggestion(query, groups) {
    if (!suggesting) return {};
    const last = query.split(/[\s-]+/).at(-1);
    const titles = groups.slice(0, 5).flatMap(({ own, scored }) => [own[0].title, ...scored.map(one => one.section.title)]);
    for (const title of titles)
      for (const word of title.match(RUNS) || [])
        if (last && word.startsWith(last) && word !== last && !word.includes("&")) return { suggest: [word] };
    return { suggest: [] };
  }

  addEventListener("message", ({ data }) => {
    if (data.type === 0) {
      suggesting = Boolean(data.data.options && data.data.options.suggest);
      setup(data.data);
      postMessage({ type: 1 });
    } else if (data.type === 2) {
      postMessage({ type: 3, data: search(data.data) });
    }
  });
})();
