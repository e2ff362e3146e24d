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
	lineTopic                   // what the rule that removed it is about
	lineProse                   // words, 60 at most, if it ends like a sentence
	lineTwins                   // lines of the page that say the same, numbers aside
	lineCount                   // words, 127 at most
	lineYear                    // holds a year
	lineClock                   // holds a time of day
	lineAddress                 // holds an address: of a page, of mail, of an account
	lineQuotes                  // quotation marks
	lineAsks                    // question and exclamation marks
	lineUpper                   // share of words in capital letters
	lineForm                    // lines of the page of the same form: see details.go
	lineFirst                   // share of words by which the writer speaks of himself
	lineSecond                  // ... speaks to the reader
	linePlural                  // ... speaks of himself and others
	lineThird                   // ... reports
	titleHeld                   // share of the words of the page's title that it holds: see title.go
	titleShare                  // share of its words that the title holds
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
	groupLines  // lines of its group: there are no blank lines in it
	groupLeft   // lines of it below
	groupProse  // words of prose in it
	formAbove   // lines since the last one of its form
	proseAbove  // lines since the last paragraph
	proseBelow
	titleAbove    // lines since the last one that says the title
	titleBelow    // lines to the next one
	titlesBefore  // such lines above
	titlesAfter   // such lines below
	signalsBefore // sums that fade by an eighth: one for each signal
)

// What follows comes in rows: a feature for each signal, or for each topic.
const (
	signalsAfter = signalsBefore + Feature(signals)
	topicAbove   = signalsAfter + Feature(signals)     // lines since the last one that a rule of the topic removed
	topicBelow   = topicAbove + Feature(topicsCounted) // lines to the next one
	topicSoFar   = topicBelow + Feature(topicsCounted) // such lines above
	topicToCome  = topicSoFar + Feature(topicsCounted) // such lines below
	afterRows    = topicToCome + Feature(topicsCounted)
)

const (
	// Where it stands.
	linesAbove Feature = afterRows + iota
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
	scoreBest      // the best score above
	scoreBestBelow // the best score below
	scorePlace     // share of the main text above
	scoreSoFar     // words of main text above
	scoreToCome    // words of main text below
	scoreSide      // before (0), in (1) or after (2) the stretch of best scores
	scoreStart     // lines from its start
	scoreEnd       // lines from its end
	pageMain       // words of main text in the page
	pageScore      // mean score of its words
	scoreForm      // mean score of the other lines of its form
	scoreGroup     // mean score of the other words of its group
	solidAbove     // score of the last line above with proseWords or more
	solidAbove2    // of the one before that
	solidSince     // lines since the last one
	solidBelow     // the same below
	solidBelow2
	solidUntil
	topicShare   // share of its words that other lines of the main text hold
	topicWords   // how many of its words those are
	featureCount // so many there are
)

// A signal is what a line is asked about for the sake of those around it.
type signal uint8

const (
	signalYear signal = iota
	signalClock
	signalAsks
	signalForm // of a form that stands manyTwins times or more
	signalAddress
	signalShort // of shortWords or less
	signalComment
	signalRelated
	signalButton // of menus, and what shares
	signalPromo
	signalPersons // words of each person
	signals       = signalPersons + signal(persons)
)

var signalNames = [signals]string{"years", "clocks", "asks", "forms", "addresses", "shorts", "comments", "related", "buttons", "offers",
	"first-person", "second-person", "first-plural", "third-person"}

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
var FeatureGroups = []string{"line", "details", "persons", "title", "twins", "verdict", "around", "place", "page", "score", "topic"}

