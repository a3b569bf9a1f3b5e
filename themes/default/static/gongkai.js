(function () {
  'use strict';
  var d = document, lang = d.documentElement.lang;

  // View for elders: remembers the switch. Where a page has a twin, it leads there.
  var box = d.getElementById('elder');
  var twin = d.querySelector('a.views');
  var isElder = d.documentElement.className === 'elder';
  try {
    if (twin) {
      twin.addEventListener('click', function () {
        try { localStorage.setItem('elder', isElder ? '0' : '1'); } catch (e) {}
      });
      if (!isElder && localStorage.getItem('elder') === '1') location.replace(twin.href);
    } else if (box) {
      if (localStorage.getItem('elder') === '1') box.checked = true;
      box.addEventListener('change', function () {
        try { localStorage.setItem('elder', box.checked ? '1' : '0'); } catch (e) {}
      });
    }
  } catch (e) {}

  // Reading aloud: in the view for elders only, where the browser has a voice. Once to read, again to stop.
  var main = d.getElementById('main'), voice = window.speechSynthesis, button, queue = [], turn = 0;
  function speaker() {
    var all = voice.getVoices(), own = lang.slice(0, 2), any = null;
    for (var i = 0; i < all.length; i++) {
      if (all[i].lang.slice(0, 2).toLowerCase() === own) return all[i];
      if (all[i]['default']) any = all[i];
    }
    return any;
  }
  // A sentence, or what fits into one breath. A point ends one only before a blank: 1.5 stays whole.
  var STRETCH = /(?:[^\u3002\uff01\uff1f\uff1b.!?;]|[.!?;](?!\s|$)){1,160}[\u3002\uff01\uff1f\uff1b.!?;]?/g;
  function sentences() {
    var walker = d.createTreeWalker(main, 4), block = null, text = '', out = [];
    function close() {
      text = text.replace(/\s+/g, ' ').trim();
      if (/[^\s,.:;\uff0c\u3002\uff1a\uff1b\u3001]/.test(text)) out = out.concat(text.match(STRETCH) || []);
      text = '';
    }
    while (walker.nextNode()) {
      var node = walker.currentNode.parentElement;
      if (node.closest('[aria-hidden],button,svg,nav,script,.short') || !node.getClientRects().length) continue;
      var own = node.closest('h1,h2,h3,h4,p,li,dt,dd,th,td,caption,figcaption,summary') || node;
      if (own !== block) {
        close();
        block = own;
        if (attr(own, 'l')) text = attr(own, 'l') + (attr(main, 'colon') || ': ');
      }
      text += walker.currentNode.data;
    }
    close();
    return out;
  }
  function next(mine) {
    var one = queue.length && new SpeechSynthesisUtterance(queue.shift());
    if (!one) return quiet();
    var who = speaker();
    one.lang = who ? who.lang : lang;
    if (who) one.voice = who;
    one.rate = .9;
    one.onend = one.onerror = function () { if (mine === turn) next(mine); };
    voice.speak(one);
  }
  function quiet() {
    turn++;
    button.setAttribute('aria-pressed', 'false');
    voice.cancel();
  }
  function offer() {
    if (button || !speaker()) return;
    button = d.createElement('button');
    button.type = 'button';
    button.className = 'read';
    button.textContent = attr(main, 'read');
    button.setAttribute('data-stop', attr(main, 'stop'));
    button.setAttribute('aria-pressed', 'false');
    button.onclick = function () {
      if (button.getAttribute('aria-pressed') === 'true') return quiet();
      voice.cancel();
      queue = sentences();
      button.setAttribute('aria-pressed', 'true');
      next(++turn);
    };
    main.insertBefore(button, main.firstChild);
    window.addEventListener('pagehide', quiet);
    if (box) box.addEventListener('change', quiet);
  }
  if (voice && main && window.SpeechSynthesisUtterance) {
    offer();
    if (voice.addEventListener) voice.addEventListener('voiceschanged', offer);
  }

  // Days on public view: what is left is counted anew by the reader's clock, in days of the portal's time zone. A
  // demonstration stands still.
  var DAY = 864e5;
  function number(text) {
    var p = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || '');
    return p ? Date.UTC(+p[1], p[2] - 1, +p[3]) / DAY : NaN;
  }
  function dayIn(zone) {
    var now = new Date();
    try {
      var p = new Intl.DateTimeFormat('en-US', {timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric'})
        .format(now).split('/');
      return Date.UTC(+p[2], p[0] - 1, +p[1]) / DAY;
    } catch (e) {
      return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
    }
  }
  var today = number(main && attr(main, 'day'));
  if (today !== today) today = dayIn(main && attr(main, 'zone') || 'UTC');
  // English pages put the day first, wherever they are read.
  var short = new Date(today * DAY)
    .toLocaleDateString(/^en/.test(lang) ? 'en-GB' : lang, {month: 'short', day: 'numeric', timeZone: 'UTC'});

  function each(list, act) { for (var i = 0; i < list.length; i++) act(list[i]); }
  function attr(node, name) { return node.getAttribute('data-' + name); }
  // A text of the page with a number in it; where it has plurals, they are JSON by their names.
  function counted(text, number) {
    if (text.charAt(0) !== '{') return text;
    var plurals = JSON.parse(text), rules = window.Intl && Intl.PluralRules;
    return rules && plurals[new rules(lang).select(number)] || plurals.other;
  }

  each(d.querySelectorAll('[data-first][data-last]'), function (node) {
    var first = number(attr(node, 'first')), last = number(attr(node, 'last'));
    if (first !== first || last !== last || attr(node, 'state') === 'cut-short') return;
    var until = number(attr(node, 'until')), isClosed = today > last || today > until;
    var day = today - first + 1, left = last - today + 1, whole = last - first + 1;
    each(node.querySelectorAll('[data-date]'), function (one) {
      var at = number(attr(one, 'date')), is = one.className, small = one.querySelector('small');
      if (/posted/.test(is)) return;
      if (at === today) small.textContent = attr(one, 'today');
      else if (at === last) small.textContent = attr(one, 'end');
      else small.textContent = attr(small, 'week');
      is = is.replace(/past|today|coming|last/, '');
      one.className = (at === today ? 'today' : at === last ? 'last' : at < today ? 'past' : 'coming') + is;
    });
    var text = node.querySelector('.left'), state = node.querySelector('.state');
    if (isClosed) {
      each(node.querySelectorAll('.invite'), function (one) {
        if (today > last && node.tagName === 'LI') one.hidden = true;
        else one.textContent = attr(one, 'over');
      });
      each(node.querySelectorAll('.whom'), function (one) { one.hidden = true; });
      var heading = node.closest('section').querySelector('h2[data-plain]');
      if (heading) heading.textContent = attr(heading, 'plain');
    }
    if (text && today >= first) {
      if (today > last) text.textContent = attr(text, 'over');
      else if (isClosed) text.textContent = attr(text, 'shown');
      else if (today === last) text.textContent = attr(text, 'today');
      else text.textContent = counted(attr(text, 'left'), left).replace('%1', left);
    }
    if (state && today >= first) {
      var now = node.querySelector('.now.running');
      if (today > last) {
        state.textContent = attr(state, 'over');
        if (now) { now.className = 'now'; now.textContent = attr(now, 'over'); }
      }
      else state.textContent = counted(attr(state, 'now'), left).replace('%1', short).replace('%2', day).replace('%3', left);
    }
    var fill = node.querySelector('.bar .g-fill');
    if (fill) {
      fill.setAttribute('width', Math.max(0, Math.min(100, Math.round(Math.max(0, day) * 1000 / whole) / 10)));
    }
  });

  // What came since the last visit of this device is marked. The day of the visit stays in the browser: nothing is sent.
  try {
    var before = localStorage.getItem('before'), seen = localStorage.getItem('seen');
    if (seen && +seen < today) localStorage.setItem('before', before = seen);
    if (!(+seen >= today)) localStorage.setItem('seen', today);
    if (before) each(d.querySelectorAll('.rows:not(.duties) time'), function (time) {
      if (!(number(time.getAttribute('datetime')) > +before)) return;
      var mark = d.createElement('span');
      mark.className = 'zi fresh';
      mark.textContent = attr(main, 'fresh');
      time.parentNode.querySelector('.marks').appendChild(mark);
    });
  } catch (e) {}

  // A board has a link in every head: one stop of the tab key, and arrows from there.
  each(d.querySelectorAll('table.board'), function (table) {
    var last;
    function at(row, cell) {
      var found = table.rows[row] && table.rows[row].cells[cell];
      return found && found.querySelector('a');
    }
    each(table.querySelectorAll('a'), function (a) { if (last) a.tabIndex = -1; else last = a; });
    table.addEventListener('keydown', function (e) {
      var cell = e.target.closest('th,td'), step = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0]}[e.key];
      if (!step || !cell) return;
      var row = cell.parentNode.rowIndex, column = cell.cellIndex, next;
      do { row += step[0]; column += step[1]; next = at(row, column); } while (!next && table.rows[row] && table.rows[row].cells[column]);
      // From the heads of columns down into the heads of rows, and back.
      if (!next && cell.parentNode.rowIndex === 0 && step[0] > 0) next = at(1, 0);
      if (!next && cell.cellIndex === 0 && step[1] > 0) next = at(0, 1);
      if (!next && cell.cellIndex === 0 && step[0] < 0) next = at(0, 1);
      if (!next) return;
      e.preventDefault();
      last.tabIndex = -1;
      last = next;
      next.tabIndex = 0;
      next.focus();
    });
  });

  // Long tables: a field that finds rows, and heads that sort by value. Both work on the rows that are there.
  // Numbers are those of the language: 1,234.50 or 1.234,50.
  var point = (1.5).toLocaleString(lang).charAt(1);
  function value(cell, isNumber) {
    var time = cell && cell.querySelector('time');
    var text = !cell || cell.querySelector('.nil') ? '' : time ? time.getAttribute('datetime') : cell.textContent.trim();
    if (!isNumber || !text) return text;
    var own = text.replace(/\u2212/g, '-').split('=').pop();
    own = point === ',' ? own.replace(/[.\s]/g, '').replace(',', '.') : own.replace(/,/g, '');
    var found = /-?\d[\d.]*/.exec(own);
    return found ? +found[0] : '';
  }
  function order(a, b) {
    if (a === '' || b === '') return (a === '') - (b === '');
    return typeof a === 'number' ? a - b : a.localeCompare(b, lang, {numeric: true});
  }
  each(d.querySelectorAll('table[data-find]'), function (table) {
    var rows = [].slice.call(table.querySelectorAll('tbody tr:not(.grp)')), bodies = [].slice.call(table.tBodies);
    if (rows.length < 12) return;
    var homes = rows.map(function (row) { return row.parentNode; });
    var label = d.createElement('label'), field = d.createElement('input'), told = d.createElement('span'), wait;
    label.className = 'seek noprint';
    label.appendChild(d.createElement('span')).textContent = attr(table, 'find');
    field.type = 'search';
    told.className = 's';
    told.setAttribute('role', 'status');
    label.appendChild(field);
    label.appendChild(told);
    (table.closest('.scroll') || table).insertAdjacentElement('beforebegin', label);
    function sift() {
      var words = field.value.toLowerCase().split(/\s+/), count = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!row.hidden) count++;
      });
      bodies.forEach(function (body) { body.hidden = !body.querySelector('tr:not(.grp):not([hidden])'); });
      clearTimeout(wait);
      wait = setTimeout(function () {
        told.textContent = field.value.trim() ? attr(table, 'found').replace('%1', count).replace('%2', rows.length) : '';
      }, 300);
    }
    field.addEventListener('input', sift);
    var heads = table.tHead.rows[0].cells;
    each(heads, function (head) {
      if (/pin|c-bar/.test(head.className)) return;
      var button = d.createElement('button'), at = head.cellIndex, isNumber = /\bm\b/.test(head.className);
      button.type = 'button';
      button.title = attr(table, 'sort');
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      // Up, down, and as it was.
      button.onclick = function () {
        var way = {ascending: 'descending', descending: ''}[head.getAttribute('aria-sort')];
        if (way === undefined) way = 'ascending';
        each(heads, function (one) { one.removeAttribute('aria-sort'); });
        if (way) head.setAttribute('aria-sort', way);
        var turn = way === 'descending' ? -1 : 1, keyed = rows.map(function (row, home) {
          return {row: row, home: home, key: value(row.cells[at], isNumber)};
        });
        if (way) keyed.sort(function (a, b) {
          var isEmpty = a.key === '' || b.key === '';
          return order(a.key, b.key) * (isEmpty ? 1 : turn) || a.home - b.home;
        });
        keyed.forEach(function (one) { (way ? bodies[0] : homes[one.home]).appendChild(one.row); });
        table.classList.toggle('sorted', !!way);
        sift();
      };
    });
    table.classList.add('sorts');
  });
})();
