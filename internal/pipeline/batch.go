package pipeline

import (
	"context"
	"sync/atomic"

	"winnow/clean"
	"winnow/internal/corpus"
	"winnow/internal/report"
	"winnow/internal/seen"
	"winnow/internal/spill"
)

// A batch is what travels: documents that were read together, and what the
// worker made of them. It owns all of that memory and is used again.
type batch struct {
	in     corpus.Batch
	number int64  // among those of its input, from 0
	input  int    // index of the input in Config.Inputs
	opens  bool   // the input could be opened, and this is its first batch
	last   bool   // of its input
	format string // of the input
	offset int64  // for Progress
	size   int64  // likewise
	err    error  // of the reader, behind the documents
	weight int64  // what the batch counts for on the belt

	results    []result
	page       clean.Page    // of the document, if there is only one
	blocks     []clean.Block // of several documents
	paragraphs []Paragraph
	lines      []bareLine     // of bare documents
	mended     [][]byte       // those of them that are not as they were, in copies
	learned    []spill.Record // what is learned of the pages
	spans      spanTexts      // of the results, if repeated runs are looked for
	near       nearTexts      // of the paragraphs, if almost the same is looked for
	copies     []byte         // texts of blocks that are in no document
	out        []byte         // records or texts, as if there were no duplicates
	audit      []byte         // removals, likewise
	count      tally
	failure    error         // of the worker; nothing else counts then
	done       chan struct{} // gets one value when the worker is through
}

// A result is what became of one document.
type result struct {
	doc        *corpus.Document
	err        error         // the record is damaged
	blocks     []clean.Block // of the batch; nil if nobody needs them
	paragraphs span          // in batch.paragraphs
	out        span          // in batch.out
	audit      span          // in batch.audit
	text       int64         // bytes of text in out
	record     bool          // out is the record, not its text alone
	lines      span          // in batch.lines, if isBare
	mended     span          // in batch.mended, likewise
	isBare     bool          // there are no blocks
	spans      int           // in batch.spans.texts
	window     bool          // the document is a part of a longer one
	identity   seen.Identity // of the document, or of this part of it
}

// A span is a range of indexes, the last excluded.
type span struct{ from, to int }

func (s span) empty() bool { return s.from == s.to }

// keepBytes is the largest buffer that a batch carries from one use to the
// next: those of ordinary batches, not those of a rare huge document.
const keepBytes = 8 << 20

// blockBytes is about the size of a clean.Block.
const blockBytes = 128

func (b *batch) reset() {
	b.in.Reset()
	b.near.reset()
	b.spans.reset()
	if cap(b.page.Blocks)*blockBytes > keepBytes {
		b.page = clean.Page{}
	}
	*b = batch{
		in:         b.in,
		page:       b.page,
		results:    emptied(b.results, 128),
		blocks:     emptied(b.blocks, blockBytes),
		paragraphs: emptied(b.paragraphs, 32),
		lines:      emptied(b.lines, 32),
		mended:     emptied(b.mended, 24),
		near:       b.near,
		spans:      b.spans,
		learned:    emptied(b.learned, spill.RecordBytes),
		copies:     emptied(b.copies, 1),
		out:        emptied(b.out, 1),
		audit:      emptied(b.audit, 1),
		count:      tally{rules: b.count.rules},
		done:       b.done,
	}
	clear(b.count.rules)
}

// emptied returns s without elements, of about size bytes each, or nil if it
// is too large to be kept.
func emptied[T any](s []T, size int) []T {
	if cap(s)*size > keepBytes {
		return nil
	}
	return s[:0]
}

// tally counts what the worker saw in one batch.
type tally struct {
	documents, bytesIn int64
	in, kept           report.Count
	rules              []report.Count // by RuleID
	template           report.Count
	syndicated         int64
	damage             report.Damage
}

// A belt carries batches from the reader to the workers and to the settler,
// and back.
type belt struct {
	free    chan *batch // empty ones: their number is the limit in flight
	work    chan *batch // for whichever worker comes first
	ordered chan *batch // the same ones in input order; closed by the reader

	input    int   // that the last batch was read of, -1 before the first
	count    int64 // number of that batch
	limit    int64 // of the weight in flight
	inFlight atomic.Int64
	freed    chan struct{} // gets a value when weight was taken off

	readerDone chan struct{}
}

// lineBytes is what a line of text weighs beside its bytes: what is known of it
// and goes with it, so that fewer batches of tiny lines are in flight.
const lineBytes = 64

// windowWeight is what a window weighs at most: package corpus makes them of
// up to 256 KiB and 16Ki lines.
const windowWeight = 256<<10 + lineBytes*16<<10

func newBelt(c *Config) *belt {
	n := 2*c.Workers + 2
	b := &belt{
		free:    make(chan *batch, n),
		work:    make(chan *batch, n),
		ordered: make(chan *batch, n),
		limit:   max(int64(n)*int64(c.Read.BatchBytes), int64(c.Workers+2)*windowWeight),
		freed:   make(chan struct{}, 1),

		readerDone: make(chan struct{}),
		input:      -1,
	}
	for range n {
		b.free <- &batch{done: make(chan struct{}, 1), count: tally{rules: make([]report.Count, len(c.Clean.Rules()))}}
	}
	return b
}

// next returns a batch from one of the belt's channels, or nil if there will be
// none or ctx is cancelled.
func next(ctx context.Context, from <-chan *batch) *batch {
	select {
	case <-ctx.Done():
		return nil
	case one := <-from:
		return one
	}
}

// put hands a batch that was read to a worker and to the settler, as soon as
// there is room for it.
func (b *belt) put(ctx context.Context, one *batch) bool {
	if b.count++; one.input != b.input {
		b.input, b.count = one.input, 0
	}
	one.number = b.count
	one.weight = int64(one.in.Bytes()) + lineBytes*int64(one.in.Lines())
	for now := b.inFlight.Load(); now > 0 && now+one.weight > b.limit; now = b.inFlight.Load() {
		select {
		case <-ctx.Done():
			return false
		case <-b.freed:
		}
	}
	b.inFlight.Add(one.weight)
	// Both have room for all batches that there are.
	b.work <- one
	b.ordered <- one
	return true
}

// giveBack makes a batch that was settled free for the reader.
func (b *belt) giveBack(one *batch) {
	n := one.weight
	one.reset()
	b.inFlight.Add(-n)
	select {
	case b.freed <- struct{}{}:
	default:
	}
	b.free <- one
}

// waitReader waits for the reader, which has nothing left to do. After an error
// it may be inside a Read that nobody can interrupt.
func (b *belt) waitReader(err error) {
	if err == nil {
		<-b.readerDone
	}
}