// Group returns what f is about: one of FeatureGroups.
func (f Feature) Group() string {
	if f >= signalsBefore && f < topicAbove {
		return signal((f - signalsBefore) % Feature(signals)).group()
	}
	switch {
	case f == lineVerdict, f == lineTopic, f == goneBefore8th, f == goneAfter8th, f == pageGone,
		f >= topicAbove && f < afterRows:
		return "verdict"
	case f == lineTwins, f == twinsBefore8th, f == twinsAfter8th, f == lineForm, f == formAbove, f == scoreForm:
		return "twins"
	case f == titleHeld, f == titleShare, f >= titleAbove && f <= titlesAfter:
		return "title"
	case f >= lineFirst && f < ownFeatures:
		return "persons"
	case f >= lineYear && f < ownFeatures:
		return "details"
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

func (s signal) group() string {
	switch {
	case s >= signalPersons:
		return "persons"
	case s >= signalComment:
		return "verdict"
	case s == signalForm:
		return "twins"
	case s == signalShort:
		return "around"
	}
	return "details"
}

// String returns the name of f, for explain and for the model's card.
func (f Feature) String() string { return featureNames[f] }

var featureNames = nameFeatures()

func nameFeatures() (names [featureCount]string) {
	names = [featureCount]string{
		lineWords: "words", lineLetters: "word-length", lineCapitals: "capitals", lineDigits: "digits", lineCommas: "commas",
		lineStops: "stops", lineSymbols: "symbols", lineStart: "start", lineEnd: "end", lineBar: "bar", lineCode: "code",
		lineBlank: "blank-before", lineVerdict: "verdict", lineTopic: "topic", lineProse: "prose", lineTwins: "twins", lineCount: "count",
		lineYear: "year", lineClock: "clock", lineAddress: "address", lineQuotes: "quotes", lineAsks: "asks", lineUpper: "upper-case",
		lineForm: "form", lineFirst: "first-person", lineSecond: "second-person", linePlural: "first-plural", lineThird: "third-person",
		titleHeld: "title-held", titleShare: "title-share", titleAbove: "title-above", titleBelow: "title-below",
		titlesBefore: "titles-before", titlesAfter: "titles-after",
		proseBeforeHalf: "prose-before-2", proseBefore8th: "prose-before-8", proseBefore32nd: "prose-before-32",
		proseAfterHalf: "prose-after-2", proseAfter8th: "prose-after-8", proseAfter32nd: "prose-after-32",
		labelsBefore8th: "labels-before", labelsAfter8th: "labels-after", goneBefore8th: "gone-before", goneAfter8th: "gone-after",
		twinsBefore8th: "twins-before", twinsAfter8th: "twins-after",
		wordsAround: "words-around", shortRun: "short-run", shortPlace: "short-place", proseRun: "prose-run", formAbove: "form-above",
		groupLines: "group", groupLeft: "group-below", groupProse: "group-prose",
		proseAbove: "prose-above", proseBelow: "prose-below",
		linesAbove: "lines-above", linesBelow: "lines-below", placeLines: "place", placeWords: "place-words", placeProse: "place-prose",
		wordsOfProse: "prose-so-far", proseToCome: "prose-to-come", stretchSide: "stretch-side", stretchStart: "stretch-start",
		stretchEnd: "stretch-end", lineRank: "rank",
		pageLines: "page-lines", pageWords: "page-words", pageProse: "page-prose", pageGone: "page-gone", pageLabels: "page-labels",
		pageStretch: "page-stretch", pageSolid: "page-paragraphs", pageScript: "page-unspaced",
		score: "score", scoreBeforeHalf: "score-before-2", scoreBefore8th: "score-before-8", scoreBefore32nd: "score-before-32",
		scoreAfterHalf: "score-after-2", scoreAfter8th: "score-after-8", scoreAfter32nd: "score-after-32",
		scoreBest: "score-above", scoreBestBelow: "score-below", scorePlace: "score-place", scoreSoFar: "main-so-far", scoreToCome: "main-to-come",
		scoreSide: "score-side", scoreStart: "score-start", scoreEnd: "score-end", pageMain: "page-main", pageScore: "page-score",
		scoreForm: "score-of-form", scoreGroup: "score-of-group", solidAbove: "solid-above", solidAbove2: "solid-above-2", solidSince: "solid-since",
		solidBelow: "solid-below", solidBelow2: "solid-below-2", solidUntil: "solid-until",
		topicShare: "topic-share", topicWords: "topic-words",
	}
	for s, name := range signalNames {
		names[signalsBefore+Feature(s)] = name + "-before"
		names[signalsAfter+Feature(s)] = name + "-after"
	}
	for t, name := range topicNames {
		names[topicAbove+Feature(t)] = name + "-above"
		names[topicBelow+Feature(t)] = name + "-below"
		names[topicSoFar+Feature(t)] = name + "-so-far"
		names[topicToCome+Feature(t)] = name + "-to-come"
	}
	return names
}
