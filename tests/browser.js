// browser.js PROGRAM [SCREENSHOT.png]: the page of `surety report` in a real browser without a window (npm playwright-core
// drives Debian's chromium; NODE_PATH and CHROMIUM tell where they are). Opened, filtered, clicked, walked by keyboard, saved;
// hostile tables; 100,000 rows; a phone. The last line is "browser: N passed, N failed".
const {chromium} = require('playwright-core')
const {execFileSync} = require('child_process')
const fs = require('fs'), os = require('os'), path = require('path')

const program = path.resolve(process.argv[2]), screenshot = process.argv[3], root = path.resolve(__dirname, '..')
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'))
let passed = 0, failed = 0
function check(holds, ...what) {
  if (holds) passed++
  else { failed++; console.log('browser:', ...what) }
}
const same = (seen, wanted, what) => check(JSON.stringify(seen) === JSON.stringify(wanted), what, JSON.stringify(seen), 'instead of', JSON.stringify(wanted))

// ---- tables ----

const COLUMNS = ('stance_id doc_id date title url start end evidence kind source source_id cue holder holder_id side guarantee term ' +
  'stance confidence p_supports p_rejects p_conditional condition sentence text_sha256 model').split(' ')
const read = file => {
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1), names = lines[0].split('\t')
  return lines.slice(1).map(line => Object.fromEntries(line.split('\t').map((cell, i) => [names[i], cell])))
}
const write = (file, rows) => fs.writeFileSync(file, [COLUMNS, ...rows.map(r => COLUMNS.map(c => r[c] ?? ''))].map(c => c.join('\t')).join('\n') + '\n')
function report(table, name, ...more) {
  const file = path.join(work, name)
  execFileSync(program, ['report', table, '-o', file, ...more])
  return 'file://' + file
}
// Articles of the corpus with their dates, as JSON lines through extract.
function corpusTable() {
  const list = fs.readFileSync(path.join(root, 'corpus/articles.tsv'), 'utf8').split('\n').slice(1, -1).map(l => l.split('\t'))
  const lines = list.map(([id, date]) => {
    const text = fs.readFileSync(path.join(root, 'corpus/articles', id + '.txt'), 'utf8')
    return JSON.stringify({id, date, title: text.split('\n')[0], url: `https://example.org/${id}`, text})
  })
  fs.writeFileSync(path.join(work, 'in.jsonl'), lines.join('\n') + '\n')
  const table = path.join(work, 'stances.tsv')
  execFileSync(program, ['extract', path.join(work, 'in.jsonl'), '-o', table], {env: {...process.env, SURETY_DATA: root}})
  return table
}
const HOSTILE = ['<script>window.hacked = 1</script>', '</script><script>window.hacked = 1</script>', '<img src=x onerror=window.hacked=1>', '<!--', ']]>',
  '{{data}}', '{{script}}', '&lt;b&gt;', "' onmouseover=window.hacked=1 '", '${window.hacked = 1}', 'שלום ‮abc', '👩‍👩‍👧', '__proto__', 'constructor']
