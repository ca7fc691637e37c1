'use strict'
/* The page of `surety report`. The table stands in the page as columns of numbers into a list of strings. All text gets
   into the page by textContent, never as markup. Filters walk over typed arrays; only the rows in sight are elements. */
const table = JSON.parse(document.getElementById('table').textContent)
const strings = table.strings, N = table.rows
const STANCES = ['supports', 'rejects', 'conditional']
const KINDS = ['direct', 'indirect', 'mixed', 'narrated']
const SIGN = {supports: '+', rejects: '−', conditional: '?'}
const COLOUR = {supports: [0x00, 0x44, 0x88], rejects: [0xbb, 0x55, 0x66], conditional: [0xdd, 0xaa, 0x33]}
const ROW_HEIGHT = 84, MATRIX_FIRST = 30
const SVG = 'http://www.w3.org/2000/svg'

/* ---- the table ---- */

const none = new Int32Array(N)
const columns = Object.fromEntries(table.columns.map((name, i) => [name, Int32Array.from(table.data[i])]))
table.data = null
const column = name => columns[name] || none
const text = (row, name) => strings[column(name)[row]]

/* Numbers 0 … for the values of a column, in order of their first row. */
function number(name, of = s => s) {
  const ids = new Map(), values = [], out = new Int32Array(N), known = new Int32Array(strings.length).fill(-1), from = column(name)
  for (let i = 0; i < N; i++) {
    const s = from[i]
    if (known[s] < 0) {
      const value = of(strings[s])
      if (!ids.has(value)) { ids.set(value, values.length); values.push(value) }
      known[s] = ids.get(value)
    }
    out[i] = known[s]
  }
  return {of: out, values}
}
const docs = number('doc_id'), types = number('guarantee'), sides = number('side'), kinds = number('kind'), stances = number('stance')
const holders = number('holder_id'), dates = number('date', s => s.slice(0, 10)), months = number('date', s => s.slice(0, 7))
const confidence = Float32Array.from(column('confidence'), s => strings[s] === '' ? 1 : Number(strings[s]))
const byDoc = Int32Array.from(docs.of.keys()).sort((a, b) => docs.of[a] - docs.of[b] || a - b)
const stanceOf = Int8Array.from(stances.of, s => STANCES.indexOf(stances.values[s]))

/* ---- small things for the page ---- */

const $ = id => document.getElementById(id)
const count = n => n.toLocaleString('en')
function make(tag, words, attributes = {}, ...children) {
  const e = document.createElement(tag)
  if (words !== '') e.textContent = words
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value)
  e.append(...children)
  return e
}
function draw(tag, attributes, ...children) {
  const e = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value)
  e.append(...children)
  return e
}
function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], {type}))
  const link = make('a', '', {href: url, download: name})
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 10000)
}
const shade = (stance, share) => COLOUR[stance].map(c => Math.round(255 + (c - 255) * share))
const css = rgb => '#' + rgb.map(c => c.toString(16).padStart(2, '0')).join('')
const isDark = ([r, g, b]) => 0.299 * r + 0.587 * g + 0.114 * b < 140

/* ---- filters ---- */

const filter = {stance: null, kind: null, type: null, side: null, from: '', to: '', undated: true, confidence: 0, words: '', cell: null, month: null}
const passes = new Uint8Array(N)
let shown = new Int32Array(0), chosen = new Int32Array(0), by = 'holder_id', limit = MATRIX_FIRST

