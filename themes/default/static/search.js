/* Search without a server: files beside the page are loaded as scripts, so that it works from a folder too. What is the
   same sign and which grams a text has is what src/search says. */
(function () {
  'use strict';
  var d = document, form = d.getElementById('search'), main = d.getElementById('main');
  if (!form || !''.normalize) return;
  var got = {}, waiting = {}, han = {}, core, today, failed;
  var list = d.getElementById('found'), status = d.getElementById('count'), more = d.getElementById('more');
  function say(name, value) { return form.getAttribute('data-' + name).replace('%1', value); }
  var folder = say('core').replace(/[^\/]*$/, ''), home = say('home').replace(/[^\/]*$/, ''), lang = +say('language');
  window.gongkai_search = function (name, value) { got[name] = value; };

  function load(names, then) {
    var left = 1;
    function one() {
      if (--left) return;
      if (failed) status.textContent = say('broken');
      else then();
    }
    names.forEach(function (name) {
      if (got[name] !== undefined) return;
      left++;
      if (waiting[name]) return waiting[name].push(one);
      waiting[name] = [one];
      var script = d.createElement('script');
      script.src = folder + name + '.js';
      script.onload = script.onerror = function () {
        var all = waiting[name];
        waiting[name] = null;
        if (got[name] === undefined) failed = true;
        all.forEach(function (act) { act(); });
      };
      d.head.appendChild(script);
    });
    one();
  }

  // The same sign, and where it stands in the text.
  function one(text, or) { return text.length === (text.codePointAt(0) > 65535 ? 2 : 1) ? text : or; }
  function fold(text) {
    var all = [], signs = [], at = [], i, c, f;
    for (i = 0; i < text.length; i += c.length) {
      c = String.fromCodePoint(text.codePointAt(i));
      f = one(c.normalize('NFKC'), c);
      f = one(f.toLowerCase(), f);
      if (/[\s\x00-\x1f\x7f-\x9f]/.test(f)) f = ' ';
      all.push([han[f] || f, i]);
    }
    function digit(k) { return all[k] && isDigit(all[k][0]); }
    all.forEach(function (own, k) {
      if (own[0] === ',' && digit(k - 1) && digit(k + 1) && digit(k + 2) && digit(k + 3) && !digit(k + 4)) return;
      signs.push(own[0]);
      at.push(own[1]);
    });
    at.push(text.length);
    return {signs: signs, at: at};
  }
  function isWord(sign) { return /^[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]$/.test(sign); }
  function isDigit(sign) { return sign >= '0' && sign <= '9'; }
  function readHan() {
    var all = got.signs;
    for (var i = 0; i < all.length; i += 2) han[all[i]] = all[i + 1];
  }

  // The fewest grams that cover a word.
  function grams(s) {
    var all = [], chosen = [], n = s.length, i = 0, j, k, to = 0;
    function add(key, at, length) { all.push({key: key, at: at, end: at + length}); }
    function begun(phrase) { if (s.slice(i, i + phrase.length).join('') === phrase) add(phrase, i, phrase.length); }
    if (n === 1) add(s[0], 0, 1);
    else while (i < n) {
      if (!isWord(s[i])) {
        if (i + 1 < n) add(s[i] + s[i + 1], i, 2);
        (core.by_front[s[i] + s[i + 1]] || []).forEach(begun);
        i++;
        continue;
      }
      for (j = i; j < n && isWord(s[j]); j++);
      if (j - i > 1) add(s.slice(i, Math.min(j, i + 6)).join(''), i, Math.min(j - i, 6));
      for (k = i + 6; k < j; k++) add('~' + s[k - 1] + s[k], k - 1, 2);
      if (j < n) add((j - i > 1 ? '~' : '') + s[j - 1] + s[j], j - 1, 2);
      // A number of a day with two digits of the next one, or the only one that this has.
      k = isDigit(s[j + 2]) ? 2 : j + 2 < n && !isWord(s[j + 2]) ? 1 : 0;
      if (k && isDigit(s[j + 1]) && /^(\d\d?|\d{4})[-\u5e74\u6708]$/.test(s.slice(i, j + 1).join(''))) add(s.slice(i, j + 1 + k).join(''), i, j - i + 1 + k);
      i = j;
    }
    function longest(best, gram) {
      return gram.at <= to && gram.end > to && (!best || gram.end > best.end) ? gram : best;
    }
    while (to < n) {
      chosen.push(all.reduce(longest, null));
      to = chosen[chosen.length - 1].end;
    }
    return chosen;
  }
  function file(key) {
    var hash = 0x811c9dc5;
    for (var i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
    return 'grams-' + ((hash ^ (hash >>> 15)) & (core.grams - 1));
  }
  function numbers(text, act) {
    for (var i = 0, high = 0, c; i < text.length; i++) {
      c = text.charCodeAt(i);
      if (c > 92) high = high * 32 + c - 93;
      else {
        act(high * 57 + c - 35);
        high = 0;
      }
    }
  }
  function steps(text) {
    var at = 0, all = [];
    numbers(text, function (step) { all.push(at += step); });
    return all;
  }

  // In which texts a gram stands, and where its places are.
  function read(key) {
    var text = got[file(key)][key], cut, own;
    if (!text) return null;
    cut = text.indexOf('!');
    if (cut < 0) {
      cut = text.indexOf(' ');
      own = {places: text.slice(cut + 1), texts: steps(text.slice(0, cut))};
    } else {
      own = {block: steps(text.slice(0, cut))[0], texts: steps(text.slice(cut + 1))};
    }
    own.at = {};
    own.texts.forEach(function (text, at) { own.at[text] = at; });
    return own;
  }
  function blocks(own, texts) {
    var seen = {};
    texts.forEach(function (text) { seen[own.block + Math.floor(own.at[text] / core.inBlock)] = 1; });
    return Object.keys(seen);
  }
  function placesOf(block) { return 'places-' + Math.floor(block / core.inPlaces); }
  // The beginnings of a word by text, as one of its grams tells them.
  function begins(gram, own, texts) {
    var all = {};
    function add(from, written) {
      var at = from - 1, place;
      numbers(written, function (step) {
        if (step % 2) place += step >> 1;
        else {
          at++;
          place = step / 2;
        }
        (all[own.texts[at]] = all[own.texts[at]] || {})[place - gram.at] = 1;
      });
    }
    if (own.block === undefined) add(0, own.places);
    else blocks(own, texts).forEach(function (block) {
      add((block - own.block) * core.inBlock, got[placesOf(block)][block % core.inPlaces]);
    });
    return all;
  }
  // Gives the texts that hold a word: twice the number of a record for its title, one more for the rest.
  function find(word, then) {
    var all = grams(word);
    load(all.map(function (gram) { return file(gram.key); }), function () {
      var own = all.map(function (gram) { return read(gram.key); }), texts, files = [];
      if (own.some(function (one) { return !one; })) return then([]);
      texts = own.reduce(function (a, b) { return b.texts.length < a.texts.length ? b : a; }).texts
        .filter(function (text) { return own.every(function (one) { return text in one.at; }); });
      if (own.length === 1 || !texts.length) return then(texts);
      own.forEach(function (one) { if (one.block !== undefined) files = files.concat(blocks(one, texts).map(placesOf)); });
      load(files, function () {
        var starts = all.map(function (gram, at) { return begins(gram, own[at], texts); });
        then(texts.filter(function (text) {
          return Object.keys(starts[0][text]).some(function (start) {
            return starts.every(function (one) { return one[text][start]; });
          });
        }));
      });
    });
  }

  // Rows of the core as columns.
  function column(name) {
    var all = [];
    numbers(core[name], function (number) { all.push(number); });
    return all;
  }
  function prepare() {
    core = got.core;
    core.by_front = {};
    core.phrases.forEach(function (phrase) {
      var front = phrase.slice(0, 2);
      (core.by_front[front] = core.by_front[front] || []).push(phrase);
    });
    ['unit', 'sort', 'section', 'year'].forEach(function (name) { core['of_' + name] = column(name); });
    core.of_kind = core.of_sort.map(function (sort) { return core.sorts[sort][0]; });
    core.of_state = {late: {}, corrected: {}, open: {}};
    ['late', 'corrected'].forEach(function (name) {
      steps(core[name]).forEach(function (at) { core.of_state[name][at] = 1; });
    });
    var days = column('open');
    for (var i = 0, at = 0; i < days.length; i += 3) {
      at += days[i];
      if (days[i + 1] <= today && today <= days[i + 2]) core.of_state.open[at] = 1;
    }
  }
  function isBelow(unit, above) {
    for (; unit !== above; unit = core.units[unit][0]) if (unit === core.units[unit][0]) return false;
    return true;
  }

  // Every record with how well it fits: 0 by its title, 1 by its text, 2 by the names of what it belongs to.
  function search(words, then) {
    var left = words.length, fits = [], i, misses = false;
    for (i = 0; i < core.count; i++) fits.push(0);
    if (!left) return then(fits, false);
    words.forEach(function (word) {
      var name = word.join('');
      function isNamed(one) { return one[one.length - 1].indexOf(name) >= 0; }
      find(word, function (texts) {
        var own = {}, units = core.units.map(isNamed), sorts = core.sorts.map(isNamed), sections = core.sections.map(isNamed), any = false;
        texts.forEach(function (text) { own[text >> 1] = Math.min(own[text >> 1] === 0 ? 0 : 1, text % 2); });
        fits = fits.map(function (fit, at) {
          var is = own[at];
          if (is === undefined && (units[core.of_unit[at]] || sorts[core.of_sort[at]] || sections[core.of_section[at]])) is = 2;
          if (is !== undefined) any = true;
          return is === undefined ? 9 : Math.max(is, fit);
        });
        misses = misses || !any;
        if (!--left) then(fits, misses);
      });
    });
  }

  // Where words stand in a folded text, none within another.
  function hits(folded, words) {
    var all = [], s = folded.signs, i, k, word;
    for (i = 0; i < s.length; i++) {
      for (k = 0; k < words.length; k++) {
        word = words[k];
        if (s[i] === word[0] && !(isWord(s[i]) && i && isWord(s[i - 1]))
          && word.every(function (sign, at) { return s[i + at] === sign; })) {
          all.push([i, i + word.length]);
          i += word.length - 1;
          break;
        }
      }
    }
    return all;
  }
  function marked(node, text, folded, all) {
    var from = folded.at[folded.from || 0], end = folded.at[folded.to || folded.signs.length];
    all.forEach(function (hit) {
      var a = folded.at[hit[0]], b = folded.at[hit[1]], mark;
      if (a < from || b > end) return;
      node.appendChild(d.createTextNode(text.slice(from, a)));
      mark = d.createElement('mark');
      mark.textContent = text.slice(a, b);
      node.appendChild(mark);
      from = b;
    });
    node.appendChild(d.createTextNode(text.slice(from, end)));
  }
  function add(to, name, text, kind) {
    var node = d.createElement(name);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    to.appendChild(node);
    return node;
  }
  function nameOf(names) { return names[lang] || names[0]; }
  // The page of a record that goes on where its text has this place.
  function onPage(own, place) {
    for (var i = 0, page = 1; i < own[4].length && own[4][i] <= place; i += 2) page = own[4][i + 1];
    return page > 1 ? own[1].replace(/\.html$/, '-' + page + '.html') : own[1];
  }
  // A line of results: the title, what it belongs to, and what stands around the first word found.
  function show(at, words) {
    var own = got['texts-' + Math.floor(at / core.inTexts)][1 + at % core.inTexts], item = add(list, 'li');
    var title = fold(own[0]), text = fold(own[3]), all = hits(text, words), link = add(item, 'a'), near;
    near = hits(title, words);
    link.href = home + onPage(own, near.length || !all.length ? 0 : text.at[all[0][0]]);
    marked(link, own[0], title, near);
    near = nameOf(core.units[core.of_unit[at]][2]) + ' · ' + nameOf(core.kinds[core.of_kind[at]]) + ' · ' + own[2];
    ['open', 'late', 'corrected'].forEach(function (state) { if (core.of_state[state][at]) near += ' · ' + say(state); });
    add(item, 'span', near, 's');
    text.from = Math.max(0, (all.length ? all[0][0] : 0) - 24);
    text.to = Math.min(text.signs.length, text.from + 120);
    near = add(item, 'p');
    if (text.from) near.appendChild(d.createTextNode('…'));
    marked(near, own[3], text, all);
    if (text.to < text.signs.length) near.appendChild(d.createTextNode('…'));
    return link;
  }

  function param(name) {
    var found = new RegExp('[?&]' + name + '=([^&]*)').exec(location.search);
    try { return found ? decodeURIComponent(found[1].replace(/\+/g, ' ')) : ''; } catch (e) { return ''; }
  }
  function wordsOf(query) {
    var words = [], seen = {}, own = [];
    fold(query + ' ').signs.forEach(function (sign) {
      if (sign !== ' ') return own.push(sign);
      if (own.length && !seen[own.join('')]) words.push(own);
      seen[own.join('')] = 1;
      own = [];
    });
    return words;
  }
  function options(name, all) {
    var select = form.elements[name];
    all.forEach(function (one) { add(select, 'option', one[1]).value = one[0]; });
    select.value = param(name);
    if (select.selectedIndex < 0) select.value = '';
    select.closest('label').hidden = !all[1];
    if (select.value) form.querySelector('details').open = true;
  }
  function fill() {
    function named(all, at) { return all.map(function (one, key) { return [String(key), nameOf(at === undefined ? one : one[at])]; }); }
    var seen = {};
    core.of_year.forEach(function (year) { seen[year] = 1; });
    options('unit', core.units.map(function (unit, key) {
      for (var deep = '', up = key; up !== core.units[up][0]; up = core.units[up][0]) deep += '\u2003';
      return [unit[1] || '-', deep + nameOf(unit[2])];
    }));
    options('kind', named(core.kinds));
    options('section', named(core.sections, 0));
    options('year', Object.keys(seen).sort().reverse().map(function (year) { return [year, year]; }));
    options('state', ['open', 'late', 'corrected'].map(function (state) { return [state, say(state)]; }));
  }
  function chosen() {
    var own = {};
    ['unit', 'kind', 'section', 'year', 'state'].forEach(function (name) { own[name] = form.elements[name].value; });
    core.units.forEach(function (unit, key) { if (own.unit && own.unit === (unit[1] || '-')) own.key = key; });
    return function (at) {
      return (!own.unit || isBelow(core.of_unit[at], own.key)) && (!own.kind || core.of_kind[at] === +own.kind)
        && (!own.section || core.of_section[at] === +own.section) && (!own.year || core.of_year[at] === +own.year)
        && (!own.state || core.of_state[own.state][at]);
    };
  }
  function results(words, fits) {
    var fit = chosen(), found = [], shown = 0;
    fits.forEach(function (own, at) { if (own < 9 && fit(at)) found.push(at); });
    found.sort(function (a, b) { return fits[a] - fits[b] || b - a; });
    status.textContent = found.length ? counted(found.length) : say('none');
    d.getElementById('browse').hidden = found.length > 0;
    function next() {
      var part = found.slice(shown, shown + 10), first, files = part.map(function (at) { return 'texts-' + Math.floor(at / core.inTexts); });
      load(files, function () {
        var needs = files.some(function (name) { return got[name][0]; }) && core.signs ? ['signs'] : [];
        load(needs, function () {
          if (needs[0]) readHan();
          part.forEach(function (at) {
            var link = show(at, words);
            first = first || link;
          });
          if (shown && first) first.focus();
          shown += part.length;
          more.hidden = shown >= found.length;
        });
      });
    }
    more.onclick = next;
    next();
    if (words.length === 1) core.units.forEach(function (unit) {
      if (unit[3].indexOf(words[0].join('')) < 0 || list.previousElementSibling.children.length > 5) return;
      add(add(list.previousElementSibling, 'li'), 'a', nameOf(unit[2])).href = home + (unit[1] ? encodeURI(unit[1]) + '/' : '') + 'index.html';
    });
  }
  function counted(number) {
    var text = form.getAttribute('data-count'), plurals = text.charAt(0) === '{' && JSON.parse(text);
    if (plurals) text = window.Intl && Intl.PluralRules && plurals[new Intl.PluralRules(d.documentElement.lang).select(number)] || plurals.other;
    return text.replace('%1', number.toLocaleString(d.documentElement.lang));
  }
  function day() {
    var fixed = main.getAttribute('data-day'), now = new Date(), p;
    try {
      p = (fixed || new Intl.DateTimeFormat('en-CA', {timeZone: main.getAttribute('data-zone'), year: 'numeric', month: '2-digit', day: '2-digit'}).format(now)).split('-');
    } catch (e) { p = [now.getFullYear(), now.getMonth() + 1, now.getDate()]; }
    return Date.UTC(p[0], p[1] - 1, p[2]) / 864e5;
  }

  form.hidden = false;
  var query = param('q');
  form.elements.q.value = query;
  today = day();
  if (query.trim()) d.title = query.trim() + ' - ' + d.title;
  if (query.trim() || /=[^&]/.test(location.search)) status.textContent = say('busy');
  load(['core'], function () {
    prepare();
    fill();
    var words = wordsOf(query);
    if (!words.length && !/[?&](unit|kind|section|year|state)=[^&]/.test(location.search)) {
      status.textContent = '';
      return;
    }
    search(words, function (fits, misses) {
      if (!misses || !core.signs) return results(words, fits);
      // What is found nowhere may be written in traditional script.
      load(['signs'], function () {
        readHan();
        words = wordsOf(query);
        search(words, function (fits) { results(words, fits); });
      });
    });
  });
})();
