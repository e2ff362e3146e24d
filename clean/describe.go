package clean

import "slices"

// describe fills in the features of the first stage for all lines. The rules
// have given their verdicts before; start and end are of the stretch.
func (p *Page) describe(start, end int) {
	c := &p.columns
	c.reset(len(p.Blocks))
	p.describeLines()
	p.describeDetails()
	p.describeTitles()
	p.describeSurroundings()
	p.describeSignals()
	c.describeRuns()
	c.describeGroups()
	c.describeTopicPlaces()
	p.describePlaces(start, end)
}

// A topic is what a rule is about, as far as it tells where on the page its
// lines stand.
type topic uint8

const (
	noTopic topic = iota
	nav           // menus, search, strips of quotes and times
	button        // share, follow, print
	promo         // offers, prompts, notices
	meta          // author, date, reading time
	tail          // what follows an article: copyright, tags
	pointer       // other articles
	comment       // comments of readers
	credits       // credits of images
	topics
)

// topicsCounted are all but noTopic.
const topicsCounted = topics - 1

var topicNames = [topicsCounted]string{"nav", "button", "promo", "meta", "tail", "related", "comment", "credit"}

// topicOf returns the topic of a rule.
func topicOf(r *Rule) topic {
	switch {
	case r.topic != noTopic:
		return r.topic
	case r.Kind == Line:
		return promo
	}
	return noTopic
}

// describeLines fills in what each line is by itself.
func (p *Page) describeLines() {
	c := &p.columns
	words, letters, capitals, digits := c.of(lineWords), c.of(lineLetters), c.of(lineCapitals), c.of(lineDigits)
	commas, stops, symbols, starts, ends := c.of(lineCommas), c.of(lineStops), c.of(lineSymbols), c.of(lineStart), c.of(lineEnd)
	bar, code, blank, verdict, topics := c.of(lineBar), c.of(lineCode), c.of(lineBlank), c.of(lineVerdict), c.of(lineTopic)
	prose, count := c.of(lineProse), c.of(lineCount)
	for i := range p.Blocks {
		b := &p.Blocks[i]
		n := wordCount(b)
		words[i] = level(n)
		count[i] = byte(min(n, maxCell))
		letters[i] = byte(min(4*len(b.Text)/max(n, 1), maxCell))
		capitals[i] = share(int(b.Capitals), n)
		digits[i] = share(int(b.Digits), len(b.Text))
		commas[i] = level(int(b.Commas))
		stops[i] = level(int(b.Stops))
		symbols[i] = share(int(b.Symbols), len(b.Text))
		starts[i], ends[i] = startOf(b), endOf(b)
		bar[i], code[i], blank[i] = byte(one(b.Has(HasBar))), byte(one(b.Has(HasCode))), byte(one(b.BlankBefore))
		if ends[i] >= 3 {
			prose[i] = byte(min(n, stretchProse))
		}
		if b.Rule != Kept {
			verdict[i], topics[i] = p.verdict(i)
		}
	}
}

func startOf(b *Block) byte {
	switch {
	case b.Has(StartsLower):
		return 0
	case b.Has(StartsMark):
		return 2
	}
	return 1
}

func endOf(b *Block) byte {
	switch {
	case b.Has(EndsSentence):
		return 4
	case b.Has(EndsColon):
		return 3
	case b.Has(EndsComma):
		return 2
	case b.Has(EndsEllipsis):
		return 1
	}
	return 0
}

// verdict returns the cells of lineVerdict and lineTopic for block i, which a
// rule has removed.
func (p *Page) verdict(i int) (verdict, about byte) {
	r := &p.cleaner.rules[p.Blocks[i].Rule]
	if r.Kind == Line {
		return 2, byte(topicOf(r))
	}
	return 1, byte(topicOf(r))
}