function hostileTable() {
  const rows = HOSTILE.map((h, i) => ({stance_id: `h${i}.s1`, doc_id: `h${i}`, date: i % 2 ? '2031-03' : '', title: h, url: i === 0 ? 'javascript:window.hacked=1' : h, start: 0, end: h.length, evidence: h,
    kind: i % 3 ? 'direct' : h, source: h, source_id: h, cue: h, holder: h, holder_id: h, side: h, guarantee: h, term: h, stance: i === 3 ? h : 'conditional', confidence: '0.5000', p_supports: '0.1',
    p_rejects: '0.1', p_conditional: '0.5', condition: h, sentence: `So ${h} it is.`, text_sha256: 'a', model: h}))
  write(path.join(work, 'hostile.tsv'), rows)
  return path.join(work, 'hostile.tsv')
}
function largeTable(count) {
  let state = 7
  const random = n => (state = (state * 1103515245 + 12345) % 2147483648) % n
  const words = 'the minister told reporters that his country would not send any of its soldiers to the strait before a truce was signed by all'.split(' ')
  const rows = []
  for (let i = 0; i < count; i++) {
    const sentence = Array.from({length: 30}, () => words[random(words.length)]).join(' ') + ` ${i}.`
    const doc = Math.floor(i / 6), month = 1 + doc % 12, from = random(40)
    rows.push({stance_id: `d${doc}.s${i % 6 + 1}`, doc_id: `d${doc}`, date: `20${20 + doc % 7}-${String(month).padStart(2, '0')}-15`, title: `Article ${doc}`, url: `https://example.org/${doc}`, start: 10, end: 60,
      evidence: sentence.slice(from, from + 50).trim(), kind: ['direct', 'indirect', 'mixed', 'narrated'][random(4)], source: 'the minister', source_id: `Person ${random(4000)}`, cue: 'told', holder: 'his country',
      holder_id: `Person ${random(4000)}`, side: `S${random(60)}`, guarantee: `type_${random(19)}`, term: 'soldiers', stance: ['supports', 'rejects', 'conditional'][random(3)],
      confidence: (0.3 + random(7000) / 10000).toFixed(4), p_supports: '0.3', p_rejects: '0.3', p_conditional: '0.3', sentence, text_sha256: String(doc).repeat(12).slice(0, 64), model: 'm-l'})
  }
  write(path.join(work, 'large.tsv'), rows)
  return path.join(work, 'large.tsv')
}

// ---- what a person sees ----

const summary = page => page.locator('#summary').textContent()
const rowsShown = async page => Number((await summary(page)).replace(/,/g, '').match(/^(\d+) of/)[1])
const settled = page => page.waitForTimeout(250)
async function opened(browser, url, problems, options = {}) {
  const context = await browser.newContext({offline: true, acceptDownloads: true, viewport: {width: 1280, height: 900}, ...options})
  const page = await context.newPage()
  page.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') problems.push(m.text()) })
  page.on('pageerror', e => problems.push(String(e)))
  page.on('request', r => { if (!/^(file|blob|data):/.test(r.url())) problems.push('network: ' + r.url()) })
  await page.goto(url)
  return page
}
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)])
  return fs.readFileSync(await download.path(), 'utf8')
}

async function testFilters(page, rows) {
  same(await rowsShown(page), rows.length, 'all rows at first')
  same((await summary(page)).match(/of ([\d,]+) articles/)[1].replace(/,/g, ''), String(new Set(rows.map(r => r.doc_id)).size), 'articles')
  await page.getByLabel('rejects', {exact: true}).uncheck()
  await settled(page)
  same(await rowsShown(page), rows.filter(r => r.stance !== 'rejects').length, 'without rejects')
  await page.fill('#from', '2025-09-01')
  await page.fill('#to', '2025-12-31')
  await page.getByLabel('rows without a date').uncheck()
  await settled(page)
  const dated = rows.filter(r => r.stance !== 'rejects' && r.date >= '2025-09-01' && r.date <= '2025-12-31')
  same(await rowsShown(page), dated.length, 'between two dates')
  await page.locator('#confidence').fill('0.6')
  await settled(page)
  same(await rowsShown(page), dated.filter(r => Number(r.confidence) >= 0.6).length, 'from a confidence on')
  await page.click('#reset')
  await settled(page)
  await page.fill('#words', 'PEACEKEEP')
  await settled(page)
  const has = (r, w) => ['holder', 'holder_id', 'source', 'source_id', 'sentence', 'evidence', 'title'].some(c => r[c].toLowerCase().includes(w))
  const wordy = rows.filter(r => has(r, 'peacekeep'))
  same(await rowsShown(page), wordy.length, 'with a word')
  const tsv = await saved(page, '#save-tsv')
  same(tsv.split('\n').slice(1, -1), wordy.map(r => COLUMNS.map(c => r[c]).join('\t')), 'the saved rows')
  same(tsv.split('\n')[0], COLUMNS.join('\t'), 'the saved header')
  await page.click('#reset')
  await settled(page)
  await page.locator('.long summary').first().click()
  await page.locator('#f-type button', {hasText: 'none'}).click()
  await page.locator('#f-type label', {hasText: 'neutrality'}).locator('input').check()
  await settled(page)
  same(await rowsShown(page), rows.filter(r => r.guarantee === 'neutrality').length, 'one type')
  await page.click('#reset')
  await settled(page)
  same(await rowsShown(page), rows.length, 'all rows again')
}

