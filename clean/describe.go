package clean

// describe fills in the features of the first stage for all lines. The rules
// have given their verdicts before; start and end are of the stretch.
func (p *Page) describe(start, end int) {
	c := &p.columns
	c.reset(len(p.Blocks))
	p.describeLines()
	p.countTwins()
	p.describeSurroundings()
	c.describeRuns()
	c.describeDistances()
	p.describePlaces(start, end)
}

// A topic is what a phrase is about, as far as it tells where on the page it
// stands.
type topic uint8

const (
	noTopic   topic = iota
	nav             // menus, buttons
	promo           // offers, prompts, notices
	meta            // author, date, reading time
	tail            // what follows an article: copyright, tags
	headOfBox       // heading of a section of furniture
	topics
)

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
	id := p.Blocks[i].Rule
	r := &p.cleaner.rules[id]
	if r.Kind == Line {
		return 2, byte(topicOf(r))
	}
	if r.Kind == Section && (i == 0 || p.Blocks[i-1].Rule != id) {
		return 1, byte(headOfBox)
	}
	return 1, 0
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

// describeDistances fills in how far away the nearest paragraph and the nearest
// phrases of each topic are, above and below. The features stand in the order of
// the topics, with that of paragraphs in the place of noTopic.
func (c *Columns) describeDistances() {
	about, prose := c.of(lineTopic), c.of(lineProse)
	const nowhere = 1 << 24
	var last [topics]int
	walk := func(first Feature, n int, i, dir int) {
		for k := range last {
			last[k] = -dir * nowhere
		}
		for ; i >= 0 && i < c.Lines; i += dir {
			for k := 0; k < n; k++ {
				d := (i - last[k]) * dir
				cell := byte(never)
				if d < nowhere/2 {
					cell = level(d)
				}
				c.cells[(int(first)+k)*c.stride+maxLag+i] = cell
			}
			if prose[i] >= proseWords {
				last[0] = i
			}
			if about[i] != 0 {
				last[about[i]] = i
			}
		}
	}
	walk(proseAbove, int(topics), 0, 1)
	walk(proseBelow, int(topics)-1, c.Lines-1, -1)
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
