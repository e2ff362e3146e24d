package clean

// The line model sees a page as columns of small numbers, one column a
// feature, one cell a line. What a line looks like, what stands around it,
// where it stands and what the page is like carry over to sites and languages
// that the model has never seen; the words of a line do not, and are not asked.

// A Feature is the number of a column.
type Feature uint8

const (
	// The line itself.
	lineWords    Feature = iota // words, as a level
	lineLetters                 // bytes to a word, in quarters
	lineCapitals                // share of words that begin with a capital letter
	lineDigits                  // share of bytes that are digits
	lineCommas                  // commas and semicolons
	lineStops                   // full stops, question and exclamation marks
	lineSymbols                 // share of bytes that are symbols
	lineStart                   // begins with a small letter (0), a mark (2) or anything else (1)
	lineEnd                     // ends with nothing (0), an ellipsis, a comma, a colon or a sentence (4)
	lineBar                     // holds a separator of links
	lineCode                    // holds a character of code
	lineBlank                   // blank lines before
	lineVerdict                 // removed by no rule (0), by one that saw the page (1), as a phrase (2)
	lineTopic                   // what the phrase is about
	lineProse                   // words, 60 at most, if it ends like a sentence
	lineTwins                   // lines of the page that say the same, numbers aside
	lineCount                   // words, 127 at most
	ownFeatures                 // so far a line is described by itself

	// What stands around it. Sums fade: with each line they lose the share in
	// their name.
	proseBeforeHalf Feature = iota - 1 // lineProse of the lines before
	proseBefore8th
	proseBefore32nd
	proseAfterHalf
	proseAfter8th
	proseAfter32nd
	labelsBefore8th // lines of few words
	labelsAfter8th
	goneBefore8th // lines that rules removed
	goneAfter8th
	twinsBefore8th // lines with manyTwins
	twinsAfter8th
	wordsAround // words of the five lines before and after, and its own
	shortRun    // length of its run of lines that are no sentences
	shortPlace  // its place in that run
	proseRun    // length of its run of sentences
	proseAbove  // lines since the last paragraph
	navAbove    // ... the last phrase of menus and buttons
	promoAbove  // ... of offers, prompts and notices
	metaAbove   // ... of author, date, reading time
	tailAbove   // ... of what follows an article: copyright, tags
	headAbove   // ... the last heading of a section of furniture
	proseBelow
	navBelow
	promoBelow
	metaBelow
	tailBelow

	// Where it stands.
	linesAbove
	linesBelow
	placeLines   // share of the page's lines above
	placeWords   // share of the page's words above
	placeProse   // share of the page's prose above
	wordsOfProse // words of prose above
	proseToCome  // words of prose below
	stretchSide  // before (0), in (1) or after (2) the stretch of most prose
	stretchStart // lines from its start
	stretchEnd   // lines from its end
	lineRank     // words against those of the longest line

	// What the page is like: the same for all of its lines.
	pageLines
	pageWords
	pageProse   // share of words in lines that end like a sentence
	pageGone    // share of lines that rules removed
	pageLabels  // share of lines of few words
	pageStretch // share of words in the stretch of most prose
	pageSolid   // paragraphs
	pageScript  // share of lines in scripts without spaces

	// What the first stage of the model said of it and of the others.
	score
	scoreBeforeHalf // words that are likely main text, in the lines before
	scoreBefore8th
	scoreBefore32nd
	scoreAfterHalf
	scoreAfter8th
	scoreAfter32nd
	scoreBest    // the best score above
	scoreToCome  // the best score below
	scorePlace   // share of the main text above
	scoreSide    // before (0), in (1) or after (2) the stretch of best scores
	scoreStart   // lines from its start
	scoreEnd     // lines from its end
	pageMain     // words of main text in the page
	pageScore    // mean score of its words
	topicShare   // share of its words that other lines of the main text hold
	topicWords   // how many of its words those are
	featureCount // so many there are
)

