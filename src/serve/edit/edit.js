// The grid for rows, messages while somebody types, the page beside the form, and the toolbar of the text.
(function () {
  'use strict';
  var isZh = !/^en/.test(document.documentElement.lang);
  function say(zh, en) { return isZh ? zh : en; }
  function make(name, attributes, text) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== null && attributes[key] !== undefined) { node.setAttribute(key, attributes[key]); }
    });
    if (text) { node.textContent = text; }
    return node;
  }

  // Rows as a spreadsheet copies them: tabs between cells, quotes around what holds a tab, a quote or a line break.
  function parse(text) {
    var rows = [[]], cell = '', at = 0, isQuoted = false, begins = true;
    text = text.replace(/\r\n?/g, '\n');
    for (; at < text.length; at += 1) {
      var sign = text[at];
      if (isQuoted) {
        if (sign === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
        else if (sign === '"') { isQuoted = false; }
        else { cell += sign; }
      } else if (sign === '"' && begins) { isQuoted = true; begins = false; }
      else if (sign === '\t') { rows[rows.length - 1].push(cell); cell = ''; begins = true; }
      else if (sign === '\n') { rows[rows.length - 1].push(cell); rows.push([]); cell = ''; begins = true; }
      else { cell += sign; begins = false; }
    }
    rows[rows.length - 1].push(cell);
    return rows.filter(function (row) { return row.some(function (one) { return one.trim() !== ''; }); });
  }
  function write(rows) {
    return rows.map(function (row) {
      return row.map(function (cell) { return /["\t\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell; }).join('\t');
    }).join('\n');
  }
  function plain(text) { return text.replace(/[（(［【].*$/, '').replace(/[\s*＊]/g, '').toLowerCase(); }

  // An amount with its thousands apart; anything else as it is.
  function grouped(text) {
    var found = /^(-?)(\d{4,})(\.\d+)?$/.exec(text.trim());
    return found ? found[1] + found[2].replace(/\B(?=(\d{3})+$)/g, ',') + (found[3] || '') : text;
  }

  function Grid(host) {
    var options = JSON.parse(host.dataset.grid), area = host.querySelector('textarea');
    var columns = options.columns, self = this, id = area.id, lists = [];
    var label = host.querySelector('label').textContent;
    columns.forEach(function (column, at) {
      var list = column.choices.length ? id + '-c' + at : column.fill === 'unit' ? 'units' : column.fill === 'person' ? 'people' : null;
      lists.push(list);
      if (column.choices.length) {
        var data = make('datalist', { id: list });
        column.choices.forEach(function (one) { data.appendChild(make('option', { value: one[0] }, one[1])); });
        host.appendChild(data);
      }
    });
    var scroll = make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label });
    var table = make('table'), head = make('tr'), body = make('tbody');
    head.appendChild(make('td', {}));
    columns.forEach(function (column) {
      var cell = make('th', { scope: 'col' }, column.label + (column.unit ? '（' + column.unit + '）' : ''));
      if (column.required) { cell.appendChild(make('span', { class: 'need' }, ' *')); }
      if (column.help) { cell.title = column.help; }
      head.appendChild(cell);
    });
    if (!options.fixed) { head.appendChild(make('td', {})); }
    var top = make('thead');
    top.appendChild(head);
    table.appendChild(top);
    table.appendChild(body);
    scroll.appendChild(table);

    function number() {
      Array.prototype.forEach.call(body.rows, function (row, at) {
        row.cells[0].textContent = String(at + 1);
        row.querySelectorAll('input').forEach(function (input, column) {
          input.setAttribute('aria-label', columns[column].label + say('，第 ' + (at + 1) + ' 行', ', row ' + (at + 1)));
        });
        var button = row.querySelector('button');
        if (button) { button.setAttribute('aria-label', say('删去第 ' + (at + 1) + ' 行', 'delete row ' + (at + 1))); }
      });
    }
    function add(cells, before) {
      var row = make('tr');
      row.appendChild(make('th', { scope: 'row' }));
      columns.forEach(function (column, at) {
        var narrow = column.fill === 'money' || column.fill === 'number';
        var wide = column.fill === 'text' || column.fill === 'counts';
        var cell = make('td', { class: narrow ? 'narrow' : wide ? 'wide' : null });
        var input = make('input', { type: 'text', list: lists[at], autocomplete: 'off', inputmode: narrow ? 'decimal' : null });
        if (column.fill === 'money') { input.dataset.raw = ''; }
        set(input, (cells && cells[at]) || '');
        if (options.fixed && at === 0) { input.readOnly = true; }
        cell.appendChild(input);
        row.appendChild(cell);
      });
      if (!options.fixed) {
        var last = make('td'), button = make('button', { type: 'button' }, '×');
        button.onclick = function () {
          var next = row.nextElementSibling || row.previousElementSibling;
          row.remove();
          number(); save();
          ((next && next.querySelector('input')) || more).focus();
        };
        last.appendChild(button);
        row.appendChild(last);
      }
      body.insertBefore(row, before || null);
      return row;
    }
    // An amount shows its thousands apart while nobody writes in it; what is saved is as it was written.
    function set(input, text) {
      var is = input.dataset.raw !== undefined;
      if (is) { input.dataset.raw = text; }
      input.value = is && document.activeElement !== input ? grouped(text) : text;
    }
    function written(input) {
      return input.dataset.raw === undefined || document.activeElement === input ? input.value : input.dataset.raw;
    }
    function read() {
      return Array.prototype.map.call(body.rows, function (row) {
        return Array.prototype.map.call(row.querySelectorAll('input'), written);
      });
    }
    body.addEventListener('focusin', function (event) {
      if (event.target.dataset.raw !== undefined) { event.target.value = event.target.dataset.raw; }
    });
    body.addEventListener('focusout', function (event) {
      if (event.target.dataset.raw === undefined) { return; }
      event.target.dataset.raw = event.target.value;
      event.target.value = grouped(event.target.value);
    });
    function save() {
      var rows = read().filter(function (row) { return row.some(function (cell) { return cell.trim() !== ''; }); });
      area.value = write(rows);
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
    function show(rows) {
      body.textContent = '';
      rows.forEach(function (row) { add(row); });
      if (!rows.length && !options.fixed) { add(); }
      number();
    }
    // The columns that the first row of a paste names, or nothing.
    function heads(row) {
      var found = row.map(function (cell) {
        return columns.findIndex(function (column) {
          return plain(cell) !== '' && [column.label].concat(column.names).some(function (name) { return plain(name) === plain(cell); });
        });
      });
      var known = found.filter(function (at) { return at >= 0; }).length;
      return known >= 2 && known * 2 >= row.length ? found : null;
    }
    function paste(rows, row, column) {
      var places = heads(rows[0]), left = [];
      if (places) {
        rows[0].forEach(function (name, at) { if (places[at] < 0 && name.trim()) { left.push(name.trim()); } });
        rows = rows.slice(1);
      }
      rows.forEach(function (cells) {
        if (!row) {
          if (options.fixed) { left.push(cells.join(' ')); return; }
          row = add();
        }
        var inputs = row.querySelectorAll('input');
        cells.forEach(function (cell, at) {
          var to = places ? places[at] : column + at;
          if (to >= 0 && to < columns.length) { if (!inputs[to].readOnly) { set(inputs[to], cell.trim()); } }
          else if (!places && cell.trim()) { left.push(cell.trim()); }
        });
        row = row.nextElementSibling;
      });
      number(); save();
      told.textContent = say('粘贴了 ' + rows.length + ' 行', 'pasted rows: ' + rows.length) +
        (left.length ? say('；没有地方放：', '; no place for: ') + left.slice(0, 8).join(say('、', ', ')) : '');
    }
    body.addEventListener('paste', function (event) {
      var text = (event.clipboardData || window.clipboardData).getData('text');
      if (!/[\t\n]/.test(text.replace(/\s+$/, ''))) { return; }
      event.preventDefault();
      var row = event.target.closest('tr');
      var column = Array.prototype.indexOf.call(row.querySelectorAll('input'), event.target);
      var rows = parse(text);
      if (rows.length) { paste(rows, row, Math.max(column, 0)); }
    });
    body.addEventListener('keydown', function (event) {
      var step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (!step || event.isComposing || event.target.tagName !== 'INPUT') { return; }
      if (event.target.list && event.key !== 'Enter') { return; }
      event.preventDefault();
      var row = event.target.closest('tr');
      var column = Array.prototype.indexOf.call(row.querySelectorAll('input'), event.target);
      var next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
      if (!next && event.key === 'Enter' && !options.fixed) { next = add(); number(); }
      if (next) { next.querySelectorAll('input')[column].focus(); }
    });
    body.addEventListener('input', save);

    var tools = make('div', { class: 'tools' }), told = make('span', { role: 'status', class: 'help' });
    var more = make('button', { type: 'button' }, say('加一行', 'Add a row'));
    more.onclick = function () { var row = add(); number(); row.querySelector('input:not([readonly])').focus(); };
    if (!options.fixed) { tools.appendChild(more); }
    tools.appendChild(told);
    show(parse(area.value));
    area.hidden = true;
    host.querySelector('.heads').textContent = options.fixed ? '' :
      say('可以从表格软件里选中几行，复制后贴到格子里；带表头一起贴也行', 'rows of a spreadsheet can be pasted into a cell, with their heads or without');
    host.appendChild(scroll);
    host.appendChild(tools);
    self.mark = function (said) {
      body.querySelectorAll('.wrong').forEach(function (cell) { cell.classList.remove('wrong'); });
      said.filter(function (one) { return one.field === id.slice(2) && one.row !== null; }).forEach(function (one) {
        var row = body.rows[one.row];
        if (!row) { return; }
        (one.column === null ? row : row.cells[one.column + 1]).classList.add('wrong');
      });
    };
  }

  var grids = Array.prototype.map.call(document.querySelectorAll('.grid'), function (host) { return new Grid(host); });

  // Days with the day of the week, amounts with their thousands apart.
  document.querySelectorAll('output[data-day]').forEach(function (output) {
    var input = document.getElementById(output.dataset.day);
    var days = isZh ? ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] : ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    input.addEventListener('input', function () {
      var found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(input.value);
      output.textContent = found ? days[new Date(Date.UTC(+found[1], found[2] - 1, +found[3])).getUTCDay()] : '';
    });
  });
  document.querySelectorAll('output[data-money]').forEach(function (output) {
    var input = document.getElementById(output.dataset.money);
    input.addEventListener('input', function () {
      var plain = input.value.replace(/[,，\s]/g, ''), shown = grouped(plain);
      output.textContent = shown === plain ? '' : shown;
    });
  });

  // A plain toolbar: it puts in the signs that the text needs.
  document.querySelectorAll('textarea[data-text]').forEach(function (area) {
    var tools = make('div', { class: 'tools', role: 'group', 'aria-label': say('文字格式', 'Format') });
    function put(before, after, sample) {
      var from = area.selectionStart, to = area.selectionEnd, text = area.value.slice(from, to) || sample;
      area.setRangeText(before + text + after, from, to, 'end');
      area.focus();
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
    function line(mark) {
      var from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
      area.setRangeText(mark, from, from, 'end');
      area.focus();
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
    [
      [say('小标题', 'Heading'), function () { line('## '); }],
      [say('粗体', 'Bold'), function () { put('**', '**', say('文字', 'text')); }],
      [say('列表', 'List'), function () { line('- '); }],
      [say('链接', 'Link'), function () { put('[', '](https://)', say('文字', 'text')); }],
      [say('表格', 'Table'), function () { put('\n| ' + say('项目', 'item') + ' | ' + say('数', 'figure') + ' |\n|---|---|\n| ', ' |  |\n', say('内容', 'text')); }]
    ].forEach(function (one) {
      var button = make('button', { type: 'button' }, one[0]);
      button.onclick = one[1];
      tools.appendChild(button);
    });
    area.parentNode.insertBefore(tools, area);
  });

  // Kinds and forms by a part of what they are called.
  var choose = document.querySelector('form.choose fieldset');
  if (choose) {
    var box = make('div', { class: 'field' }), search = make('input', { type: 'text', id: 'find' });
    box.appendChild(make('label', { for: 'find' }, say('找一种，如 低保、收支、会议', 'Find one')));
    box.appendChild(search);
    choose.insertBefore(box, choose.children[1]);
    search.addEventListener('input', function () {
      var asked = search.value.trim().toLowerCase();
      choose.querySelectorAll('details').forEach(function (group) {
        var found = 0;
        group.querySelectorAll('li').forEach(function (one) {
          one.hidden = asked !== '' && (group.querySelector('summary').textContent + one.textContent).toLowerCase().indexOf(asked) < 0;
          found += one.hidden ? 0 : 1;
        });
        group.hidden = found === 0;
        group.open = asked !== '' && found > 0;
      });
    });
    search.addEventListener('keydown', function (event) { if (event.key === 'Enter') { event.preventDefault(); } });
  }

  // What would be said, and the page as it would be, some time after the last key.
  var form = document.querySelector('form.fill');
  if (!form) { return; }
  var live = form.querySelector('.live'), frame = document.querySelector('.preview iframe'), timer = null, isAsking = false, isWaiting = false, isChanged = false;
  function show(state) {
    document.querySelectorAll('.said').forEach(function (list) { list.textContent = ''; });
    if (state.refused) { live.textContent = state.refused; return; }
    state.said.forEach(function (one) {
      var list = document.getElementById('s-' + (one.field || '')) || document.getElementById('s-');
      list.appendChild(make('li', { class: one.class }, one.text));
      var rest = list.closest('details');
      if (rest && one.class !== 'note') { rest.open = true; }
    });
    grids.forEach(function (grid) { grid.mark(state.said); });
    var bad = state.said.filter(function (one) { return one.class === 'error'; }).length;
    var warned = state.said.filter(function (one) { return one.class === 'warning'; }).length;
    live.textContent = bad + warned === 0 ? say('没有发现问题', 'no problems found') :
      say(bad + ' 个错误，' + warned + ' 个警告', 'errors: ' + bad + ', warnings: ' + warned);
    if (state.page && frame) {
      if (frame.getAttribute('src') === state.page && frame.contentWindow) { frame.contentWindow.location.reload(); }
      else { frame.src = state.page; }
    }
  }
  // One question at a time; what is typed meanwhile is asked when the answer is there.
  function check() {
    if (isAsking) { isWaiting = true; return; }
    isAsking = true;
    var data = new FormData(form), target = form.action.replace(/\/record\//, '/check/').replace(/\/new$/, '/check/');
    Array.from(data.keys()).forEach(function (key) { if (data.get(key) instanceof File) { data.delete(key); } });
    data.set('token', data.get('check-token'));
    live.textContent = say('正在检查……', 'checking …');
    fetch(target, { method: 'POST', body: data, credentials: 'same-origin' }).then(function (answer) {
      return answer.ok ? answer.json() : { refused: say('检查不了：', 'cannot be checked: ') + answer.status };
    }).then(show).catch(function () {
      live.textContent = say('预览程序没有回应', 'the preview does not answer');
    }).then(function () {
      isAsking = false;
      if (isWaiting) { isWaiting = false; check(); }
    });
  }
  form.addEventListener('input', function () {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(check, 700);
  });
  form.addEventListener('submit', function () { isChanged = false; });
  addEventListener('beforeunload', function (event) { if (isChanged) { event.preventDefault(); } });
}());
