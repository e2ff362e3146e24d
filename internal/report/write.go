package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteJSON writes the summary as one JSON object, indented, and a line end.
func (s *Summary) WriteJSON(w io.Writer) error {
	c := *s
	// Empty lists are lists, not null.
	c.Removed = append([]RuleCount{}, c.Removed...)
	c.Damage.Charsets = append([]Charset{}, c.Damage.Charsets...)
	c.Warnings = append([]string{}, c.Warnings...)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// topRules is the number of rules that the text form names.
const topRules = 6

// WriteText writes the summary for a reader: one line of totals, then only
// what there is to say. Names from outside are escaped.
func (s *Summary) WriteText(w io.Writer) error {
	var b []byte
	b = fmt.Appendf(b, "%s, %s in, %s out (%s)", plural(s.Documents, "document"), size(s.BytesIn), size(s.BytesOut), s.percent(s.BytesOut))
	if sec := s.Elapsed.Seconds(); sec > 0 {
		b = fmt.Appendf(b, ", %s, %.0f MB/s", seconds(s.Elapsed), float64(s.BytesIn)/1e6/sec)
	}
	b = append(b, '\n')
	b = s.appendRemoved(b)
	if s.Duplicates.Blocks > 0 {
		b = fmt.Appendf(b, "duplicates: %s, %s", plural(s.Duplicates.Blocks, "block"), size(s.Duplicates.Bytes))
		if s.Known.Blocks > 0 {
			b = fmt.Appendf(b, "; of earlier runs: %s, %s", plural(s.Known.Blocks, "block"), size(s.Known.Bytes))
		}
		b = append(b, '\n')
	}
	if f := s.Bloom; f != nil {
		b = fmt.Appendf(b, "approximate: of new texts %.2g at most were taken for duplicates (asked: %.2g), with %s\n", f.Rate, f.Asked, size(f.Bytes))
	}
	if s.Syndicated > 0 {
		b = fmt.Appendf(b, "syndicated: %s recur on a site and are prose; they are no template\n", plural(s.Syndicated, "block"))
	}
	b = s.appendDamage(b)
	for _, warning := range s.Warnings {
		b = append(append(b, "warning: "...), Escape(warning)...)
		b = append(b, '\n')
	}
	_, err := w.Write(b)
	return err
}

func (s *Summary) appendRemoved(b []byte) []byte {
	if len(s.Removed) == 0 {
		return b
	}
	all := s.Gone()
	all.Add(-s.Duplicates.Blocks, -s.Duplicates.Bytes)
	b = fmt.Appendf(b, "removed: %s, %s: ", plural(all.Blocks, "block"), size(all.Bytes))
	for i, r := range s.Removed {
		if i == topRules {
			b = fmt.Appendf(b, ", and %d more", len(s.Removed)-i)
			break
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		b = AppendEscaped(b, r.Rule)
		b = fmt.Appendf(b, " %d", r.Blocks)
	}
	return append(b, '\n')
}

func (s *Summary) appendDamage(b []byte) []byte {
	var said []string
	say := func(n int64, what string) {
		if n > 0 {
			said = append(said, plural(n, what))
		}
	}
	d := &s.Damage
	if d.InvalidBytes > 0 {
		what := plural(d.InvalidBytes, "invalid byte")
		if at := d.FirstInvalid; at != nil {
			what += fmt.Sprintf(" (first: %s: record %d: byte %d)", Escape(at.File), at.Record, at.Offset)
		}
		said = append(said, what)
	}
	for _, c := range d.Charsets {
		said = append(said, fmt.Sprintf("%s read as %s", plural(c.Lines, "line"), Escape(c.Name)))
	}
	say(d.Mojibake, "line with mojibake")
	say(d.Entities, "line with entities")
	say(d.Invisible, "line with invisible characters")
	say(d.LoneSurrogates, "lone surrogate")
	say(d.Records, "damaged record")
	say(d.Files, "damaged file")
	if len(said) == 0 {
		return b
	}
	return fmt.Appendf(b, "damage: %s\n", strings.Join(said, ", "))
}

func (s *Summary) percent(n int64) string {
	if s.BytesIn == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(s.BytesIn))
}

// plural writes "1 line with entities" and "2 lines with entities".
func plural(n int64, what string) string {
	if n != 1 {
		for _, noun := range []string{"line", "byte"} {
			if rest, ok := strings.CutPrefix(what, noun+" "); ok {
				return fmt.Sprintf("%d %ss %s", n, noun, rest)
			}
		}
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// size writes bytes in powers of 1000, as MB/s is.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1e6:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.2f GB", float64(n)/1e9)
}

func seconds(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
