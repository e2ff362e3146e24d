package pipeline

import (
	"errors"
	"fmt"

	"winnow/internal/report"
)

// A FuseError says that a run removed more than Config.Fuse allows. Outputs
// that are files were not put in place; what went to a stream is written.
type FuseError struct {
	Share, Limit float64 // of the text, 0 to 1
	Rule         string  // what removed most; "duplicate" for duplicates
	RuleShare    float64 // its part of what was removed
}

func (e *FuseError) Error() string {
	return fmt.Sprintf("%.1f %% of the text would go, %.1f %% are allowed; %.0f %% of that goes to %s",
		100*e.Share, 100*e.Limit, 100*e.RuleShare, e.Rule)
}

// add adds the counts of a batch to those of the run.
func (s *settler) add(t *tally) {
	sum := s.sum
	sum.Documents += t.documents
	sum.BytesIn += t.bytesIn
	sum.In.Add(t.in.Blocks, t.in.Bytes)
	sum.Kept.Add(t.kept.Blocks, t.kept.Bytes)
	s.template.Add(t.template.Blocks, t.template.Bytes)
	sum.Syndicated += t.syndicated
	for i, c := range t.rules {
		s.rules[i].Add(c.Blocks, c.Bytes)
	}
	d, g := &sum.Damage, &t.damage
	if d.FirstInvalid == nil {
		d.FirstInvalid = g.FirstInvalid
	}
	d.InvalidBytes += g.InvalidBytes
	d.Mojibake += g.Mojibake
	d.Entities += g.Entities
	d.Invisible += g.Invisible
	if d.FirstLone == nil {
		d.FirstLone = g.FirstLone
	}
	d.LoneSurrogates += g.LoneSurrogates
	for _, c := range g.Charsets {
		d.Guessed(c.Name, c.Lines)
	}
}

// finish closes the books and, if there was no error and the fuse holds, the
// outputs: after the audit, so that nothing is gone that is not written down.
func (s *settler) finish(err error) error {
	for i, c := range s.rules {
		s.sum.Removed = append(s.sum.Removed, report.RuleCount{Rule: s.lines.rules[i], Count: c})
	}
	s.removedBy(report.Template, s.template)
	err = s.endSpans(s.endNear(err))
	s.sum.Warnings = append(s.sum.Warnings, s.known.warning()...)
	s.sum.Sort()
	s.approximately()
	if s.audit != nil {
		if flushed := s.audit.Flush(); err == nil {
			err = flushed
		}
	}
	if err == nil {
		err = s.sum.Check()
	}
	if err == nil {
		err = s.fuse()
	}
	if err == nil && !s.sum.NothingRead(len(s.c.Inputs)) {
		if s.c.Joint {
			s.known.end(s.out.now)
		}
		if err = s.out.close(); err == nil {
			err = s.known.commit()
		}
	} else if !s.c.Fuse.Set {
		err = s.remember(err)
	}
	var fuse *FuseError
	if errors.As(err, &fuse) {
		if ended := s.out.endStream(); ended != nil {
			err = ended
		}
	}
	if err != nil {
		if flushed := s.out.flushStream(); flushed != nil && !errors.Is(err, flushed) {
			err = errors.Join(err, flushed)
		}
	}
	if aborted := s.out.abort(); aborted != nil {
		return errors.Join(err, aborted)
	}
	return err
}

// removedBy adds to the summary what a rule removed that not every run has.
func (s *settler) removedBy(rule string, c report.Count) {
	if c.Blocks > 0 {
		s.sum.Removed = append(s.sum.Removed, report.RuleCount{Rule: rule, Count: c})
	}
}

// remember has the index learn what is in the outputs that were put in place
// before a run ended with err, or with nothing read.
func (s *settler) remember(err error) error {
	s.known.giveUp()
	if learnt := s.known.commit(); err == nil {
		err = learnt
	}
	return err
}

// warnShare is how much of its text a run without a fuse may remove before it
// gets a warning.
const warnShare = 0.95

func (s *settler) fuse() error {
	share, most := s.sum.Share(), s.sum.Most()
	if f := s.c.Fuse; f.Set {
		if share <= f.Share {
			return nil
		}
		return &FuseError{Share: share, Limit: f.Share, Rule: most.Rule,
			RuleShare: float64(most.Bytes) / float64(s.sum.Gone().Bytes)}
	}
	if share > warnShare {
		s.sum.Warnings = append(s.sum.Warnings,
			fmt.Sprintf("%.1f %% of the text was removed, most of it by %s", 100*share, most.Rule))
	}
	return nil
}