async function testMatrix(page, rows) {
  await page.getByLabel('by side', {exact: true}).check()
  await settled(page)
  const button = page.locator('#matrix td button').first(), label = await button.getAttribute('aria-label')
  const [, side, type, count, articles] = label.match(/^(.*), (.*): ([\d,]+) rows in ([\d,]+) articles;/)
  const wanted = rows.filter(r => r.side === (side === '(none)' ? '' : side) && r.guarantee === type)
  same([Number(count.replace(/,/g, '')), Number(articles.replace(/,/g, ''))], [wanted.length, new Set(wanted.map(r => r.doc_id)).size], 'rows and articles of a cell')
  await button.click()
  same(await page.locator('#chosen').textContent(), `${count} rows in ${articles} articles: ${side} on ${type}`, 'the chosen rows')
  await page.locator('#rows .item').first().click()
  const first = wanted[0], detail = page.locator('#row')
  same(await detail.locator('blockquote').textContent(), first.sentence, 'the sentence of the row')
  const marks = (await detail.locator('mark').allTextContents()).join('')
  check(marks.includes(first.evidence) || first.evidence.includes(marks), 'the evidence is marked:', marks)
  same(await detail.locator('a').getAttribute('href'), first.url, 'the link')
  for (const name of ['source', 'cue', 'confidence', 'date']) if (first[name]) check((await detail.textContent()).includes(first[name]), 'the row tells its', name)
  const svg = await saved(page, '#save-svg')
  const picture = await page.evaluate(xml => { const d = new DOMParser().parseFromString(xml, 'image/svg+xml'); return [d.documentElement.nodeName, d.querySelectorAll('parsererror').length, d.querySelectorAll('text').length, d.querySelectorAll('rect').length] }, svg)
  check(picture[0] === 'svg' && picture[1] === 0 && picture[2] > 50 && picture[3] > 50, 'the saved picture', picture)
  check(svg.includes(type) && !svg.includes('style='), 'the saved picture names types, and needs no style')
  await page.getByLabel('by holder', {exact: true}).check()
  await settled(page)
  same(await rowsShown(page), rows.length, 'by holder')
}

async function testMonths(page, rows) {
  const bar = page.locator('#months g[role=button]').first(), label = await bar.getAttribute('aria-label'), month = label.slice(0, 7)
  const wanted = rows.filter(r => r.date.startsWith(month))
  same(label, `${month}: ` + ['supports', 'rejects', 'conditional'].map(s => `${wanted.filter(r => r.stance === s).length} ${s}`).join(', ') + `; ${new Set(wanted.map(r => r.doc_id)).size} articles`, 'a month')
  await bar.focus()
  await page.keyboard.press('Enter')
  check((await page.locator('#chosen').textContent()).startsWith(`${wanted.length} rows`), 'the rows of a month')
  await page.keyboard.press('Enter')
  check((await page.locator('#chosen').textContent()).startsWith(`${rows.length.toLocaleString('en')} rows`), 'the month given up again')
}