function boxes(id, values, name, labels = values) {
  const order = values.map((v, i) => i).filter(i => values[i] !== '' || name !== 'stance').sort((a, b) => name === 'type' || name === 'side' ? (values[a] < values[b] ? -1 : 1) : a - b)
  for (const i of order) {
    const box = make('input', '', {type: 'checkbox', value: String(i), name, checked: ''})
    $(id).append(make('label', '', {}, box, labels[i] === '' ? '(none)' : labels[i]))
  }
  if (order.length > 6) {
    for (const [words, on] of [['all', true], ['none', false]]) {
      const button = make('button', words, {type: 'button'})
      button.addEventListener('click', () => { for (const b of $(id).querySelectorAll('input')) b.checked = on; readFilters() })
      $(id).append(button)
    }
  }
}
/* The wanted values as a table of bytes, or null where all are. */
function wanted(id, size) {
  const all = [...$(id).querySelectorAll('input')], on = all.filter(b => b.checked)
  if (on.length === all.length) return null
  const set = new Uint8Array(size)
  for (const b of on) set[b.value] = 1
  return set
}
function readFilters() {
  filter.stance = wanted('f-stance', stances.values.length)
  filter.kind = wanted('f-kind', kinds.values.length)
  filter.type = wanted('f-type', types.values.length)
  filter.side = wanted('f-side', sides.values.length)
  filter.from = $('from').value
  filter.to = $('to').value
  filter.undated = $('undated').checked
  filter.confidence = Number($('confidence').value)
  filter.words = $('words').value.trim().toLowerCase()
  by = document.querySelector('input[name=by]:checked').value
  $('confidence-shown').textContent = filter.confidence.toFixed(2)
  for (const [id, set] of [['n-type', filter.type], ['n-side', filter.side]]) $(id).textContent = set ? `(${set.reduce((a, b) => a + b, 0)} chosen)` : '(all)'
  refresh()
}
/* A date of a year or a month lies in a span when its first day does not come after the end, nor its last before the begin. */
function dateSet() {
  const set = new Uint8Array(dates.values.length)
  dates.values.forEach((d, i) => {
    set[i] = d === '' ? filter.undated : !(filter.from && d + '-99'.repeat((10 - d.length) / 3) < filter.from) && !(filter.to && d > filter.to)
  })
  return set
}
function wordSet() {
  const set = new Uint8Array(strings.length)
  for (let i = 0; i < set.length; i++) set[i] = strings[i].toLowerCase().includes(filter.words)
  return set
}
function applyFilters() {
  const f = filter, date = f.from || f.to || !f.undated ? dateSet() : null, words = f.words ? wordSet() : null
  const places = words && ['holder', 'holder_id', 'source', 'source_id', 'sentence', 'evidence', 'title'].map(column)
  let n = 0
  const rows = new Int32Array(N)
  for (let i = 0; i < N; i++) {
    const ok = (!f.stance || f.stance[stances.of[i]]) && (!f.kind || f.kind[kinds.of[i]]) && (!f.type || f.type[types.of[i]]) &&
      (!f.side || f.side[sides.of[i]]) && confidence[i] >= f.confidence - 1e-6 && (!date || date[dates.of[i]]) && (!words || places.some(c => words[c[i]]))
    passes[i] = ok ? 1 : 0
    if (ok) rows[n++] = i
  }
  shown = rows.slice(0, n)
}
/* The rows of the list: those shown that lie in the chosen cell and month. */
function applyChoice() {
  const {cell, month} = filter, groups = groupsOf()
  chosen = cell || month !== null ? shown.filter(i => (!cell || (groups.of[i] === cell.group && types.of[i] === cell.type)) && (month === null || months.of[i] === month)) : shown
  const order = $('order').value
  if (order !== 'table') {
    const rank = dates.values.map((d, i) => i).sort((a, b) => dates.values[a] < dates.values[b] ? -1 : 1)
    const place = new Int32Array(rank.length)
    rank.forEach((d, i) => { place[d] = i })
    const key = order === 'date' ? i => place[dates.of[i]] : order === 'sure' ? i => -confidence[i] : i => confidence[i]
    chosen = chosen.slice().sort((a, b) => key(a) - key(b) || a - b)
  }
}
const groupsOf = () => by === 'side' ? sides : holders
function articles(rows) {
  const seen = new Uint8Array(docs.values.length)
  let n = 0
  for (const i of rows) if (!seen[docs.of[i]]) { seen[docs.of[i]] = 1; n++ }
  return n
}

/* ---- the matrix ---- */

/* A cell's rows, articles, and its leading stance with the share of the weight (sum of confidences) that it has. The share
   that colours is drawn toward a third by one sure row that says nothing: a single doubtful row is no strong stance. */
