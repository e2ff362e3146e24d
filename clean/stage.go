package clean

// The second stage of the model sees what the first said of the whole page
// (stacked generalization over a sequence: Cohen and Carvalho, "Stacked
// Sequential Learning", IJCAI 2005). That is where the article turns from a
// heap of likely lines into one text with a beginning and an end.

const (
	// scoreBits is the fixed point of scores: 1<<scoreBits is one logit.
	scoreBits = 8
	// cellBits is the fixed point of scores in columns: eighths of a logit.
	cellBits = 3
	noScore  = 32 // the cell of a score of zero
)

// scoreWords is the length above which a line counts no more.
const scoreWords = 100

// describeScores fills in the features of the second stage.
func (p *Page) describeScores(scores []int32) {
	p.columns.describeScores(scores)
	p.columns.describeTopics(scores, &p.held)
}

func (c *Columns) describeScores(scores []int32) {
	cells, words := c.of(score), c.of(lineCount)
	main, weight, sum := 0, 0, 0
	for i := range cells {
		v := min(max(int(scores[i])>>(scoreBits-cellBits), 1-noScore), noScore-1) + noScore
		cells[i] = byte(v)
		main += c.mainWords(i)
		w := int(min(words[i], scoreWords))
		weight += w
		sum += w * v
	}
	c.fill(pageMain, level(main))
	c.fill(pageScore, byte(sum/max(weight, 1)))

	var f fade
	half, eighth, thirtySecond := c.of(scoreBeforeHalf), c.of(scoreBefore8th), c.of(scoreBefore32nd)
	best, place, soFar, toCome := c.of(scoreBest), c.of(scorePlace), c.of(scoreSoFar), c.of(scoreToCome)
	most, seen := byte(0), 0
	for i := range cells {
		half[i], eighth[i], thirtySecond[i] = f.levels()
		m := c.mainWords(i)
		best[i], place[i] = most, share(seen, main)
		soFar[i], toCome[i] = level(seen), level(main-seen-m)
		f.add(min(m, stretchProse))
		seen += m
		most = max(most, cells[i])
	}
	f, most = fade{}, 0
	half, eighth, thirtySecond, best = c.of(scoreAfterHalf), c.of(scoreAfter8th), c.of(scoreAfter32nd), c.of(scoreBestBelow)
	for i := len(cells) - 1; i >= 0; i-- {
		half[i], eighth[i], thirtySecond[i] = f.levels()
		best[i] = most
		f.add(min(c.mainWords(i), stretchProse))
		most = max(most, cells[i])
	}
	start, end := c.stretchOfScores()
	sides, fromStart, fromEnd := c.of(scoreSide), c.of(scoreStart), c.of(scoreEnd)
	for i := range cells {
		sides[i], fromStart[i], fromEnd[i] = side(i, start, end), signedLevel(i-start), signedLevel(i-end)
	}
	c.scoreForms()
	c.scoreGroups()
	c.scoreNeighbours()
}

// scoreForms fills in the mean score of the other lines of the same form.
func (c *Columns) scoreForms() {
	cells, mean := c.of(score), c.of(scoreForm)
	var sum, count [1 << formBits]int32
	for i, form := range c.forms {
		sum[form] += int32(cells[i])
		count[form]++
	}
	for i, form := range c.forms {
		mean[i] = never
		if n := count[form] - 1; n > 0 {
			mean[i] = byte((sum[form] - int32(cells[i])) / n)
		}
	}
}

// scoreGroups fills in the mean score of the other lines of the same group, by
// their words.
func (c *Columns) scoreGroups() {
	cells, words, mean := c.of(score), c.of(lineCount), c.of(scoreGroup)
	c.eachGroup(func(start, end int) {
		sum, weight := 0, 0
		for i := start; i < end; i++ {
			w := int(min(words[i], scoreWords))
			sum += w * int(cells[i])
			weight += w
		}
		for i := start; i < end; i++ {
			mean[i] = never
			w := int(min(words[i], scoreWords))
			if weight > w {
				mean[i] = byte((sum - w*int(cells[i])) / (weight - w))
			}
		}
	})
}

// scoreNeighbours fills in the scores of the two nearest lines above and below
// that are as long as prose: comments and teasers have lines with names and
// dates in between.
func (c *Columns) scoreNeighbours() {
	cells, words := c.of(score), c.of(lineCount)
	walk := func(nearest, second, since []byte, i, dir int) {
		last, a, b := -1, byte(0), byte(0)
		for ; i >= 0 && i < len(cells); i += dir {
			nearest[i], second[i], since[i] = a, b, never
			if last >= 0 {
				since[i] = level((i - last) * dir)
			}
			if words[i] >= proseWords {
				last, a, b = i, cells[i], a
			}
		}
	}
	walk(c.of(solidAbove), c.of(solidAbove2), c.of(solidSince), 0, 1)
	walk(c.of(solidBelow), c.of(solidBelow2), c.of(solidUntil), len(cells)-1, -1)
}

// mainWords returns how many words of line i are likely to be main text.
func (c *Columns) mainWords(i int) int {
	at := maxLag + i
	return int(min(c.Column(lineCount)[at], scoreWords)) * int(c.Column(score)[at]) >> 6
}

// stretchOfScores returns the run of lines with the greatest sum of scores, by
// their words.
func (c *Columns) stretchOfScores() (start, end int) {
	cells, words := c.of(score), c.of(lineCount)
	from, sum, best := 0, 0, 0
	for i := range cells {
		sum += (int(cells[i]) - noScore) * (int(min(words[i], stretchProse)) + 4)
		if sum <= 0 {
			from, sum = i+1, 0
		}
		if sum > best {
			start, end, best = from, i+1, sum
		}
	}
	return start, end
}