async function testKeyboard(page, rows) {
  await page.locator('#matrix td button').first().focus()
  const label = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'))
  const first = await label()
  await page.keyboard.press('ArrowRight')
  const second = await label()
  check(first !== second && first.split(',')[0] === second.split(',')[0], 'an arrow goes to the next cell of the line', first, second)
  await page.keyboard.press('ArrowLeft')
  same(await label(), first, 'and back')
  await page.keyboard.press('Enter')
  same(await page.locator('#matrix [aria-pressed=true]').count(), 1, 'Enter chooses a cell')
  await page.keyboard.press('Enter')
  await page.locator('#rows').focus()
  await page.keyboard.press('End')
  await page.waitForTimeout(100)
  const last = page.locator('.item[aria-selected=true]')
  same(await last.getAttribute('aria-posinset'), String(rows.length), 'End goes to the last row')
  await page.keyboard.press('Enter')
  check((await page.locator('#row').textContent()).includes(rows[rows.length - 1].stance_id), 'Enter opens it')
  const names = await page.evaluate(() => [...document.querySelectorAll('button:not([hidden]), input, select, [role=button], [role=listbox]')]
    .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length && e.labels[0].textContent.trim()))).map(e => e.outerHTML.slice(0, 80)))
  same(names, [], 'controls without a name')
  same(await page.locator('#matrix td button[tabindex="0"]').count(), 1, 'one stop of the tabulator in the matrix')
}

async function testHostile(browser, problems) {
  const page = await opened(browser, report(hostileTable(), 'hostile.html', '--title', '</title><script>window.hacked = 1</script>'), problems)
  same(await rowsShown(page), HOSTILE.length, 'hostile rows')
  for (let i = 0; i < HOSTILE.length; i++) {
    await page.locator('#rows').focus()
    await page.keyboard.press(i ? 'ArrowDown' : 'Home')
    await page.keyboard.press('Enter')
    same(await page.locator('#row blockquote').textContent(), `So ${HOSTILE[i]} it is.`, 'hostile words stay text')
    same(await page.locator('#row a').count(), 0, 'no link to ' + HOSTILE[i])
  }
  const svg = await saved(page, '#save-svg')
  check(!/<script|<img/.test(svg), 'hostile words in the picture')
  await page.click('text=by side')
  await settled(page)
  same(await page.evaluate(() => [window.hacked, document.scripts.length, document.images.length]), [undefined, 2, 0], 'no hostile word runs')
  same((await saved(page, '#save-tsv')), fs.readFileSync(path.join(work, 'hostile.tsv'), 'utf8'), 'the hostile table saved again')
  same(await page.title(), '</title><script>window.hacked = 1</script>', 'the title')
  await page.context().close()
  write(path.join(work, 'empty.tsv'), [])
  const empty = await opened(browser, report(path.join(work, 'empty.tsv'), 'empty.html'), problems)
  same(await summary(empty), '0 of 0 rows, in 0 of 0 articles', 'a table without rows')
  await empty.context().close()
}

async function testLarge(browser, problems) {
  const count = 100000, url = report(largeTable(count), 'large.html')
  let start = Date.now()
  const page = await opened(browser, url, problems)
  await page.waitForFunction(() => document.getElementById('summary').textContent !== '')
  const load = Date.now() - start
  same(await rowsShown(page), count, 'a large table')
  const timed = async action => page.evaluate(async action => {
    const begin = performance.now()
    new Function(action)()
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
    return Math.round(performance.now() - begin)
  }, action)
  const filtering = [await timed("document.querySelector('#f-stance input').checked = false; readFilters()"), await timed("document.getElementById('words').value = 'truce was signed'; readFilters()"),
    await timed("document.getElementById('reset').click(); readFilters()"), await timed("document.querySelector('input[value=side]').click()"), await timed("document.getElementById('order').value = 'sure'; showRows()")]
  const frames = await page.evaluate(() => new Promise(done => {
    const box = document.getElementById('rows'), gaps = []
    let last = performance.now(), n = 0
    function frame(now) {
      gaps.push(now - last)
      last = now
      box.scrollTop = n < 60 ? n * 400 : (n * 104729 * 84) % box.scrollHeight
      if (++n < 180) requestAnimationFrame(frame)
      else done(gaps.slice(2).sort((a, b) => a - b))
    }
    requestAnimationFrame(frame)
  }))
  const items = await page.locator('#rows .item').count(), p95 = frames[Math.floor(frames.length * 0.95)]
  check(items > 3 && items < 40, 'elements of rows:', items)
  check(load < 15000, 'opening takes', load, 'ms')
  check(Math.max(...filtering) < 1500, 'filtering takes', filtering, 'ms')
  check(p95 < 60, 'a frame takes', p95, 'ms while scrolling')
  await page.evaluate(() => { document.getElementById('rows').scrollTop = 1e9 })
  await page.waitForTimeout(200)
  same(await page.locator('#rows .item').last().getAttribute('aria-posinset'), String(count), 'the last of many rows can be reached')
  console.log(`browser: ${count} rows (${(fs.statSync(path.join(work, 'large.html')).size / 1e6).toFixed(0)} MB): open ${load} ms, filters ${filtering.join(' ')} ms, frames while scrolling median ${frames[frames.length >> 1].toFixed(1)} ms, 95th ${p95.toFixed(1)} ms`)
  await page.context().close()
}