function countCells() {
  const groups = groupsOf(), T = types.values.length, G = groups.values.length
  const rows = new Int32Array(G * T), arts = new Int32Array(G * T), last = new Int32Array(G * T).fill(-1), weight = new Float64Array(G * T * 3)
  const groupRows = new Int32Array(G), groupArts = new Int32Array(G), groupLast = new Int32Array(G).fill(-1), typeRows = new Int32Array(T)
  for (const i of byDoc) {
    if (!passes[i]) continue
    const g = groups.of[i], cell = g * T + types.of[i], doc = docs.of[i]
    rows[cell]++
    groupRows[g]++
    typeRows[types.of[i]]++
    if (last[cell] !== doc) { last[cell] = doc; arts[cell]++ }
    if (groupLast[g] !== doc) { groupLast[g] = doc; groupArts[g]++ }
    if (stanceOf[i] >= 0) weight[cell * 3 + stanceOf[i]] += confidence[i]
  }
  const order = [...groupRows.keys()].filter(g => groupRows[g]).sort((a, b) => groupArts[b] - groupArts[a] || groupRows[b] - groupRows[a] || (groups.values[a] < groups.values[b] ? -1 : 1))
  const shownTypes = [...typeRows.keys()].filter(t => typeRows[t])
  const cellAt = (g, t) => {
    const cell = g * T + t
    if (!rows[cell]) return null
    const w = [0, 1, 2].map(s => weight[cell * 3 + s]), sum = w[0] + w[1] + w[2] || 1
    const lead = w.indexOf(Math.max(...w))
    return {rows: rows[cell], articles: arts[cell], stance: STANCES[lead], share: (w[lead] + 1 / 3) / (w[0] + w[1] + w[2] + 1), shares: w.map(x => x / sum)}
  }
  return {order, types: shownTypes, cellAt, groups}
}
const cellWords = (cell, who, what) => `${who || '(none)'}, ${what}: ${count(cell.rows)} rows in ${count(cell.articles)} articles; ` +
  STANCES.map((s, i) => `${s} ${Math.round(100 * cell.shares[i])} %`).join(', ')
const cellColour = cell => shade(cell.stance, Math.max(0.15, Math.min(1, (cell.share - 1 / 3) * 1.5)))

function showMatrix() {
  const m = countCells(), head = make('tr', '', {}, make('th', '', {scope: 'col', class: 'corner'}, make('span', by === 'side' ? 'side' : 'holder')))
  for (const t of m.types) head.append(make('th', '', {scope: 'col'}, make('span', types.values[t])))
  const body = make('tbody', '')
  for (const g of m.order.slice(0, limit)) {
    const line = make('tr', '', {}, make('th', m.groups.values[g] || '(none)', {scope: 'row', title: m.groups.values[g]}))
    for (const t of m.types) line.append(matrixCell(m, g, t))
    body.append(line)
  }
  const grid = make('table', '', {'aria-label': 'rows and articles by holder and type'}, make('thead', '', {}, head), body)
  const first = grid.querySelector('td button')
  if (first) first.tabIndex = 0
  $('matrix').replaceChildren(m.order.length ? grid : make('p', 'No row passes the filters.'))
  $('more').hidden = m.order.length <= limit
  $('more').textContent = `Show ${count(Math.min(m.order.length - limit, 100))} more of ${count(m.order.length)}`
}
function matrixCell(m, g, t) {
  const cell = m.cellAt(g, t), td = make('td', '')
  if (!cell) return td
  const words = cellWords(cell, m.groups.values[g], types.values[t]), rgb = cellColour(cell)
  const button = make('button', '', {type: 'button', tabindex: '-1', 'aria-label': words, title: words, 'data-g': g, 'data-t': t},
    make('b', SIGN[cell.stance] + ' ' + count(cell.rows)), make('small', `${count(cell.articles)} art.`))
  button.setAttribute('aria-pressed', String(!!filter.cell && filter.cell.group === g && filter.cell.type === t))
  td.style.backgroundColor = css(rgb)
  td.style.color = isDark(rgb) ? '#fff' : '#1b1f24'
  td.append(button)
  return td
}
function chooseCell(button) {
  const group = Number(button.dataset.g), type = Number(button.dataset.t), again = filter.cell && filter.cell.group === group && filter.cell.type === type
  for (const b of $('matrix').querySelectorAll('[aria-pressed=true]')) b.setAttribute('aria-pressed', 'false')
  filter.cell = again ? null : {group, type}
  button.setAttribute('aria-pressed', String(!again))
  showRows()
  if (!again) $('h-rows').scrollIntoView({block: 'nearest'})
}
/* Arrow keys walk from cell to cell, over empty ones. */
function walk(event) {
  const step = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key], button = event.target.closest('td button')
  if (!step || !button) return
  event.preventDefault()
  let row = button.closest('tr'), at = button.parentElement.cellIndex
  for (;;) {
    if (step[0]) row = step[0] < 0 ? row.previousElementSibling : row.nextElementSibling
    at += step[1]
    if (!row || !row.cells[at]) return
    const next = row.cells[at].querySelector('button')
    if (!next) continue
    button.tabIndex = -1
    next.tabIndex = 0
    next.focus()
    return
  }
}

