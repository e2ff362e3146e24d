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
	p.columns.describeTopics(scores, func(i int) []byte { return p.Blocks[i].Text }, &p.topics)
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
	best, place := c.of(scoreBest), c.of(scorePlace)
	most, seen := byte(0), 0
	for i := range cells {
		half[i], eighth[i], thirtySecond[i] = f.levels()
		best[i], place[i] = most, share(seen, main)
		m := c.mainWords(i)
		f.add(min(m, stretchProse))
		seen += m
		most = max(most, cells[i])
	}
	f, most = fade{}, 0
	half, eighth, thirtySecond, best = c.of(scoreAfterHalf), c.of(scoreAfter8th), c.of(scoreAfter32nd), c.of(scoreToCome)
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