async function testPhone(browser, url, rows, problems) {
  const page = await opened(browser, url, problems, {viewport: {width: 375, height: 700}, isMobile: true, hasTouch: true})
  same(await page.evaluate(() => [document.documentElement.scrollWidth <= 375, document.getElementById('filters').open]), [true, false], 'a phone: no sideways scrolling, filters folded')
  await page.locator('#matrix td button').first().tap()
  await page.locator('#rows .item').first().tap()
  check(await page.locator('#row').isVisible(), 'a phone: a tap opens a row')
  await page.context().close()
}

// Three colours must stay three for those who lack one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
function testColours() {
  const LACK = {protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]}
  const css = fs.readFileSync(path.join(root, 'pipeline/report/page.css'), 'utf8')
  const colours = ['supports', 'rejects', 'conditional'].map(s => css.match(new RegExp(`--${s}: #(..)(..)(..)`)).slice(1).map(h => parseInt(h, 16)))
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  const lab = rgb => {
    const f = t => t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116, [r, g, b] = rgb
    const [x, y, z] = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089].map(v => f(Math.max(0, v)))
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }
  for (const [name, matrix] of Object.entries(LACK)) {
    const seen = colours.map(c => lab(matrix.map(row => row.reduce((sum, w, i) => sum + w * linear(c[i]), 0))))
    for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) {
      const distance = Math.hypot(...seen[a].map((v, i) => v - seen[b][i]))
      check(distance > 25, `${name}: two stances look alike (${distance.toFixed(0)})`)
    }
  }
}

async function main() {
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']})
  const problems = []
  try {
    testColours()
    const table = corpusTable(), rows = read(table), url = report(table, 'report.html', '--title', 'Stances in the invented articles of corpus/')
    const page = await opened(browser, url, problems)
    await testFilters(page, rows)
    await testMatrix(page, rows)
    await testMonths(page, rows)
    await testKeyboard(page, rows)
    if (screenshot) {
      await page.reload()
      await page.setViewportSize({width: 1280, height: 1430})
      await page.getByLabel('by side', {exact: true}).check()
      await settled(page)
      await page.evaluate(() => { limit = 8; refresh(); document.getElementById('filters').open = false })
      await page.locator('#matrix td button').nth(1).click()
      await page.locator('#rows .item').nth(1).click()
      await page.evaluate(() => window.scrollTo(0, 0))
      await page.screenshot({path: screenshot})
    }
    await page.context().close()
    await testHostile(browser, problems)
    await testLarge(browser, problems)
    await testPhone(browser, url, rows, problems)
    same(problems, [], 'errors of the console, requests to the network')
  } catch (error) {
    check(false, error.stack)
  } finally {
    await browser.close()
    fs.rmSync(work, {recursive: true, force: true})
  }
  console.log(`browser: ${passed} passed, ${failed} failed`)
  process.exit(failed ? 1 : 0)
}
main()