/* The matrix as a picture of its own, for a paper. */
function matrixPicture() {
  const m = countCells(), rows = m.order.slice(0, limit), W = 56, H = 30
  const wide = Math.max(...rows.map(g => m.groups.values[g].length), 8) * 7 + 16, high = Math.max(...m.types.map(t => types.values[t].length), 4) * 6.6 + 16
  const width = wide + m.types.length * W + 20, height = high + rows.length * H + 60
  const label = (x, y, words, more = {}) => { const e = draw('text', {x, y, 'font-size': 12, fill: '#1b1f24', ...more}); e.textContent = words; return e }
  const svg = draw('svg', {xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': 'Helvetica, Arial, sans-serif'},
    draw('rect', {width, height, fill: '#ffffff'}))
  m.types.forEach((t, c) => svg.append(label(0, 0, types.values[t], {transform: `translate(${wide + c * W + W / 2 + 4} ${high - 8}) rotate(-90)`})))
  rows.forEach((g, r) => {
    svg.append(label(wide - 8, high + r * H + H / 2 + 4, m.groups.values[g] || '(none)', {'text-anchor': 'end'}))
    m.types.forEach((t, c) => {
      const cell = m.cellAt(g, t), x = wide + c * W, y = high + r * H
      svg.append(draw('rect', {x: x + 1, y: y + 1, width: W - 2, height: H - 2, fill: cell ? css(cellColour(cell)) : '#f3f4f6'}))
      if (cell) svg.append(label(x + W / 2, y + H / 2 + 4, `${SIGN[cell.stance]} ${cell.rows} / ${cell.articles}`, {'text-anchor': 'middle', 'font-size': 11, fill: isDark(cellColour(cell)) ? '#ffffff' : '#1b1f24'}))
    })
  })
  let x = wide
  for (const s of STANCES) {
    svg.append(draw('rect', {x, y: height - 40, width: 14, height: 14, fill: css(COLOUR[s])}), label(x + 20, height - 28, `${SIGN[s]} ${s}`))
    x += 120
  }
  svg.append(label(wide, height - 8, 'In each cell: rows / articles; the colour is the leading stance, the deeper the more and the surer rows agree.', {'font-size': 11}))
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg) + '\n'
}

/* ---- the months ---- */