// FirstOfScores is the first feature of the second stage; those before are
// features of both.
const FirstOfScores = score

// Features returns how many features there are.
func Features() int { return int(featureCount) }

// HasNeighbours says whether the model may ask f of the neighbours of a line,
// up to maxLag lines away. The others are sums over neighbours already.
func (f Feature) HasNeighbours() bool {
	return f < ownFeatures || f == score || f == topicShare
}

// FeatureGroups names the groups of features, to see what each is worth.
var FeatureGroups = []string{"line", "twins", "verdict", "around", "place", "page", "score", "topic"}

// Group returns what f is about: one of FeatureGroups.
func (f Feature) Group() string {
	switch {
	case f == lineVerdict, f == lineTopic, f == goneBefore8th, f == goneAfter8th, f == pageGone,
		f >= navAbove && f <= headAbove, f >= navBelow && f <= tailBelow:
		return "verdict"
	case f == lineTwins, f == twinsBefore8th, f == twinsAfter8th:
		return "twins"
	case f < ownFeatures:
		return "line"
	case f < linesAbove:
		return "around"
	case f < pageLines:
		return "place"
	case f < score:
		return "page"
	case f < topicShare:
		return "score"
	}
	return "topic"
}

// String returns the name of f, for explain and for the model's card.
func (f Feature) String() string { return featureNames[f] }

var featureNames = [featureCount]string{
	lineWords: "words", lineLetters: "word-length", lineCapitals: "capitals", lineDigits: "digits", lineCommas: "commas",
	lineStops: "stops", lineSymbols: "symbols", lineStart: "start", lineEnd: "end", lineBar: "bar", lineCode: "code",
	lineBlank: "blank-before", lineVerdict: "verdict", lineTopic: "topic", lineProse: "prose", lineTwins: "twins", lineCount: "count",
	proseBeforeHalf: "prose-before-2", proseBefore8th: "prose-before-8", proseBefore32nd: "prose-before-32",
	proseAfterHalf: "prose-after-2", proseAfter8th: "prose-after-8", proseAfter32nd: "prose-after-32",
	labelsBefore8th: "labels-before", labelsAfter8th: "labels-after", goneBefore8th: "gone-before", goneAfter8th: "gone-after",
	twinsBefore8th: "twins-before", twinsAfter8th: "twins-after",
	wordsAround: "words-around", shortRun: "short-run", shortPlace: "short-place", proseRun: "prose-run",
	proseAbove: "prose-above", navAbove: "nav-above", promoAbove: "promo-above", metaAbove: "meta-above", tailAbove: "tail-above",
	headAbove: "heading-above", proseBelow: "prose-below", navBelow: "nav-below", promoBelow: "promo-below",
	metaBelow: "meta-below", tailBelow: "tail-below",
	linesAbove: "lines-above", linesBelow: "lines-below", placeLines: "place", placeWords: "place-words", placeProse: "place-prose",
	wordsOfProse: "prose-so-far", proseToCome: "prose-to-come", stretchSide: "stretch-side", stretchStart: "stretch-start",
	stretchEnd: "stretch-end", lineRank: "rank",
	pageLines: "page-lines", pageWords: "page-words", pageProse: "page-prose", pageGone: "page-gone", pageLabels: "page-labels",
	pageStretch: "page-stretch", pageSolid: "page-paragraphs", pageScript: "page-unspaced",
	score: "score", scoreBeforeHalf: "score-before-2", scoreBefore8th: "score-before-8", scoreBefore32nd: "score-before-32",
	scoreAfterHalf: "score-after-2", scoreAfter8th: "score-after-8", scoreAfter32nd: "score-after-32",
	scoreBest: "score-above", scoreToCome: "score-below", scorePlace: "score-place", scoreSide: "score-side",
	scoreStart: "score-start", scoreEnd: "score-end", pageMain: "page-main", pageScore: "page-score",
	topicShare: "topic-share", topicWords: "topic-words",
}
