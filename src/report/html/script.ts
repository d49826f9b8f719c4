/**
 * The script of the HTML report: filter, search, sort, and save as JSON. The page is complete without it; it only
 * shows, hides and reorders what is there, and never makes markup from data.
 */
export const PAGE_SCRIPT = `
'use strict';
(function () {
  var list = document.getElementById('findings');
  var controls = document.getElementById('controls');
  var island = document.getElementById('report');
  if (!list || !controls || !island) return;
  var report = JSON.parse(island.textContent);
  var ranks = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
  var sure = { high: 0, medium: 1, low: 2 };
  var entries = report.findings.map(function (finding, index) {
    var place = finding.places[0];
    var times = finding.places.map(function (p) { return p.commit ? Date.parse(p.commit.date) : NaN; }).filter(isFinite);
    var words = [finding.rule, finding.name, finding.provider, finding.state, finding.masked, finding.fingerprint, finding.reasons.join(' ')];
    finding.places.forEach(function (p) {
      words.push(p.path, p.inner.join(' '), p.refs.join(' '));
      if (p.commit) words.push(p.commit.id, p.commit.author, p.commit.subject);
    });
    return {
      index: index, finding: finding, node: list.children[index], text: words.join('\\n').toLowerCase(),
      path: place.path, line: place.startLine, date: Math.min.apply(null, times)
    };
  });
  var field = function (name) { return controls.elements.namedItem(name); };
  var orders = {
    severity: function (a, b) { return ranks[a.finding.severity] - ranks[b.finding.severity]; },
    confidence: function (a, b) { return sure[a.finding.confidence] - sure[b.finding.confidence]; },
    path: function (a, b) { return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line; },
    oldest: function (a, b) { return a.date === b.date ? 0 : a.date - b.date; },
    rule: function (a, b) { return a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0; }
  };
  var sorted = '';
  var update = function () {
    var terms = field('search').value.toLowerCase().split(/\\s+/).filter(Boolean);
    var severity = field('severity').value;
    var status = field('status').value;
    var state = field('state').value;
    var shown = 0;
    entries.forEach(function (entry) {
      var finding = entry.finding;
      var visible = (severity === '' || ranks[finding.severity] <= ranks[severity]) &&
        (status === '' || finding.status === status) && (state === '' || finding.state === state) &&
        terms.every(function (term) { return entry.text.indexOf(term) >= 0; });
      entry.node.hidden = !visible;
      if (visible) shown++;
    });
    var order = field('sort').value;
    if (order !== sorted) {
      sorted = order;
      var compare = orders[order];
      entries.slice().sort(function (a, b) { return (compare ? compare(a, b) : 0) || a.index - b.index; })
        .forEach(function (entry) { list.appendChild(entry.node); });
    }
    document.getElementById('shown').textContent = shown + ' of ' + entries.length + ' shown';
  };
  // Thousands of findings are not drawn anew for each letter that is typed.
  var pause = entries.length > 2000 ? 200 : 0;
  var soon = 0;
  controls.addEventListener('input', function () {
    if (pause === 0) return update();
    clearTimeout(soon);
    soon = setTimeout(update, pause);
  });
  // The event comes before the fields are reset; so they are reset here.
  controls.querySelector('[type=reset]').addEventListener('click', function (event) {
    event.preventDefault();
    controls.reset();
    update();
  });
  controls.addEventListener('submit', function (event) { event.preventDefault(); });
  document.getElementById('save').addEventListener('click', function () {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2) + '\\n'], { type: 'application/json' }));
    link.download = 'keysieve-report.json';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  });
  controls.hidden = entries.length === 0;
  update();
})();
`;