/* "2026-01" … "2026-04" without a hole, for at most 50 years. */
function allMonths() {
  const known = months.values.filter(m => /^\d{4}-\d\d$/.test(m)).sort()
  const out = []
  for (let m = known[0]; known.length && m <= known[known.length - 1] && out.length < 600;) {
    out.push(m)
    const [year, month] = m.split('-').map(Number)
    m = month === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`
  }
  return out
}
const timeline = allMonths()
function countMonths() {
  const M = months.values.length, rows = new Int32Array(M * 3), arts = new Int32Array(M), last = new Int32Array(M).fill(-1)
  for (const i of byDoc) {
    if (!passes[i] || stanceOf[i] < 0) continue
    const m = months.of[i]
    rows[m * 3 + stanceOf[i]]++
    if (last[m] !== docs.of[i]) { last[m] = docs.of[i]; arts[m]++ }
  }
  return {rows, arts}
}
function showMonths() {
  if (!timeline.length) { $('months').replaceChildren(make('p', 'No row has a date.', {class: 'soft'})); return }
  const {rows, arts} = countMonths(), bar = Math.max(14, Math.min(60, 1100 / timeline.length)), high = 150, wide = timeline.length * bar + 50
  const id = new Map(months.values.map((m, i) => [m, i])), sum = m => id.has(m) ? rows[id.get(m) * 3] + rows[id.get(m) * 3 + 1] + rows[id.get(m) * 3 + 2] : 0
  const top = Math.max(1, ...timeline.map(sum)), svg = draw('svg', {width: wide, height: high + 42, role: 'group', 'aria-label': 'rows by month'})
  const label = (x, y, words, more = {}) => { const e = draw('text', {x, y, 'font-size': 12, fill: '#57606a', ...more}); e.textContent = words; return e }
  svg.append(label(40, 14, count(top), {'text-anchor': 'end'}), label(40, high, '0', {'text-anchor': 'end'}), draw('line', {x1: 44, x2: wide, y1: high + .5, y2: high + .5, stroke: '#8c959f'}))
  timeline.forEach((month, i) => {
    const m = id.get(month), x = 46 + i * bar
    if (month.endsWith('-01') || i === 0) svg.append(label(x, high + 32, month.slice(0, 4)))
    if (bar >= 24 || month.endsWith('-01') || month.endsWith('-07') || i === 0) svg.append(label(x, high + 16, month.slice(5)))
    if (m === undefined || !sum(month)) return
    const words = `${month}: ${STANCES.map((s, k) => `${count(rows[m * 3 + k])} ${s}`).join(', ')}; ${count(arts[m])} articles`
    const title = draw('title', {})
    title.textContent = words
    const g = draw('g', {role: 'button', tabindex: '0', 'aria-label': words, 'aria-pressed': String(filter.month === m), 'data-m': m}, title)
    g.append(draw('rect', {x, y: 0, width: bar, height: high, fill: filter.month === m ? '#dbe7f7' : 'transparent'}))
    let y = high
    STANCES.forEach((s, k) => {
      const h = rows[m * 3 + k] / top * (high - 8)
      y -= h
      g.append(draw('rect', {x: x + 1, y, width: bar - 2, height: h, fill: css(COLOUR[s])}))
    })
    svg.append(g)
  })
  const old = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.m : undefined
  $('months').replaceChildren(svg)
  if (old !== undefined) { const again = svg.querySelector(`[data-m="${Number(old)}"]`); if (again) again.focus() }
}
function chooseMonth(g) {
  const month = Number(g.dataset.m)
  filter.month = filter.month === month ? null : month
  showMonths()
  showRows()
}

/* ---- the rows ---- */

let active = -1, drawn = new Map(), waiting = false

/* The sentence with its evidence and its condition marked. */
function marked(row, element) {
  const sentence = text(row, 'sentence') || text(row, 'evidence'), marks = []
  for (const [name, kind] of [['evidence', 'evidence'], ['condition', 'condition']]) {
    const words = text(row, name), at = words ? sentence.indexOf(words) : -1
    if (at >= 0) marks.push([at, at + words.length, kind])
  }
  const edges = [...new Set([0, sentence.length, ...marks.flat().filter(x => typeof x === 'number')])].sort((a, b) => a - b)
  for (let i = 0; i + 1 < edges.length; i++) {
    const piece = document.createTextNode(sentence.slice(edges[i], edges[i + 1]))
    let node = piece
    for (const [from, to, kind] of marks) if (from <= edges[i] && edges[i + 1] <= to) node = make('mark', '', {class: kind}, node)
    element.append(node)
  }
  return element
}
function item(at) {
  const row = chosen[at], stance = text(row, 'stance')
  const e = make('div', '', {class: 'item', role: 'option', id: `item-${at}`, 'aria-setsize': chosen.length, 'aria-posinset': at + 1, 'aria-selected': String(at === active), 'data-at': at},
    make('span', '', {class: 'head'}, make('span', `${SIGN[stance] || ''} ${stance}`, {class: `tag ${STANCES.includes(stance) ? stance : ''}`}), ' ', make('b', text(row, 'holder_id')), ` ${text(row, 'guarantee')} `,
      make('span', [text(row, 'date').slice(0, 10), text(row, 'confidence').slice(0, 4), text(row, 'title') || text(row, 'doc_id')].filter(s => s).join(' · '), {class: 'soft'})),
    marked(row, make('p', '')))
  e.style.top = `${at * ROW_HEIGHT}px`
  return e
}
/* Keeps elements for the rows in sight and a few around them, and no others. */
function paint() {
  waiting = false
  const box = $('rows'), first = Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - 4), last = Math.min(chosen.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW_HEIGHT) + 4)
  for (const [at, e] of drawn) if (at < first || at >= last) { e.remove(); drawn.delete(at) }
  const fresh = document.createDocumentFragment()
  for (let at = first; at < last; at++) {
    if (drawn.has(at)) continue
    const e = item(at)
    drawn.set(at, e)
    fresh.append(e)
  }
  $('tall').append(fresh)
}
function paintSoon() {
  if (!waiting) { waiting = true; requestAnimationFrame(paint) }
}
function showRows() {
  applyChoice()
  for (const e of drawn.values()) e.remove()
  drawn = new Map()
  active = -1
  $('row').hidden = true
  $('rows').removeAttribute('aria-activedescendant')
  $('rows').scrollTop = 0
  $('tall').style.height = `${chosen.length * ROW_HEIGHT}px`
  const parts = []
  if (filter.cell) parts.push(`${groupsOf().values[filter.cell.group] || '(none)'} on ${types.values[filter.cell.type]}`)
  if (filter.month !== null) parts.push(months.values[filter.month])
  $('chosen').textContent = `${count(chosen.length)} rows in ${count(articles(chosen))} articles` + (parts.length ? `: ${parts.join(', ')}` : '')
  paint()
}
function field(list, name, value) {
  if (value) list.append(make('dt', name), make('dd', value))
}
function withId(words, id) {
  return words && id && words !== id ? `${words} (${id})` : words || id
}
function open(at) {
  const row = chosen[at], get = name => text(row, name), list = make('dl', ''), stance = get('stance')
  field(list, 'holder', withId(get('holder'), get('holder_id')))
  field(list, 'side', get('side'))
  field(list, 'type', withId(get('term'), get('guarantee')))
  field(list, 'kind', get('kind'))
  field(list, 'source', withId(get('source'), get('source_id')))
  field(list, 'cue', get('cue'))
  field(list, 'condition', get('condition'))
  field(list, 'confidence', get('confidence'))
  field(list, 'probabilities', get('p_supports') && `supports ${get('p_supports')}, rejects ${get('p_rejects')}, conditional ${get('p_conditional')}`)
  field(list, 'article', get('title'))
  field(list, 'date', get('date'))
  field(list, 'document', get('doc_id'))
  field(list, 'place', get('start') && `${get('start')} to ${get('end')}`)
  const url = get('url')
  if (/^https?:\/\//i.test(url)) list.append(make('dt', 'link'), make('dd', '', {}, make('a', url, {href: url, rel: 'noopener noreferrer', target: '_blank'})))
  else field(list, 'link', url)
  field(list, 'row', get('stance_id'))
  const head = make('h3', '', {}, make('span', `${SIGN[stance] || ''} ${stance}`, {class: `tag ${STANCES.includes(stance) ? stance : ''}`}), ` ${get('holder_id')}: ${get('guarantee')}`)
  $('row').replaceChildren(head, marked(row, make('blockquote', '')), list)
  $('row').hidden = false
}
function select(at) {
  if (at < 0 || at >= chosen.length) return
  const box = $('rows'), top = at * ROW_HEIGHT
  if (drawn.has(active)) drawn.get(active).setAttribute('aria-selected', 'false')
  active = at
  if (top < box.scrollTop) box.scrollTop = top
  if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_HEIGHT - box.clientHeight
  paint()
  drawn.get(at).setAttribute('aria-selected', 'true')
  box.setAttribute('aria-activedescendant', `item-${at}`)
}
function rowKeys(event) {
  const page = Math.max(1, Math.floor($('rows').clientHeight / ROW_HEIGHT) - 1)
  const to = {ArrowDown: active + 1, ArrowUp: active - 1, PageDown: Math.min(active + page, chosen.length - 1), PageUp: Math.max(active - page, 0), Home: 0, End: chosen.length - 1}[event.key]
  if (to !== undefined) { event.preventDefault(); select(Math.max(0, Math.min(to, chosen.length - 1))) }
  if ((event.key === 'Enter' || event.key === ' ') && active >= 0) { event.preventDefault(); open(active) }
}
/* The dialect has no quoting: cells are written as they were read. */
function rowsTable() {
  const all = table.columns.map(name => columns[name]), lines = [table.columns.join('\t')]
  for (const row of chosen) lines.push(all.map(c => strings[c[row]]).join('\t'))
  return lines.join('\n') + '\n'
}

/* ---- all of it ---- */

function refresh() {
  applyFilters()
  $('summary').textContent = `${count(shown.length)} of ${count(N)} rows, in ${count(articles(shown))} of ${count(docs.values.length)} articles`
  showMatrix()
  showMonths()
  showRows()
}
function legend() {
  for (const s of STANCES) $('legend').append(make('span', '', {}, draw('svg', {width: 14, height: 14, 'aria-hidden': 'true'}, draw('rect', {width: 14, height: 14, fill: css(COLOUR[s])})), ` ${SIGN[s]} ${s}`))
  $('legend').append('A cell counts rows, and below them articles; its colour is the leading stance, the deeper the more and the surer rows agree.')
}
function start() {
  const models = number('model').values.filter(m => m)
  $('about').textContent = `${count(N)} stances in ${count(docs.values.length)} articles, found by a program${models.length ? ` (${models.slice(0, 3).join(', ')})` : ''}: confidence says how likely a row is right. Table: ${table.name}.`
  boxes('f-stance', stances.values, 'stance')
  boxes('f-kind', kinds.values, 'kind')
  boxes('f-type', types.values, 'type')
  boxes('f-side', sides.values, 'side')
  if (window.matchMedia('(max-width: 50rem)').matches) $('filters').open = false
  legend()
  let timer = 0
  const soon = () => { clearTimeout(timer); timer = setTimeout(readFilters, 120) }
  $('form').addEventListener('change', soon)
  $('form').addEventListener('input', soon)
  $('form').addEventListener('submit', event => event.preventDefault())
  $('form').addEventListener('reset', () => { filter.cell = null; filter.month = null; limit = MATRIX_FIRST; setTimeout(readFilters) })
  for (const radio of document.querySelectorAll('input[name=by]')) radio.addEventListener('change', () => { filter.cell = null; limit = MATRIX_FIRST; readFilters() })
  $('order').addEventListener('change', showRows)
  $('matrix').addEventListener('click', event => { const b = event.target.closest('td button'); if (b) chooseCell(b) })
  $('matrix').addEventListener('keydown', walk)
  $('more').addEventListener('click', () => { limit += 100; showMatrix() })
  $('months').addEventListener('click', event => { const g = event.target.closest('[data-m]'); if (g) chooseMonth(g) })
  $('months').addEventListener('keydown', event => { const g = event.target.closest('[data-m]'); if (g && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); chooseMonth(g) } })
  $('rows').addEventListener('scroll', paintSoon, {passive: true})
  $('rows').addEventListener('click', event => { const e = event.target.closest('.item'); if (e) { select(Number(e.dataset.at)); open(active) } })
  $('rows').addEventListener('keydown', rowKeys)
  $('save-svg').addEventListener('click', () => save('matrix.svg', 'image/svg+xml', matrixPicture()))
  $('save-tsv').addEventListener('click', () => save('rows.tsv', 'text/tab-separated-values;charset=utf-8', rowsTable()))
  window.addEventListener('resize', paintSoon)
  readFilters()
}
start()