// describeSurroundings fills in the sums over the lines before and after.
func (p *Page) describeSurroundings() {
	c := &p.columns
	n := c.Lines
	prose, words, verdict, same := c.of(lineProse), c.of(lineCount), c.of(lineVerdict), c.of(lineTwins)
	type columns struct{ half, eighth, thirtySecond, labels, gone, twins []byte }
	var sum, labels, gone, twins fade
	step := func(to *columns, i int) {
		to.half[i], to.eighth[i], to.thirtySecond[i] = sum.levels()
		to.labels[i], to.gone[i], to.twins[i] = level(labels.eighth>>3), level(gone.eighth>>3), level(twins.eighth>>3)
		sum.add(int(prose[i]))
		labels.add(one(words[i] <= labelWords))
		gone.add(one(verdict[i] != 0))
		twins.add(one(same[i] >= manyTwins))
	}
	before := columns{c.of(proseBeforeHalf), c.of(proseBefore8th), c.of(proseBefore32nd), c.of(labelsBefore8th), c.of(goneBefore8th), c.of(twinsBefore8th)}
	for i := 0; i < n; i++ {
		step(&before, i)
	}
	sum, labels, gone, twins = fade{}, fade{}, fade{}, fade{}
	after := columns{c.of(proseAfterHalf), c.of(proseAfter8th), c.of(proseAfter32nd), c.of(labelsAfter8th), c.of(goneAfter8th), c.of(twinsAfter8th)}
	for i := n - 1; i >= 0; i-- {
		step(&after, i)
	}
	around, inside := c.of(wordsAround), 0
	const reach = 5
	for i := -reach; i < n; i++ {
		if i+reach < n {
			inside += wordCount(&p.Blocks[i+reach])
		}
		if i > reach {
			inside -= wordCount(&p.Blocks[i-reach-1])
		}
		if i >= 0 {
			around[i] = level(inside)
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// describeRuns fills in the runs of sentences, and of lines that are none.
func (c *Columns) describeRuns() {
	prose := c.of(lineProse)
	short, place, sentences := c.of(shortRun), c.of(shortPlace), c.of(proseRun)
	for i := 0; i < c.Lines; {
		end, isProse := i, prose[i] > labelWords
		for end < c.Lines && (prose[end] > labelWords) == isProse {
			end++
		}
		for k := i; k < end; k++ {
			if isProse {
				sentences[k] = level(end - i)
			} else {
				short[k], place[k] = level(end-i), level(k-i)
			}
		}
		i = end
	}
}

// eachGroup calls visit with each run of lines that have no blank line between
// them: what belongs together stands so, where a page has blank lines at all.
func (c *Columns) eachGroup(visit func(start, end int)) {
	blank := c.of(lineBlank)
	for start := 0; start < c.Lines; {
		end := start + 1
		for end < c.Lines && blank[end] == 0 {
			end++
		}
		visit(start, end)
		start = end
	}
}

// describeGroups fills in how large the group of each line is.
func (c *Columns) describeGroups() {
	prose, lines, left, words := c.of(lineProse), c.of(groupLines), c.of(groupLeft), c.of(groupProse)
	c.eachGroup(func(start, end int) {
		sum := 0
		for _, n := range prose[start:end] {
			sum += int(n)
		}
		for i := start; i < end; i++ {
			lines[i], left[i], words[i] = level(end-start), level(end-1-i), level(sum)
		}
	})
}

// describeTopicPlaces fills in how far away the nearest paragraph and the
// nearest lines of each topic are, above and below, and how many of these there
// are.
func (c *Columns) describeTopicPlaces() {
	about, prose := c.of(lineTopic), c.of(lineProse)
	var seen [topics]bool
	for _, t := range about {
		seen[t] = true
	}
	present, n := [topics]int{}, 0
	for t := 1; t < int(topics); t++ {
		if seen[t] {
			present[n] = t
			n++
			continue
		}
		c.fill(topicAbove+Feature(t-1), never)
		c.fill(topicBelow+Feature(t-1), never)
	}
	walk := func(nearestProse, nearest, so Feature, i, dir int) {
		var last [topics]int // 1 more than the line; of paragraphs at 0
		var count [topics]int
		cells := c.cells[maxLag:]
		distance := func(i, last int) byte {
			if last == 0 {
				return never
			}
			return level((i + 1 - last) * dir)
		}
		for ; i >= 0 && i < c.Lines; i += dir {
			cells[int(nearestProse)*c.stride+i] = distance(i, last[0])
			for _, t := range present[:n] {
				cells[(int(nearest)+t-1)*c.stride+i] = distance(i, last[t])
				cells[(int(so)+t-1)*c.stride+i] = level(count[t])
			}
			if prose[i] >= proseWords {
				last[0] = i + 1
			}
			if t := about[i]; t != 0 {
				last[t] = i + 1
				count[t]++
			}
		}
	}
	walk(proseAbove, topicAbove, topicSoFar, 0, 1)
	walk(proseBelow, topicBelow, topicToCome, c.Lines-1, -1)
}

// describeSignals fills in the sums of signals before and after each line.
func (p *Page) describeSignals() {
	c := &p.columns
	p.signal = slices.Grow(p.signal[:0], c.Lines)[:c.Lines]
	for s := range signals {
		c.signal(s, p.signal)
		if slices.ContainsFunc(p.signal, func(v byte) bool { return v != 0 }) { // else all sums are zero, as they are
			fadeBoth(p.signal, c.of(signalsBefore+Feature(s)), c.of(signalsAfter+Feature(s)))
		}
	}
}

// signal fills cells in with what the lines have of a signal.
func (c *Columns) signal(s signal, cells []byte) {
	switch s {
	case signalYear:
		copy(cells, c.of(lineYear))
	case signalClock:
		copy(cells, c.of(lineClock))
	case signalAddress:
		copy(cells, c.of(lineAddress))
	case signalAsks:
		for i, n := range c.of(lineAsks) {
			cells[i] = byte(one(n > 0))
		}
	case signalForm:
		for i, n := range c.of(lineForm) {
			cells[i] = byte(one(n >= manyTwins))
		}
	case signalShort:
		for i, n := range c.of(lineCount) {
			cells[i] = byte(one(n <= shortWords))
		}
	case signalComment:
		c.about(cells, comment, comment)
	case signalRelated:
		c.about(cells, pointer, pointer)
	case signalButton:
		c.about(cells, nav, button)
	case signalPromo:
		c.about(cells, promo, promo)
	default:
		words := c.of(lineCount)
		for i, part := range c.of(lineFirst + Feature(s-signalPersons)) {
			cells[i] = byte(int(part) * int(min(words[i], stretchProse)) / personParts)
		}
	}
}

// about fills cells in with whether the lines are about a or b.
func (c *Columns) about(cells []byte, a, b topic) {
	for i, t := range c.of(lineTopic) {
		cells[i] = byte(one(topic(t) == a || topic(t) == b))
	}
}

// shortWords is the longest line of the signal of short ones.
const shortWords = 3

// fadeBoth sums what the lines before and after each hold. A sum loses an eighth
// with each line; it is counted in quarters.
func fadeBoth(of, before, after []byte) {
	sum := 0
	for i, v := range of {
		before[i] = level(sum >> 3)
		sum += int(v)<<5 - sum>>3
	}
	sum = 0
	for i := len(of) - 1; i >= 0; i-- {
		after[i] = level(sum >> 3)
		sum += int(of[i])<<5 - sum>>3
	}
}

// describePlaces fills in where each line stands, and what the page is like.
func (p *Page) describePlaces(start, end int) {
	c := &p.columns
	n := c.Lines
	prose := c.of(lineProse)
	var words, inProse, inStretch, gone, labels, solid, longest, unspaced int
	for i := range p.Blocks {
		b := &p.Blocks[i]
		w := wordCount(b)
		words += w
		longest = max(longest, w)
		inProse += int(prose[i])
		solid += one(prose[i] >= proseWords)
		gone += one(b.Rule != Kept)
		labels += one(w <= labelWords)
		unspaced += one(b.Has(Unspaced))
		if i >= start && i < end {
			inStretch += w
		}
	}
	c.fill(pageLines, level(n))
	c.fill(pageWords, level(words))
	c.fill(pageProse, share(inProse, words))
	c.fill(pageGone, share(gone, n))
	c.fill(pageLabels, share(labels, n))
	c.fill(pageStretch, share(inStretch, words))
	c.fill(pageSolid, level(solid))
	c.fill(pageScript, share(unspaced, n))

	above, below, place, placeW, placeP := c.of(linesAbove), c.of(linesBelow), c.of(placeLines), c.of(placeWords), c.of(placeProse)
	soFar, toCome, sides, fromStart, fromEnd, rank := c.of(wordsOfProse), c.of(proseToCome), c.of(stretchSide), c.of(stretchStart), c.of(stretchEnd), c.of(lineRank)
	seen, proseSeen := 0, 0
	for i := range p.Blocks {
		w := wordCount(&p.Blocks[i])
		above[i], below[i], place[i] = level(i), level(n-1-i), share(i, n)
		placeW[i], placeP[i] = share(seen, words), share(proseSeen, inProse)
		soFar[i], toCome[i] = level(proseSeen), level(inProse-proseSeen-int(prose[i]))
		sides[i], fromStart[i], fromEnd[i] = side(i, start, end), signedLevel(i-start), signedLevel(i-end)
		rank[i] = share(w, longest)
		seen += w
		proseSeen += int(prose[i])
	}
}
