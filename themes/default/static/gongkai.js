(function () {
  'use strict';
  var d = document;

  // 长者版：记住开关。有长者版页面的，转到那一页
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

  // 公示期：按读者的钟重算“还有几天”
  var DAY = 864e5;
  function number(text) {
    var p = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || '');
    return p ? Date.UTC(+p[1], p[2] - 1, +p[3]) / DAY : NaN;
  }
  var now = new Date();
  var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  var short = (now.getMonth() + 1) + '月' + now.getDate() + '日';

  function each(list, act) { for (var i = 0; i < list.length; i++) act(list[i]); }
  function attr(node, name) { return node.getAttribute('data-' + name); }

  each(d.querySelectorAll('[data-first][data-last]'), function (node) {
    var first = number(attr(node, 'first')), last = number(attr(node, 'last'));
    if (first !== first || last !== last || attr(node, 'state') === 'cut-short') return;
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
    if (text && today >= first) {
      if (today > last) text.textContent = attr(text, 'over');
      else if (today === last) text.textContent = attr(text, 'today');
      else text.textContent = attr(text, 'left').replace('%1', left);
    }
    if (state && today >= first) {
      var mark = node.querySelector('.zi.running');
      if (today > last) {
        state.textContent = attr(state, 'over');
        if (mark) { mark.className = 'zi ended'; mark.textContent = attr(mark, 'over'); }
      }
      else state.textContent = attr(state, 'now').replace('%1', short).replace('%2', day).replace('%3', left);
    }
    var fill = node.querySelector('.bar .g-fill');
    if (fill) {
      fill.setAttribute('width', Math.max(0, Math.min(100, Math.round(Math.max(0, day) * 1000 / whole) / 10)));
    }
  });
})();
