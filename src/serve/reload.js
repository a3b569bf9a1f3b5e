// Reloads the page when the portal changes, and shows what is wrong with it.
(function () {
  'use strict';
  var script = document.currentScript;
  var version = script.dataset.version;
  var isQuiet = script.hasAttribute('data-quiet');
  var isZh = !/^en/.test(document.documentElement.lang);
  var events = null, problems = null, frame = null, chip = null, cross = null;

  function get(name) { try { return sessionStorage.getItem('gongkai-' + name); } catch (e) { return null; } }
  function set(name, value) { try { sessionStorage.setItem('gongkai-' + name, value); } catch (e) { /* private mode */ } }

  var place = (get('place') || '').split(' ');
  set('place', '');
  if (place[0] === location.pathname) {
    addEventListener('load', function () { scrollTo(Number(place[1]), Number(place[2])); });
  }

  function reload() {
    set('place', location.pathname + ' ' + scrollX + ' ' + scrollY);
    location.reload();
  }

  function listen() {
    events = new EventSource('/__gongkai/events');
    events.onmessage = function (event) { take(JSON.parse(event.data)); };
    events.onerror = function () {
      // Browsers come back by themselves while the server restarts, unless it answered with an error.
      if (events.readyState === EventSource.CLOSED) { setTimeout(listen, 1000); }
    };
  }

  function take(state) {
    if (state.version !== version) { events.close(); reload(); return; }
    // Other devices are told the version alone.
    if (!('problems' in state)) { return; }
    if (isQuiet) {
      if (problems !== null && problems !== state.problems) { events.close(); reload(); }
      problems = state.problems;
      return;
    }
    var isNew = problems !== state.problems;
    problems = state.problems;
    var baseline = get('warnings');
    if (state.is_checked && (baseline === null || state.warnings < Number(baseline))) {
      set('warnings', state.warnings);
      baseline = state.warnings;
    }
    // Before the checks the problems are not all there: enough to show new errors, not to hide or compare any.
    if (!state.is_checked && (!state.errors || get('dismissed'))) { return; }
    var isBad = state.errors > 0 || state.warnings > Number(baseline);
    label(state);
    if (!isBad) { show(false); return; }
    if (get('dismissed') !== problems) { show(true, isNew); }
  }

  function label(state) {
    build();
    var parts = isZh
      ? [state.errors + ' 个错误', state.warnings + ' 个警告']
      : [state.errors + ' errors', state.warnings + ' warnings'];
    if (state.hidden) { parts.push(isZh ? state.hidden + ' 条未公开' : state.hidden + ' not public'); }
    var isGood = !(state.errors || state.warnings || state.hidden);
    // The panel also tells what the unit of the page owes.
    chip.textContent = isGood ? (isZh ? '没有问题' : 'No problems') : parts.join(isZh ? '，' : ', ');
    chip.className = state.errors ? 'chip bad' : 'chip';
    chip.hidden = isGood && !state.is_checked;
    chip.dataset.warnings = state.warnings;
  }

  function build() {
    if (chip) { return; }
    var host = document.createElement('gongkai-preview');
    var root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<link rel="stylesheet" href="/__gongkai/preview.css">' +
      '<iframe hidden></iframe><button type="button" class="close" hidden></button>' +
      '<button type="button" class="chip" aria-live="polite" aria-expanded="false" hidden></button>';
    frame = root.querySelector('iframe');
    frame.title = isZh ? '预览发现的问题' : 'Problems found by the preview';
    cross = root.querySelector('.close');
    cross.textContent = isZh ? '✕ 关闭' : '✕ Close';
    chip = root.querySelector('.chip');
    cross.onclick = chip.onclick = function () {
      var isOpen = !frame.hidden;
      set('dismissed', isOpen ? problems : '');
      if (isOpen) { set('warnings', chip.dataset.warnings); }
      show(!isOpen, true);
      chip.focus();
    };
    document.documentElement.appendChild(host);
  }

  function show(isOpen, isNew) {
    build();
    if (isOpen && (isNew || frame.hidden)) { frame.src = '/__gongkai/problems?inside&page=' + encodeURIComponent(location.pathname); }
    frame.hidden = cross.hidden = !isOpen;
    chip.setAttribute('aria-expanded', String(isOpen));
  }

  // Browsers keep few connections to one server: a tab in the background gives its own back.
  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden') { events.close(); } else { listen(); }
  });
  addEventListener('pagehide', function () { events.close(); });
  addEventListener('pageshow', function (event) { if (event.persisted) { listen(); } });
  listen();
}());
