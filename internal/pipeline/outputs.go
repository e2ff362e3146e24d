package pipeline

import (
	"errors"

	"winnow/internal/corpus"
)

// outputs is where the text goes: one Output for all inputs, or one for each.
type outputs struct {
	c       *Config
	now     Output // nil if there is none
	encoder *corpus.Encoder
	buf     []byte   // of the batch at hand
	held    []Output // ended, but not closed before the fuse is known to hold
}

func newOutputs(c *Config) *outputs { return &outputs{c: c} }

// begin makes the Output that all inputs share.
func (o *outputs) begin() error {
	if !o.c.Joint {
		return nil
	}
	return o.make("")
}

// open makes the Output of one input.
func (o *outputs) open(input string) error {
	if o.c.Joint {
		return nil
	}
	return o.make(input)
}

func (o *outputs) make(input string) (err error) {
	o.encoder = corpus.NewEncoder(o.c.To)
	if o.c.Output != nil {
		o.now, err = o.c.Output(input)
	}
	return err
}

// record adds a whole record to what is written next.
func (o *outputs) record(record []byte) {
	if o.now != nil {
		o.buf = append(o.buf, record...)
	}
}

// text adds a document, with text in place of its own.
func (o *outputs) text(d *corpus.Document, text []byte) {
	if o.now != nil {
		o.buf = o.encoder.Append(o.buf, d, text)
	}
}

// write writes what was added.
func (o *outputs) write() error {
	if o.now == nil || len(o.buf) == 0 {
		return nil
	}
	_, err := o.now.Write(o.buf)
	o.buf = emptied(o.buf, 1)
	return err
}

// end ends the Output of one input: puts it in place, or gives it up. Before
// the fuse is known to hold nothing is put in place.
func (o *outputs) end(giveUp bool) error {
	out := o.now
	o.now = nil
	switch {
	case out == nil:
		return nil
	case giveUp:
		return out.Abort()
	case o.c.Fuse.Set:
		o.held = append(o.held, out)
		return out.Finish()
	}
	return out.Close()
}

// close makes all that was written last.
func (o *outputs) close() error {
	for len(o.held) > 0 {
		out := o.held[0]
		o.held = o.held[1:]
		if err := out.Close(); err != nil {
			return err
		}
	}
	if out := o.now; out != nil {
		o.now = nil
		return out.Close()
	}
	return nil
}

// isStream reports whether what was written cannot be taken back.
func (o *outputs) isStream() bool {
	file, ok := o.now.(interface{ IsFile() bool })
	return ok && !file.IsFile()
}

// endStream ends an output that cannot be taken back, so that it has all of the
// text: most of it is with the reader already.
func (o *outputs) endStream() error {
	if !o.isStream() {
		return nil
	}
	out := o.now
	o.now = nil
	return out.Close()
}

// flushStream hands the reader of a stream what was written, which are whole
// batches, so that it does not end within a record when the run breaks off.
func (o *outputs) flushStream() error {
	if out, ok := o.now.(interface{ Flush() error }); ok && o.isStream() {
		return out.Flush()
	}
	return nil
}

// abort gives up what was not closed.
func (o *outputs) abort() error {
	var errs []error
	for _, out := range append(o.held, o.now) {
		if out != nil {
			errs = append(errs, out.Abort())
		}
	}
	o.held, o.now = nil, nil
	return errors.Join(errs...)
}

// notRewritten says that an input was left alone: nothing that was not read may be
// lost with it.
func notRewritten(input string, cut bool) error {
	what := "has bytes that are no character in its encoding: they would be lost"
	if cut {
		what = "could not be read to its end"
	}
	return &corpus.InputError{File: input, What: what, Done: "left as it was", Fatal: true}
}
